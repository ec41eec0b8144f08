"""What people read when this room cannot answer."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "UNKNOWN_REGION",
    Sentence(
        what=_("这里还没有这个地区的办事指南。"),
        why=_("可能是地区代码写错了，或者该地区还没有接入。"),
        now=_("请回到首页选择地区，或拨打12393咨询。"),
        status=404,
    ),
)
register(
    "NO_POLICY_THEN",
    Sentence(
        what=_("这一天还没有可用的政策。"),
        why=_("该地区的政策从更晚的日期开始。"),
        now=_("请换一个日期，或拨打12393咨询。"),
        status=404,
    ),
)
register(
    "NO_SUCH_VERSION",
    Sentence(
        what=_("没有找到这个政策版本。"),
        why=_("版本号可能写错了，或写得太短、对应多个版本。"),
        now=_("请在“各地政策”里查看版本号，写前12位。"),
        status=404,
    ),
)
