"""Words for what determination refuses."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "NOT_AT_DETERMINATION",
    Sentence(what=_("这件现在不在认定环节。"), why=_("可能刚刚有人办理过。"), now=_("请刷新页面，看看它现在到了哪一步。")),
)
register(
    "DECIDED_BY_OTHERS",
    Sentence(
        what=_("这件不由您作认定。"),
        why=_("按当地规定，由抽取的专家、受托医疗机构或经办机构中的一方认定。"),
        now=_("请等对方作出意见；有特殊情况的，由科长写明原因后办理。"),
        status=HTTPStatus.FORBIDDEN,
    ),
)
register(
    "NOT_ON_PANEL",
    Sentence(
        what=_("这件没有等您提意见。"),
        why=_("可能意见已经够数，专家组已结束，或者您不在这一组。"),
        now=_("请回到“待我评审”，看看还有哪些。"),
    ),
)
register(
    "ALREADY_VOTED",
    Sentence(what=_("您的意见已经收到。"), why=_("每位专家只提一次意见，提交后不再改动。"), now=_("不用您再做什么，谢谢您。")),
)
register(
    "REASONS_INCOMPLETE",
    Sentence(
        what=_("不予认定的理由还不完整。"),
        why=_("要写明哪一条标准不符合、为什么、依据是什么；材料不够判断的，不能作不予认定。"),
        now=_("请在认定标准里把不符合的那一条标为“不符合”并写明理由；判断不了的，请选“材料不足，未作认定”。"),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
)
register(
    "APPEAL_WAY_MISSING",
    Sentence(
        what=_("还不能作不予认定。"),
        why=_("本地政策包里没有写申诉途径，不予认定必须同时告诉申请人怎样申诉。"),
        now=_("请联系政策管理员补上申诉途径，再作决定。"),
    ),
)
register(
    "REMARK_MISSING",
    Sentence(
        what=_("请写明认定说明。"),
        why=_("您选的结果与逐条标准的判断不一致。"),
        now=_("请用一两句话写明依据什么作出这个结果。"),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
)
register(
    "DOCTOR_ELSEWHERE",
    Sentence(
        what=_("所选医师不在所选机构。"),
        why=_("国家平台备案要求医师与机构一致。"),
        now=_("请重新选择机构和医师。"),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
)
register(
    "NOT_REOPENABLE",
    Sentence(
        what=_("这件不能重新启动。"),
        why=_("只有“材料不足，未作认定”或“逾期终止”的可以重新启动。"),
        now=_("对结果有不同意见，可以按决定书上写的途径申诉；情况有变化，也可以重新申请。"),
    ),
)
register(
    "REOPEN_TIME_OVER",
    Sentence(
        what=_("重新启动的期限已经过了。"),
        why=_("办结后{days}天内可以重新启动。"),
        now=_("请重新申请，以前交过的材料可以再用。"),
    ),
)
