"""Work lists: what waits for whom. Bounded, keyset-paged, no counts in the page's way."""

from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from mantetong.cases.access import REGION_DESK
from mantetong.cases.models import Assignment, Case, Claim, Hold, Pause
from mantetong.cases.shapes import WorkRow
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.domain.stages import RUNNING, Stage


class WorkList(StrEnum):
    """The lists of the desk."""

    MINE = "mine"
    UNCLAIMED = "unclaimed"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    HELD = "held"
    DETERMINING = "determining"
    CONFIRMING = "confirming"
    ASSIGNED = "assigned"


_AT_WORK = (Stage.REVIEWING, Stage.DETERMINING, Stage.CONFIRMING)
_OPEN_CLAIM = Claim.objects.filter(filing_id=OuterRef("filing_id"), released_at=None)


def _list(*, which: WorkList, viewer: Actor, on: date) -> Q:
    mine = Exists(_OPEN_CLAIM.filter(account_id=viewer.known_id))
    answered = Exists(Pause.objects.filter(case=OuterRef("pk"), until_at__isnull=False))
    open_here = Q(stage__in=_AT_WORK)
    conditions = {
        WorkList.MINE: Q(mine, stage__in=sorted(RUNNING)),
        WorkList.UNCLAIMED: ~Exists(_OPEN_CLAIM) & Q(stage=Stage.REVIEWING),
        WorkList.DUE_TODAY: open_here & Q(due_on=on),
        WorkList.OVERDUE: open_here & Q(due_on__lt=on),
        WorkList.ANSWERED: Q(answered, stage=Stage.REVIEWING),
        WorkList.HELD: Q(stage=Stage.FILED),
        WorkList.DETERMINING: Q(stage=Stage.DETERMINING),
        WorkList.CONFIRMING: Q(stage=Stage.CONFIRMING),
        WorkList.ASSIGNED: Q(stage=Stage.DETERMINING) & _assigned_to(viewer),
    }
    return conditions[which]


def _assigned_to(viewer: Actor) -> Q:
    to_me = Q(account_id=viewer.account_id) | Q(institution_id=viewer.institution, institution__isnull=False)
    given = Assignment.objects.filter(to_me, filing_id=OuterRef("filing_id"), until_at=None)
    return Q(Exists(given.filter(Q(case=None) | Q(case_id=OuterRef("pk")))))


def _cases(*, which: WorkList, viewer: Actor, on: date) -> QuerySet[Case]:
    """The list within what the viewer may see: their region's cases for the desk, assigned ones for experts and institutions."""
    within = Q(pk__in=[])
    if viewer.region and viewer.holds(*REGION_DESK):
        within |= Q(region=viewer.region)
    if viewer.holds(Role.EXPERT, Role.INSTITUTION) or which is WorkList.ASSIGNED:
        within |= _assigned_to(viewer)
    return Case.objects.filter(within, _list(which=which, viewer=viewer, on=on))


def work_rows(
    *, which: WorkList, viewer: Actor, on: date, after: tuple[date | None, int] | None = None, most: int = 50
) -> tuple[WorkRow, ...]:
    """One page of a list: urgent first on the first page, then by due day (cases without one by waiting time), then id.

    `after` is the (due day, id) of the last row seen.
    """
    cases = _cases(which=which, viewer=viewer, on=on)
    if after is not None:
        cases = cases.filter(_beyond(*after))
    holder = Subquery(_OPEN_CLAIM.values("account_id")[:1])
    ordered = cases.annotate(holder=holder).select_related("filing").order_by(F("due_on").asc(nulls_last=True), "pk")
    return tuple(_row(case) for case in ordered[:most])


def _beyond(due_on: date | None, case_id: int) -> Q:
    if due_on is None:
        return Q(due_on=None, pk__gt=case_id)
    return Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=case_id) | Q(due_on=None)


def _row(case: Case) -> WorkRow:
    assert case.filing.submitted_at is not None  # noqa: S101  drafts are in no list
    return WorkRow(
        case_id=case.pk,
        filing_id=case.filing_id,
        filing_reference=case.filing.reference,
        case_reference=case.reference,
        number=case.number or "",
        person_id=case.person_id,
        disease_code=case.disease_code,
        stage=Stage(case.stage),
        entered_stage_at=case.entered_stage_at,
        submitted_at=case.filing.submitted_at,
        due_on=case.due_on,
        is_provisional=case.due_is_provisional,
        is_urgent=case.is_urgent,
        claimed_by=getattr(case, "holder", None),
    )


def lists_count(*, viewer: Actor, on: date, most: int = 100) -> dict[WorkList, int]:
    """How many cases stand in each list, counted no further than `most`."""
    return {which: _cases(which=which, viewer=viewer, on=on)[:most].count() for which in WorkList}


def claimed_by(filing_id: int) -> int | None:
    """The account at work on the filing."""
    return Claim.objects.filter(filing_id=filing_id, released_at=None).values_list("account_id", flat=True).first()


def assignments_of(filing_id: int) -> tuple[tuple[int, int | None, int | None, str | None, str, str], ...]:
    """Open assignments as (id, case id, account id, institution code, role, why)."""
    rows = Assignment.objects.filter(filing_id=filing_id, until_at=None).order_by("pk")
    return tuple(rows.values_list("pk", "case_id", "account_id", "institution_id", "role", "why"))


def holds_of(filing_id: int) -> tuple[tuple[str, str], ...]:
    """Why a filing waits for a person: (code, what the applicant said)."""
    rows = Hold.objects.filter(filing_id=filing_id, cleared_at=None).order_by("pk")
    return tuple((row.code, row.explanation or "") for row in rows)
