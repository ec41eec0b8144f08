"""This room's entries in the menus."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem("policies:home", _("首页"), where="citizen", order=1),
    NavItem("policies:desk", _("各地政策"), where="desk", roles=frozenset({Role.POLICY_OFFICER}), group=_("政策"), order=50),
    NavItem(
        "policies:desk-publications",
        _("政策发布"),
        where="desk",
        roles=frozenset({Role.POLICY_OFFICER}),
        group=_("政策"),
        order=51,
    ),
    NavItem(
        "policies:desk-calendar", _("工作日历"), where="desk", roles=frozenset({Role.POLICY_OFFICER}), group=_("政策"), order=52
    ),
)
