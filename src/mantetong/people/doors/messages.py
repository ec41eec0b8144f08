"""Words for what can go wrong at a door."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "DOOR_ANSWER_BAD",
    Sentence(
        _("这次登录没有完成。"),
        _("登录平台送回来的信息对不上，可能是页面打开得太久，或者同时打开了几个登录页。"),
        _("请回到办事入口，重新登录一次；也可以用手机验证码登录。您填过的内容都还在。"),
        HTTPStatus.BAD_REQUEST,
    ),
)
register(
    "DOOR_AWAY",
    Sentence(
        _("登录平台暂时没有应答。"),
        _("可能是对方系统正在维护。"),
        _("请过一会儿再试，或者用手机验证码登录。"),
        HTTPStatus.BAD_GATEWAY,
    ),
)
register(
    "NOT_VOUCHED_FOR",
    Sentence(
        _("登录平台没有提供实名信息。"),
        _("您在那边可能还没有实名认证，或者没有留手机号码。"),
        _("请先在那边完成实名认证，或者用手机验证码登录。"),
        HTTPStatus.FORBIDDEN,
    ),
)
register(
    "NUMBER_OF_ANOTHER",
    Sentence(
        _("不能用这个平台账号登录。"),
        _("平台上登记的手机号码，在这里属于另一位参保人。"),
        _("请用您自己的手机号码和验证码登录，或者先在平台上更换手机号码。"),
        HTTPStatus.CONFLICT,
    ),
)
