"""Menu entries of the desk."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, register

register(
    NavItem("materials:signals", _("材料提示"), where="desk", roles=frozenset({Role.SUPERVISOR}), group=_("审核"), order=40),
    NavItem(
        "materials:held",
        _("隔离文件"),
        where="desk",
        roles=frozenset({Role.SYSTEM_ADMIN, Role.AUDITOR}),
        group=_("监督"),
        order=70,
    ),
)
