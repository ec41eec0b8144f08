"""Menu entries of this room."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem("insight:audit", _("抽样与封存"), where="desk", roles=frozenset({Role.AUDITOR}), group=_("审计"), order=11),
)
