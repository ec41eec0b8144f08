"""Menu entries of recognitions."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import CITIZENS, Role
from mantetong.web.navigation import NavItem, register

register(NavItem("recognition:wallet", _("我的凭证"), where="citizen", roles=CITIZENS, order=40))
register(
    NavItem(
        "recognition:holdings",
        _("待遇管理"),
        where="desk",
        roles=frozenset({Role.REVIEWER, Role.SUPERVISOR}),
        group=_("待遇"),
        order=60,
    )
)
register(
    NavItem(
        "recognition:postings",
        _("凭证邮寄"),
        where="desk",
        roles=frozenset({Role.CLERK, Role.SUPERVISOR}),
        group=_("待遇"),
        order=65,
    )
)
register(
    NavItem(
        "recognition:sign-off", _("存量待遇确认"), where="desk", roles=frozenset({Role.SUPERVISOR}), group=_("待遇"), order=70
    )
)
