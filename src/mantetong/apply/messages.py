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
register(
    "ANSWER_MOVED",
    Sentence(
        _("这一项刚才在另一个窗口改过了。"),
        _("为了不把新的内容盖掉，这次没有保存。"),
        _("两边的内容都在下面，请看一看，留哪个由您决定。"),
        409,
    ),
)
register(
    "DRAFT_MOVED",
    Sentence(
        _("内容刚才在另一个窗口改过了。"), _("您看到的核对页已经不是最新的。"), _("请再看一遍下面的内容，没有问题再提交。"), 409
    ),
)
register(
    "LINK_OVER",
    Sentence(
        _("这个拍照入口已经关闭。"),
        _("入口只开放24小时，也可能已经被申请人关闭。"),
        _("请让申请人重新生成一个，再扫码或输入新的六位数字。"),
        404,
    ),
)
register(
    "CODE_TRIED_TOO_OFTEN",
    Sentence(
        _("试的次数太多了。"),
        _("为了不让陌生人乱猜，输入数字的次数有限。"),
        _("请一小时后再试，或者直接扫申请人手机上的二维码。"),
        429,
    ),
)
register(
    "TOO_MANY_LINKS",
    Sentence(_("打开的拍照入口太多了。"), _("同时最多开放{most}个。"), _("请先关闭不用的，再生成新的。"), 409),
)
register(
    "RECORDING_UNREADABLE",
    Sentence(
        _("这段录音没有收下。"),
        _("可能不是录音文件，是空的，或者超过了{limit}。"),
        _("请用手机自带的录音机录一分钟以内，再传一次；也可以换一种签名方式。"),
        422,
    ),
)
register(
    "WITNESS_CODE_WRONG",
    Sentence(
        _("没有找到这份申请。"),
        _("数字可能输错了，或者已经超过一小时。"),
        _("请看申请人手机上的六位数字再输一次；过期了请申请人重新打开那一页。"),
        404,
    ),
)
