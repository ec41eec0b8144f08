"""Whose filing it is, in SQL. Every read of a filing by a person starts from `visible_filings`."""

import logging
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from mantetong.cases.errors import MandateEnded, NoSuchFiling
from mantetong.cases.models import Assignment, Filing
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.people.queries import mandates_of, own_person_of
from mantetong.web.clock import day_of

log = logging.getLogger(__name__)
REGION_DESK = (Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR)


def visible_filings(*, viewer: Actor, at: datetime) -> QuerySet[Filing]:
    """The filings `viewer` may open now: their own and their wards', their region's, those assigned to them. Others do not exist."""
    if not viewer.is_known:
        return Filing.objects.none()
    allowed = Q(pk__in=[])
    if viewer.is_citizen:
        allowed |= _as_citizen(viewer, at)
    if viewer.region and viewer.holds(*REGION_DESK):
        allowed |= Q(region=viewer.region, submitted_at__isnull=False)
    if viewer.region and viewer.holds(Role.CLERK, Role.HELPER):
        allowed |= Q(region=viewer.region, account_id=viewer.account_id)
    if viewer.holds(Role.EXPERT, Role.INSTITUTION, Role.REVIEWER, Role.SUPERVISOR):
        allowed |= Q(_assigned(viewer), submitted_at__isnull=False)
    return Filing.objects.filter(allowed, removed_at=None)


def _as_citizen(viewer: Actor, at: datetime) -> Q:
    if viewer.drafts_only:
        return Q(account_id=viewer.account_id, mandate=None, submitted_at=None)
    own = own_person_of(viewer.known_id)
    mine = Q(account_id=viewer.account_id, mandate=None)
    return (mine if own is None else mine | Q(person_id=own)) | _as_proxy(viewer, at)


def _as_proxy(viewer: Actor, at: datetime) -> Q:
    """What was filed under the mandates that run, within what each covers; never the person's earlier papers (DESIGN §4)."""
    allowed = Q(pk__in=[])
    for mandate in mandates_of(viewer.known_id, on=day_of(at)):
        under = Q(mandate_id__in=(mandate.id, *mandate.carries), person_id=mandate.person_id)
        allowed |= under & Q(kind__in=mandate.scope) if mandate.scope else under
    return allowed


def not_to_be_seen(*, viewer: Actor, filing: Q) -> NoSuchFiling | MandateEnded:
    """What is said about a filing that `viewer` may not see: nothing, except to the proxy who made it, who knows that it is there.

    Staff who ask for what is there and not theirs are written down.
    """
    if viewer.is_staff and Filing.objects.filter(filing).exists():
        log.warning("filing_out_of_bounds account=%s region=%s", viewer.account_id, viewer.region)
    if viewer.account_id is None or not viewer.is_citizen or viewer.drafts_only:
        return NoSuchFiling()
    by_them = Filing.objects.filter(filing, account_id=viewer.account_id, mandate__isnull=False, removed_at=None)
    return MandateEnded() if by_them.exists() else NoSuchFiling()


def _assigned(viewer: Actor) -> Exists:
    given = Assignment.objects.filter(filing=OuterRef("pk"), until_at=None)
    to_me = Q(account_id=viewer.account_id)
    if viewer.institution and viewer.holds(Role.INSTITUTION):
        to_me |= Q(institution_id=viewer.institution)
    return Exists(given.filter(to_me))
