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
register(
    "PUBLICATION_NEEDS_REPLAY",
    Sentence(
        what=_("还不能发布：这批政策还没有对照现行政策重放过。"),
        why=_("发布前要先看清对以往办件的影响；现行政策变了，要重新重放。"),
        now=_("请在这一批政策的页面上按“重放以往办件”，完成后再提出。"),
    ),
)
register(
    "PUBLICATION_NEEDS_SECOND_OFFICER",
    Sentence(
        what=_("还不能确认：提出发布的人不能自己确认。"),
        why=_("政策发布须由两位政策管理员经手。"),
        now=_("请另一位政策管理员登录后确认。"),
        status=403,
    ),
)
register(
    "PUBLICATION_ANOTHER_UNDER_WAY",
    Sentence(
        what=_("还不能提出：另一批政策正在等待施行。"),
        why=_("两批政策先后施行，后一批的影响要在前一批施行之后才能算准。"),
        now=_("请等前一批施行，或先撤回它。"),
    ),
)
register(
    "PUBLICATION_NOT_THIS_FAR",
    Sentence(
        what=_("这一步现在不能做。"),
        why=_("这批政策可能刚刚被别人确认、撤回，或已经施行。"),
        now=_("请刷新页面，看它现在的状态。"),
    ),
)
register(
    "PUBLICATION_DAY_IS_PAST",
    Sentence(what=_("施行日期已经过去。"), why=_("政策最早从今天起施行。"), now=_("请选今天或以后的日期。"), status=422),
)
register(
    "NO_SUCH_PUBLICATION",
    Sentence(what=_("没有找到这一批政策。"), now=_("请从“政策发布”列表中选择。"), status=404),
)
register(
    "PACKS_ELSEWHERE",
    Sentence(
        what=_("现在不能导出或传回工作簿。"),
        why=_("现行政策的原文件不在数据库里，也不在这台机器的政策包文件夹里。"),
        now=_("请运维人员用 mantetong policy replay --to 存入现行的政策包并发布一次，以后就可以在这里改。"),
        status=409,
    ),
)
register(
    "SHEET_FAULTY",
    Sentence(
        what=_("这个工作簿不能收下。"),
        why=_("里面有不能照抄进政策的内容。"),
        now=_("请回到上传页，按列出的行和列改好再传。"),
        status=422,
    ),
)
