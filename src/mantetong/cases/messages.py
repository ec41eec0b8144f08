"""Words for what cases refuse."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, Way, register

register(
    "NO_SUCH_FILING",
    Sentence(
        _("没有找到这个办件。"),
        _("可能是网址不完整，或者它不在您的名下。"),
        _("请从“我的办件”里打开；还是找不到，请拨打页面下方的电话。"),
        404,
    ),
)
register(
    "CASE_HAS_MOVED",
    Sentence(
        _("这个办件刚刚有了变化。"),
        _("在您查看的时候，它已经被处理到下一步了。"),
        _("请刷新页面，看过最新情况再操作。您写的内容没有提交。"),
        409,
    ),
)
register(
    "ALREADY_RUNNING",
    Sentence(
        _("这个病种已经有一件正在办理。"),
        _("同一病种同时只能办一件，受理号是{number}。"),
        _("您填好的内容都在。请先看那一件办到哪一步；如果情况有变，可以拨打页面下方的电话，请工作人员帮您。"),
        409,
        Way(_("查看正在办理的那一件"), "cases:home", "reference"),
    ),
)
register(
    "ALREADY_CLAIMED",
    Sentence(
        _("同事正在办理这件申请。"),
        _("同一件申请同时只能由一位工作人员办理。"),
        _("请先办理下一件；需要接手时，请科长转派。"),
        409,
    ),
)
register(
    "NOT_CLAIMED",
    Sentence(_("请先领取这件申请。"), _("领取后才能办理，避免两个人同时处理同一件。"), _("请点“领取办理”，再继续。"), 409),
)
register("NOTHING_CHOSEN", Sentence(_("还没有选择病种。"), _("一份申请至少要有一个病种。"), _("请先选择要申请的病种。"), 422))
register(
    "DRAFT_ONLY",
    Sentence(
        _("这份申请已经提交，不能再改动。"),
        _("提交以后材料和内容就固定下来了，方便工作人员审核。"),
        _("需要补充时，工作人员会一次性告诉您；也可以撤回后重新申请。"),
        409,
    ),
)
register(
    "NOTICE_ALREADY_SENT",
    Sentence(
        _("补正通知已经发出过了。"),
        _("一份申请只发一次补正通知，要补的内容应当一次列全。"),
        _("没有补齐的，请标记“未补齐”；确有新的内容，请科长写明理由。"),
        409,
    ),
)
register("DECISION_MISSING", Sentence(_("还没有写认定意见。"), _("办结前要先写明认定结果和理由。"), _("请先填写认定意见。"), 409))
register(
    "OWN_CASE",
    Sentence(_("您不能办理这件申请。"), _("申请人是您本人或您代办的家人，按规定应当回避。"), _("请交给其他同事办理。"), 403),
)
register(
    "SAME_HAND", Sentence(_("复核要由另一位同事来做。"), _("提出意见和复核不能是同一个人。"), _("请交给另一位科长复核。"), 403)
)
register(
    "JUDGED_BEFORE",
    Sentence(
        _("这件申诉要由其他同事办理。"),
        _("您参与过原来的认定，按规定应当回避。"),
        _("请放回列表，由没有参与过的同事办理。"),
        403,
    ),
)
register(
    "SYSTEM_MAY_NOT", Sentence(_("系统不能作出这样的决定。"), _("不利于申请人的决定只能由人作出。"), _("请工作人员办理。"), 403)
)
register(
    "QUERY_GUESSED_TOO_OFTEN",
    Sentence(
        _("查询码输错的次数太多了。"),
        _("为了保护您的信息，这个受理号一小时内只能试五次。"),
        _("请一小时后再试，或者登录后在“我的办件”查看。"),
        429,
    ),
)
register(
    "NOT_A_FILING_NUMBER",
    Sentence(_("受理号不对。"), _("受理号是21位数字，可能漏了一位或者输错了一位。"), _("请对照回执再输入一次。"), 422),
)
register(
    "ACTION_NOT_AVAILABLE",
    Sentence(_("现在不能做这一步。"), _("办件已经不在这个环节了。"), _("请刷新页面，看看它现在到了哪一步。"), 409),
)
register("NOT_YOURS_TO_TAKE", Sentence(_("这一步不由您来做。"), _("您的岗位没有这项权限。"), _("请交给有权限的同事。"), 403))
register(
    "MANDATE_ENDED",
    Sentence(
        _("您现在不能替这位家人办理这一件。"),
        _("代办授权已经结束：可能是本人撤销了，也可能到期了，或者不包括这类事项。"),
        _("您填写和上传的内容都在，由本人接着办。还需要您代办的，请到“我的家人”再登记一次。"),
        403,
        Way(_("到“我的家人”"), "people:family"),
    ),
)
register(
    "PURPOSE_WANTED",
    Sentence(
        _("打开这件申请，请先写明查看事由。"),
        _("它没有指派给您，也不在您可以领取的办件里。事由记入查看记录，参保人和审计员看得到。"),
        _("写明以后当天可以继续查看；确需由您办理的，请科长转派。"),
        403,
        Way(_("写明查看事由"), "review:purpose", "reference"),
    ),
)
