"""This room's entries in the menus."""

from django.utils.translation import gettext_lazy as _

from mantetong.web.navigation import NavItem, register

register(NavItem("policies:home", _("首页"), where="citizen", order=1))
