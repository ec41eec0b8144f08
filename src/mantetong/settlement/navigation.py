"""Menu entries of the till."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem(
        "settlement:alarms",
        _("接口警报"),
        where="desk",
        roles=frozenset({Role.AUDITOR, Role.SYSTEM_ADMIN}),
        group=_("待遇"),
        order=90,
    )
)
