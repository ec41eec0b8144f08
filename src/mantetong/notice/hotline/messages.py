"""Words for what the hotline refuses."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "NO_SUCH_NUMBER",
    Sentence(
        _("没有找到这个受理号。"),
        _("可能念错或听错了，也可能不是本地区的办件。"),
        _("请对方对照回执再念一遍；外地的请拨打当地热线。"),
        404,
    ),
)
register(
    "CALLER_NOT_PROVEN",
    Sentence(
        _("姓名或证件号码对不上。"),
        _("为了保护参保人，不能说是哪一项不对，也不能说办件情况。"),
        _("请对方核对后再说一遍，或者带证件到窗口办理。"),
        403,
    ),
)
register(
    "CALLED_TOO_OFTEN",
    Sentence(
        _("这个受理号核对错的次数太多了。"), _("一小时内最多错五次。"), _("请对方一小时后再打，或者带证件到窗口办理。"), 429
    ),
)
register(
    "CALL_OVER",
    Sentence(
        _("这次来电已经登记完，或者超过一小时了。"),
        _("每次来电都要重新核对。"),
        _("请在热线页面重新核对受理号、姓名和证件号码。"),
        404,
    ),
)
