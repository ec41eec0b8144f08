"""Menu entries of this room: the way out."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import STAFF
from mantetong.web.navigation import NavItem, register

register(
    NavItem("people:logout", _("退出登录"), where="desk", roles=STAFF, group=_("我"), order=900),
)
