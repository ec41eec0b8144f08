"""Menu entries of the desk."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem(
        "review:home", _("工作台"), where="desk", roles=frozenset({Role.REVIEWER, Role.SUPERVISOR}), group=_("审核"), order=1
    ),
    NavItem("review:counter-find", _("窗口补正"), where="desk", roles=frozenset({Role.CLERK}), group=_("窗口"), order=22),
)
