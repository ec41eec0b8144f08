"""Words for the errors that `domain` itself raises."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from mantetong.web.sentences import Sentence, register

register(
    "NOT_YOURS_TO_TAKE",
    Sentence(
        what=_("您不能办理这一步。"),
        why=_("这一步由其他岗位的工作人员办理。"),
        now=_("请返回上一页；如果您认为应由您办理，请联系本单位管理员。"),
        status=HTTPStatus.FORBIDDEN,
    ),
)
register(
    "ACTION_NOT_AVAILABLE",
    Sentence(
        what=_("这个办件现在不能这样办理。"),
        why=_("办件的状态已经变化，可能是别人刚刚办理过。"),
        now=_("请刷新页面，查看最新状态后再办理。"),
    ),
)
