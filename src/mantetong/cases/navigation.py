"""Menu entries of cases."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import CITIZENS, Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem("cases:mine", _("我的办件"), where="citizen", roles=CITIZENS, order=20),
    NavItem("cases:progress", _("办理进度"), where="citizen", order=30),
    NavItem("cases:ledger", _("台账核验"), where="desk", roles=frozenset({Role.AUDITOR}), group=_("审计"), order=10),
)
