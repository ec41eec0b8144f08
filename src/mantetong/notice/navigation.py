"""Menu entries of notice."""

from django.utils.translation import gettext_lazy as _

from mantetong.domain.roles import CITIZENS
from mantetong.notice.access import ANSWERERS, CALLERS, PORTAL_KEEPERS, WORDERS
from mantetong.web.navigation import NavItem, register

register(
    NavItem("notice:inbox", _("消息"), where="citizen", roles=CITIZENS, order=40),
    NavItem("notice:hotline", _("热线来电"), where="desk", roles=frozenset(CALLERS), group=_("通知"), order=59),
    NavItem("notice:unreached", _("未送达的通知"), where="desk", roles=frozenset(CALLERS), group=_("通知"), order=60),
    NavItem("notice:open-questions", _("在线咨询"), where="desk", roles=frozenset(ANSWERERS), group=_("通知"), order=61),
    NavItem("notice:call-backs", _("评价回访"), where="desk", roles=frozenset(CALLERS), group=_("通知"), order=62),
    NavItem("notice:words", _("通知用语"), where="desk", roles=frozenset(WORDERS), group=_("通知"), order=63),
    NavItem("notice:portals", _("办件状态推送"), where="desk", roles=frozenset(PORTAL_KEEPERS), group=_("通知"), order=64),
)
