"""Words for what the desk refuses."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "NOTHING_ASKED",
    Sentence(
        what=_("还没有选要补正的内容。"),
        why=_("补正通知至少要列出一项。"),
        now=_("请勾选要补的材料或说明，再发送。"),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
)
register(
    "NOTHING_TO_ANSWER",
    Sentence(
        what=_("现在没有等您补正的内容。"),
        why=_("可能您刚才已经交回了，或者工作人员已经往下办理。"),
        now=_("不用您再做什么，可以到“我的办件”查看进度。"),
    ),
)
register(
    "STILL_MISSING",
    Sentence(
        what=_("还有要补的材料没有收到。"),
        why=_("通知里列出的这几项还是空的：{names}。"),
        now=_("请补上照片再交回；确实交不出的，请在“情况说明”里写明原因，也可以这样交回。已经传好的材料都在。"),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
)
register(
    "SUPPLEMENT_TIME_OVER",
    Sentence(
        what=_("补正的期限已经过了。"),
        why=_("这份补正通知的最后一天是{day}。"),
        now=_("请按现有材料办理；材料不足的，可以作“未作认定”，不影响申请人以后再办。"),
    ),
)
register(
    "TOO_EARLY_TO_LAPSE",
    Sentence(
        what=_("还不能作逾期终止。"),
        why=_("申请人补正的最后一天是{day}，当天也算在内。"),
        now=_("请等期限过后再确认；期间可以打电话提醒申请人。"),
    ),
)
register(
    "REASON_MISSING",
    Sentence(
        what=_("请写明理由。"),
        why=_("这一步要让申请人和以后查看的人都能明白为什么。"),
        now=_("请写一两句话，再提交。"),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
)
register(
    "ALREADY_ACCEPTED",
    Sentence(
        what=_("这件申请已经受理。"),
        why=_("只有受理之前才能作不予受理，受理以后要办到有结果为止。"),
        now=_("请刷新页面，按现在的环节继续办理。"),
    ),
)
