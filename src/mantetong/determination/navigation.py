"""Menu entries of determination."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem("determination:panel", _("待我评审"), where="desk", roles=frozenset({Role.EXPERT}), group=_("认定"), order=20),
    NavItem(
        "determination:institution", _("受托认定"), where="desk", roles=frozenset({Role.INSTITUTION}), group=_("认定"), order=20
    ),
    NavItem(
        "determination:confirm-list", _("待复核"), where="desk", roles=frozenset({Role.SUPERVISOR}), group=_("认定"), order=30
    ),
)
