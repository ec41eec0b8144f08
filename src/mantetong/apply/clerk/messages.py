"""Words for what the counter refuses."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "NO_VISIT",
    Sentence(
        _("没有找到这个条码对应的、还没提交的申请。"),
        _("可能扫错了，已经提交，或者不是本地区的。"),
        _("请再扫一次告知单上的条码；还是没有的，请用身份证重新开始，已经传过的材料会按本人找回。"),
        404,
    ),
)
register(
    "NOT_THEIRS_TO_ASK",
    Sentence(
        _("这个病种要本人同意，才能由别人代办。"),
        _("所选病种涉及个人隐私，还没有登记本人的同意。"),
        _("请核对本人签名的授权（写明病种），或者电话问过本人以后，在代办人一栏勾选“本人同意”，再保存。"),
        403,
    ),
)
register(
    "SUBMIT_AT_COUNTER",
    Sentence(
        _("帮办点只准备，不提交。"),
        _("提交要由窗口人员或本人来做。"),
        _("请打印告知单交给申请人：窗口扫单上的条码就能接着办；有手机的，本人登录后也能自己提交。"),
        403,
    ),
)
register(
    "NO_SUCH_ORIGINAL",
    Sentence(
        _("没有找到这份原件。"),
        _("条码可能没有扫全，或者不是本地区登记的。"),
        _("请再扫一次，或者按条码下面的字母数字手工输入。"),
        404,
    ),
)
register(
    "ALREADY_RETURNED",
    Sentence(
        _("这份原件已经退还过了。"),
        _("同一个条码只能退还一次。"),
        _("请核对手里的原件和条码；有疑问的，请看登记簿上退还的时间和领取人。"),
        409,
    ),
)
register(
    "NOTHING_TO_LAY",
    Sentence(
        _("还没有给任何一页选地方。"),
        _("每一页要放进一项材料里。"),
        _("请在页面图片下面选是哪一项材料；空白页选“不要这一页”。"),
        422,
    ),
)
