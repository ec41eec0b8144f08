"""Menu entries of this room."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem("apply:witness", _("见证签名"), where="desk", roles=frozenset({Role.CLERK, Role.HELPER}), group=_("窗口"), order=30)
)
