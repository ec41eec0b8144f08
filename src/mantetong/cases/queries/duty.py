"""Whether somebody of the desk opens a filing because it is theirs to work on."""

from django.db.models import Exists, Q

from mantetong.cases.access import REGION_DESK
from mantetong.cases.models import Assignment, Claim, Filing, Following
from mantetong.cases.shapes import FilingCard
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.domain.stages import RUNNING


def is_on_duty(*, viewer: Actor, filing: FilingCard) -> bool:
    """True when `viewer` holds or has held the filing, was assigned to it, judges the appeal against it, or may take it up now.

    A supervisor is on duty for whatever runs in the region. Of anybody but reviewers, supervisors and auditors nothing is asked:
    they see nothing but what was given to them. At most one question.
    """
    if not viewer.holds(*REGION_DESK):
        return True
    is_here = viewer.region == filing.region and any(case.stage in RUNNING for case in filing.cases)
    if is_here and viewer.holds(Role.SUPERVISOR):
        return True
    reasons = _hand_in_it(viewer, filing.id)
    if is_here and viewer.holds(Role.REVIEWER):
        reasons |= _nobody_holds(filing.id) & ~_judged_before(viewer, filing.id)
    return Filing.objects.filter(reasons, pk=filing.id).exists()


def _hand_in_it(viewer: Actor, filing_id: int) -> Q:
    held = Claim.objects.filter(account_id=viewer.known_id)
    given = Q(account_id=viewer.known_id)
    if viewer.institution:
        given |= Q(institution_id=viewer.institution)
    followed = Following.objects.filter(earlier__filing_id=filing_id, filing__in=held.values("filing_id"))
    assigned = Assignment.objects.filter(given, filing_id=filing_id, until_at=None)
    return Q(Exists(held.filter(filing_id=filing_id))) | Q(Exists(assigned)) | Q(Exists(followed))


def _nobody_holds(filing_id: int) -> Q:
    return ~Q(Exists(Claim.objects.filter(filing_id=filing_id, released_at=None)))


def _judged_before(viewer: Actor, filing_id: int) -> Q:
    return Q(Exists(Following.objects.filter(filing_id=filing_id, hands__contains=viewer.known_id)))
