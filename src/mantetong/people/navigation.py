"""Menu entries of this room: oneself; the desk's proofs and corrections; the way out."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import CITIZENS, STAFF, Role
from mantetong.web.navigation import NavItem, register

_LOOKING = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})

register(
    NavItem("people:account", _("我的"), where="citizen", roles=CITIZENS, order=60),
    NavItem("people:desk-mandates", _("代办登记"), where="desk", roles=_LOOKING, group=_("参保人"), order=60),
    NavItem("people:desk-corrections", _("信息更正"), where="desk", roles=_LOOKING, group=_("参保人"), order=61),
    NavItem("people:passkeys", _("通行密钥"), where="desk", roles=STAFF, group=_("我"), order=890),
    NavItem("people:logout", _("退出登录"), where="desk", roles=STAFF, group=_("我"), order=900),
)
