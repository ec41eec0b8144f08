"""Words for what apply refuses."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, Way, register

register(
    "ALREADY_HELD",
    Sentence(
        _("这个病种您已经有待遇，不用再申请。"),
        _("“{name}”的待遇{until}。"),
        _("您填好的内容都在。请先看已有的凭证；待遇快到期要续办，或者登记有误的，请拨打页面下方的电话。"),
        409,
        Way(_("看已有的凭证"), "recognition:wallet"),
    ),
)
register(
    "NOT_OPEN_FOR_FILING",
    Sentence(
        _("这里还不能在线申请。"),
        _("本地的病种目录和认定标准还没有由医保部门提供，现有内容是样例，不能用来办理真实的申请。"),
        _("您可以先看办事指南准备材料，并拨打页面下方的电话咨询。"),
        403,
    ),
)
register(
    "NOT_READY_TO_SUBMIT",
    Sentence(_("还有几步没有完成。"), _("提交前需要把每一步都填好。"), _("请在核对页按提示补上，已经填的都在。"), 422),
)
register("PERSON_MISSING", Sentence(_("请先完成实名核验。"), _("要知道是为哪位参保人申请。"), _("请填写姓名和身份证号。"), 403))
register(
    "UNKNOWN_REGION",
    Sentence(_("没有找到这个地区。"), _("本平台还没有这个地区的办事规则。"), _("请回到首页，选择您的参保地。"), 404),
)
