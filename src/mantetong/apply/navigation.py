"""Menu entries of this room."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

_CLERK, _HELPER = Role.CLERK, Role.HELPER

register(
    NavItem("apply:counter", _("窗口录入"), where="desk", roles=frozenset({_CLERK, _HELPER}), group=_("窗口"), order=20),
    NavItem("apply:originals", _("原件登记簿"), where="desk", roles=frozenset({_CLERK}), group=_("窗口"), order=25),
    NavItem("apply:witness", _("见证签名"), where="desk", roles=frozenset({_CLERK, _HELPER}), group=_("窗口"), order=30),
)
