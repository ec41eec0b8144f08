"""Menu entries of determination."""

from django.utils.translation import gettext_lazy as _

from mantetong.determination.queries import seats_waiting
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.web.navigation import NavItem, Waiting, register


def _reviews_waiting(expert: Actor) -> Waiting:
    return Waiting(*seats_waiting(account_id=expert.known_id))


_DESK = frozenset({Role.REVIEWER, Role.SUPERVISOR})
register(
    NavItem(
        "determination:panel",
        _("待我评审"),
        where="desk",
        roles=frozenset({Role.EXPERT}),
        group=_("认定"),
        order=20,
        waiting=_reviews_waiting,
    ),
    NavItem(
        "determination:institution", _("受托认定"), where="desk", roles=frozenset({Role.INSTITUTION}), group=_("认定"), order=20
    ),
    NavItem(
        "determination:confirm-list", _("待复核"), where="desk", roles=frozenset({Role.SUPERVISOR}), group=_("认定"), order=30
    ),
    NavItem(
        "determination:waiting-list", _("待科长处理"), where="desk", roles=frozenset({Role.SUPERVISOR}), group=_("认定"), order=35
    ),
    NavItem("determination:corrections", _("更正决定"), where="desk", roles=_DESK, group=_("认定"), order=40),
    NavItem("determination:codes", _("待补编码"), where="desk", roles=_DESK, group=_("认定"), order=50),
    NavItem("determination:experts", _("专家库"), where="desk", roles=frozenset({Role.SUPERVISOR}), group=_("认定"), order=60),
    NavItem("determination:readings", _("复读分派"), where="desk", roles=frozenset({Role.SUPERVISOR}), group=_("认定"), order=65),
    NavItem(
        "determination:quality",
        _("质量"),
        where="desk",
        roles=frozenset({Role.SUPERVISOR, Role.AUDITOR}),
        group=_("认定"),
        order=70,
    ),
    NavItem(
        "determination:feedback",
        _("给我的反馈"),
        where="desk",
        roles=_DESK | {Role.EXPERT, Role.INSTITUTION},
        group=_("认定"),
        order=80,
    ),
)
