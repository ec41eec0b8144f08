"""Menu entries of recognitions."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import CITIZENS
from mantetong.web.navigation import NavItem, register

register(NavItem("recognition:wallet", _("我的凭证"), where="citizen", roles=CITIZENS, order=40))
