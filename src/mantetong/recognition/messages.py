"""Words for what recognitions refuse."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "RECOGNITION_ALREADY_HELD",
    Sentence(
        _("这个病种已经有有效的待遇。"),
        _("同一个人、同一病种在同一时间只能有一份待遇。"),
        _("请先核对已有的凭证；需要续办或更正的，请从续办入口办理。"),
        409,
    ),
)
register(
    "PERSON_NOT_CONFIRMED",
    Sentence(
        _("参保信息还没有核实，暂时不能生成待遇。"),
        _("没有人员编号，医院和药店结算时查不到这份待遇。"),
        _("请先核实参保人身份，再办结。"),
        409,
    ),
)
register(
    "NO_SUCH_RECOGNITION",
    Sentence(
        _("没有找到这份凭证。"), _("网址可能不完整，或者它不在您的名下。"), _("请从“我的凭证”里打开，或重新扫描二维码。"), 404
    ),
)
register(
    "RECOGNITION_NOT_IN_FORCE",
    Sentence(_("这份待遇现在不能这样处理。"), _("它的状态刚刚有了变化。"), _("请刷新页面，看过最新状态再操作。"), 409),
)
register(
    "SIGN_OFF_SAME_PERSON",
    Sentence(_("还需要另一位同事确认。"), _("存量待遇须由两个人分别确认。"), _("请另一位同事登录后确认。"), 409),
)
register(
    "NOT_A_CERTIFICATE",
    Sentence(
        _("这不是有效的凭证。"), _("内容不完整，或者被改动过。"), _("请重新扫描凭证上的二维码，或联系发证的医保部门。"), 422
    ),
)
register(
    "REGION_IS_SAMPLE",
    Sentence(
        _("这个地区的规则还是样例，不能出具凭证。"),
        _("病种目录或认定标准尚未由医保部门确认。"),
        _("请政策管理员换上正式规则后再办理。"),
        409,
    ),
)
register(
    "STILL_TO_BE_HEARD",
    Sentence(
        _("现在还不能确认。"),
        _("参保人陈述申辩的期限还没有过，本人也还没有陈述。"),
        _("请等期限过后，或本人陈述后再确认。"),
        409,
    ),
)
register(
    "POSTED_ALREADY",
    Sentence(_("已经在邮寄了。"), _("同一份凭证一次只寄一份。"), _("请等收到，或被退回后再申请。"), 409),
)
