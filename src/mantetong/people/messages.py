"""Words for this room's errors: what happened, why, what to do now."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from mantetong.people import messages_for_others  # noqa: F401  registers its words
from mantetong.people.doors import messages as _at_the_doors  # noqa: F401  the same
from mantetong.web.sentences import Sentence, register

_INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
_OFTEN = HTTPStatus.TOO_MANY_REQUESTS

register(
    "NOT_A_MOBILE_NUMBER",
    Sentence(_("这不是一个手机号码。"), _("手机号码是11位数字，以13到19开头。"), _("请检查后重新填写。"), _INVALID),
)
register(
    "ASKED_TOO_OFTEN",
    Sentence(
        _("验证码要得太频繁了。"),
        _("为了防止有人冒用号码，两条验证码之间要隔一会儿。"),
        _("请先看看手机里刚收到的短信；还没有收到的话，{wait}后再点一次。"),
        _OFTEN,
    ),
)
register(
    "CODE_WRONG",
    Sentence(
        _("验证码不对。"),
        _("可能是看错了数字，或者填的是前一条短信里的。"),
        _("请按最新一条短信填写，还可以再试{left}次。"),
        _INVALID,
    ),
)
register(
    "CODE_EXPIRED",
    Sentence(_("这个验证码已经失效。"), _("验证码10分钟内有效，而且只能用一次。"), _("请点“重新发送验证码”。"), _INVALID),
)
register(
    "TOO_MANY_TRIES",
    Sentence(
        _("验证码填错的次数太多，这个验证码已经作废。"),
        _("这是为了防止别人猜中您的验证码。"),
        _("请点“重新发送验证码”，再按新短信填写。"),
        _OFTEN,
    ),
)
register(
    "NO_TELEPHONE",
    Sentence(
        _("您的账户没有登记手机号码，没法发送验证码。"),
        _("确认签名要用本人手机收到的验证码。"),
        _("请到医保经办窗口登记手机号码后再办理。"),
        HTTPStatus.CONFLICT,
    ),
)
register(
    "NOT_AN_ID_NUMBER",
    Sentence(
        _("身份证号码不对。"), _("号码的位数、出生日期或最后一位核对不上。"), _("请对照身份证逐位检查后重新填写。"), _INVALID
    ),
)
register(
    "NAME_MISSING",
    Sentence(_("还没有填写姓名。"), _("要用姓名和身份证号码一起查询参保信息。"), _("请按身份证上的姓名填写。"), _INVALID),
)
register(
    "TOO_MANY_CHECKS",
    Sentence(
        _("核对的次数太多了。"),
        _("为了保护参保人的信息，一小时内只能核对几次。"),
        _("请一小时后再试，或者拨打页面下方的电话、到医保经办窗口办理。"),
        _OFTEN,
    ),
)
register(
    "ALREADY_NAMED",
    Sentence(
        _("这个账户已经实名登记了另一位参保人。"),
        _("一个账户只能登记一位本人，您填写的身份证号码与已登记的不同。"),
        _("替家人办理请到“我的家人”添加；登记有误请带身份证到医保经办窗口更正。"),
        HTTPStatus.CONFLICT,
    ),
)
register(
    "NOT_YOUR_INSURANCE",
    Sentence(_("没有找到这条参保信息。"), _("参保信息可能刚刚变化。"), _("请重新选择一条。"), _INVALID),
)
register(
    "SIGN_IN_WRONG",
    Sentence(
        _("用户名或密码不对。"),
        _("两项中至少有一项与登记的不一致。"),
        _("请检查大小写后重新填写；忘记密码请联系本单位系统管理员。"),
        _INVALID,
    ),
)
register(
    "SIGN_IN_NO_POST",
    Sentence(
        _("您目前没有在任的岗位。"), _("岗位可能尚未开始，或者已经结束。"), _("请联系本单位系统管理员。"), HTTPStatus.FORBIDDEN
    ),
)
register(
    "SIGN_IN_NO_SECOND_FACTOR",
    Sentence(
        _("您的账户还没有绑定动态口令。"),
        _("工作台要求密码之外再核对一次动态口令。"),
        _("请联系本单位系统管理员绑定后再登录。"),
        HTTPStatus.FORBIDDEN,
    ),
)
register(
    "SIGN_IN_TOO_MANY",
    Sentence(
        _("登录失败的次数太多，暂时不能再试。"),
        _("这是为了防止别人猜中密码。"),
        _("请15分钟后再试，或者联系本单位系统管理员。"),
        _OFTEN,
    ),
)
register(
    "SECOND_FACTOR_WRONG",
    Sentence(
        _("动态口令不对。"), _("口令每30秒变化一次，可能刚刚换了，或者手机时间不准。"), _("请填写现在显示的6位数字。"), _INVALID
    ),
)
register(
    "PASSKEY_REFUSED",
    Sentence(
        _("通行密钥核对不上。"),
        _("可能是页面打开太久，或者这不是您登记过的那一个。"),
        _("请再试一次，或者填写动态口令。"),
        _INVALID,
    ),
)
register(
    "TOO_MANY_PASSKEYS",
    Sentence(_("您登记的通行密钥已经够多了。"), _("每人最多登记10个。"), _("请先停用不再使用的，再登记新的。"), _INVALID),
)
register(
    "NO_SUCH_PASSKEY",
    Sentence(_("没有这个通行密钥。"), _("可能已经停用。"), _("请回到通行密钥页面查看。"), HTTPStatus.NOT_FOUND),
)
register(
    "SECOND_FACTOR_USED",
    Sentence(_("这个动态口令已经用过一次。"), _("每个口令只能用一次。"), _("请等口令变化后再填写新的。"), _INVALID),
)
register(
    "MANDATE_RUNNING",
    Sentence(
        _("您已经是这位参保人的代办人。"),
        _("同一位参保人只需登记一次。"),
        _("需要变更时，请先撤销原来的代办。"),
        HTTPStatus.CONFLICT,
    ),
)
register(
    "NOT_AN_INSTITUTION",
    Sentence(
        _("导入的名单里有不能识别的机构或医师。"),
        _("“{row}”的机构编码不对，或者机构还没有导入。"),
        _("请改正这一行后重新导入，本次没有导入任何内容。"),
        _INVALID,
    ),
)
register(
    "IDENTITY_DIFFERS",
    Sentence(
        _("姓名或身份证号码与这个账户登记的不一致。"),
        _("可能有一位填错了；也可能这个手机号码以前是别人在用。"),
        _("请对照身份证检查后再填一次；这个号码如果是您新换的，请点下面的“这是我新换的号码”。"),
        _INVALID,
    ),
)
register(
    "SAME_NUMBER",
    Sentence(_("这就是您现在用的手机号码。"), _("新号码和原来的一样，不用更换。"), _("请填写另一个号码，或者返回。"), _INVALID),
)
