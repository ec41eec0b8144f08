"""Work lists: what waits for whom, urgent lane and all. Read on by key from an index, never counted in the page's way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mantetong.cases.access import REGION_DESK
from mantetong.cases.models import Assignment, Case, Claim, Filing, Following, Hold
from mantetong.cases.models.filing import AT_WORK
from mantetong.cases.shapes import WorkRow
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind
from mantetong.domain.roles import Role
from mantetong.domain.stages import RUNNING, Stage

ASKED_COLLEAGUE = "ASKED_COLLEAGUE"
QUALITY_SAMPLE = "QUALITY_SAMPLE"
"""Why an assignment was given: a colleague's opinion was asked, a decided case is read a second time."""


class WorkList(StrEnum):
    """The lists of the desk."""

    MINE = "mine"
    UNCLAIMED = "unclaimed"
    URGENT = "urgent"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    HELD = "held"
    APPEALS = "appeals"
    SAMPLED = "sampled"
    ASKED = "asked"
    DETERMINING = "determining"
    CONFIRMING = "confirming"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in its list: the day it stands in line by, its risk, its id. Lists are read on from here."""

    line_on: date
    risk: int
    case_id: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to. Empty means everything; `person_ids` None means everybody, () nobody."""

    disease: str = ""
    institution: str = ""
    stage: str = ""
    number: str = ""
    person_ids: tuple[int, ...] | None = None


EVERYTHING = Narrowing()
_OPEN_CLAIM = Claim.objects.filter(filing_id=OuterRef("filing_id"), released_at=None)


_BELONGING: Mapping[WorkList, Callable[[Actor, date], Q]] = {
    WorkList.UNCLAIMED: lambda viewer, _on: Q(~Exists(_OPEN_CLAIM), ~_judged_before(viewer), stage=Stage.REVIEWING),
    WorkList.URGENT: lambda _viewer, _on: Q(is_urgent=True, stage__in=AT_WORK),
    WorkList.DUE_TODAY: lambda _viewer, on: Q(stage__in=AT_WORK, line_on=on, due_on=on),
    WorkList.OVERDUE: lambda _viewer, on: Q(stage__in=AT_WORK, line_on__lt=on, due_on__isnull=False),
    WorkList.ANSWERED: lambda _viewer, _on: Q(answered_at__isnull=False, stage=Stage.REVIEWING),
    WorkList.HELD: lambda viewer, _on: Q(~_judged_before(viewer), stage=Stage.FILED),
    WorkList.APPEALS: lambda viewer, _on: Q(filing__in=_appeals(viewer), stage__in=sorted(RUNNING)),
    WorkList.DETERMINING: lambda _viewer, _on: Q(stage=Stage.DETERMINING),
    WorkList.CONFIRMING: lambda _viewer, _on: Q(stage=Stage.CONFIRMING),
}


def _list(*, which: WorkList, viewer: Actor, on: date) -> Q:
    found = _BELONGING.get(which)
    return found(viewer, on) if found else _personal(which=which, viewer=viewer)


def _appeals(viewer: Actor) -> QuerySet[Filing, Any]:
    """The region's appeals that the viewer may judge; few among all filings, and found by their own index."""
    appeals = Filing.objects.filter(kind=Kind.APPEAL, region=viewer.region or "")
    return appeals.exclude(followings__hands__contains=viewer.known_id).values("pk")


def _judged_before(viewer: Actor) -> Exists:
    """An appeal against something the viewer had a hand in: it is nothing for them to take up."""
    return Exists(Following.objects.filter(filing=OuterRef("filing_id"), hands__contains=viewer.known_id))


def _personal(*, which: WorkList, viewer: Actor) -> Q:
    if which is WorkList.MINE:
        held = Claim.objects.filter(account_id=viewer.known_id, released_at=None)
        return Q(filing__in=held.values("filing_id"), stage__in=sorted(RUNNING))
    if which is WorkList.ASSIGNED:
        return Q(stage=Stage.DETERMINING) & _assigned_to(viewer)
    if which is WorkList.SAMPLED:
        # one subquery: two joined by "or" would be answered by reading every case there ever was
        of_case = _given(viewer, QUALITY_SAMPLE).annotate(read=Coalesce("case_id", "filing__cases__pk"))
        return Q(pk__in=of_case.values("read"))
    return Q(filing__in=_given(viewer, ASKED_COLLEAGUE).values("filing_id"))


def _given(viewer: Actor, why: str) -> QuerySet[Assignment]:
    return Assignment.objects.filter(account_id=viewer.known_id, why=why, until_at=None)


def _assigned_to(viewer: Actor) -> Q:
    to_me = Q(account_id=viewer.account_id) | Q(institution_id=viewer.institution, institution__isnull=False)
    given = Assignment.objects.filter(to_me, filing_id=OuterRef("filing_id"), until_at=None)
    return Q(Exists(given.filter(Q(case=None) | Q(case_id=OuterRef("pk")))))


def _within(*, which: WorkList | None, viewer: Actor) -> Q:
    """What the viewer may see: their region's cases for the desk, assigned ones for experts, institutions and colleagues asked."""
    within = Q(pk__in=[])
    if viewer.region and viewer.holds(*REGION_DESK) and which is not WorkList.ASKED:
        within |= Q(region=viewer.region)
    if viewer.holds(Role.EXPERT, Role.INSTITUTION) or which in (WorkList.ASSIGNED, WorkList.ASKED):
        within |= _assigned_to(viewer)
    return within


def cases_in(*, which: WorkList, viewer: Actor, on: date) -> QuerySet[Case]:
    """The list as a query, within what the viewer may see."""
    return Case.objects.filter(_within(which=which, viewer=viewer), _list(which=which, viewer=viewer, on=on))


def work_rows(
    *,
    which: WorkList,
    viewer: Actor,
    on: date,
    after: Place | None = None,
    narrowing: Narrowing = EVERYTHING,
    most: int = 50,
) -> tuple[WorkRow, ...]:
    """One page of a list: by due day (cases without one by the day they began to wait), then risk, then id; `after` is the last seen."""
    return _rows(_narrowed(cases_in(which=which, viewer=viewer, on=on), narrowing), after=after, most=most)


def found_rows(*, viewer: Actor, narrowing: Narrowing, after: Place | None = None, most: int = 50) -> tuple[WorkRow, ...]:
    """What the viewer may see of submitted cases in any stage, narrowed; nothing when nothing was asked for."""
    if narrowing == EVERYTHING:
        return ()
    cases = Case.objects.filter(_within(which=None, viewer=viewer)).exclude(stage=Stage.DRAFT)
    return _rows(_narrowed(cases, narrowing), after=after, most=most)


def _narrowed(cases: QuerySet[Case], to: Narrowing) -> QuerySet[Case]:
    wanted = {"disease_code": to.disease, "filing__institution_id": to.institution, "stage": to.stage}
    cases = cases.filter(**{column: value for column, value in wanted.items() if value})
    if to.number:  # a range, not LIKE: the index of the number serves it
        cases = cases.filter(number__gte=to.number, number__lt=to.number + ":")
    return cases if to.person_ids is None else cases.filter(person_id__in=to.person_ids)


_COLUMNS = (
    "filing_id", "reference", "number", "person_id", "disease_code", "stage", "entered_stage_at", "due_on", "due_is_provisional",
    "is_urgent", "risk", "line_on", "answered_at", "filing__reference", "filing__submitted_at", "filing__kind",
)  # fmt: skip


def _rows(cases: QuerySet[Case], *, after: Place | None, most: int) -> tuple[WorkRow, ...]:
    if after is not None:
        cases = cases.filter(line_on__gte=after.line_on).filter(_beyond(after))
    holder = Subquery(_OPEN_CLAIM.values("account_id")[:1])
    page = cases.annotate(holder=holder).select_related("filing").only(*_COLUMNS).order_by("line_on", "-risk", "pk")
    return tuple(_row(case) for case in page[:most])


def _beyond(after: Place) -> Q:
    same_day = Q(line_on=after.line_on)
    further = Q(risk__lt=after.risk) | Q(risk=after.risk, pk__gt=after.case_id)
    return Q(line_on__gt=after.line_on) | (same_day & further)


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
        line_on=case.line_on,
        risk=case.risk,
        is_answered=case.answered_at is not None,
        kind=Kind(case.filing.kind),
    )


def claimed_by(filing_id: int) -> int | None:
    """The account at work on the filing."""
    return Claim.objects.filter(filing_id=filing_id, released_at=None).values_list("account_id", flat=True).first()


def claims_of(*, account_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """The filings each of these accounts holds, oldest claim first."""
    held: dict[int, tuple[int, ...]] = dict.fromkeys(account_ids, ())
    rows = Claim.objects.filter(account_id__in=account_ids, released_at=None).order_by("at", "pk")
    for account_id, filing_id in rows.values_list("account_id", "filing_id"):
        held[account_id] = (*held[account_id], filing_id)
    return held


def assignments_of(filing_id: int) -> tuple[tuple[int, int | None, int | None, str | None, str, str], ...]:
    """Open assignments as (id, case id, account id, institution code, role, why)."""
    rows = Assignment.objects.filter(filing_id=filing_id, until_at=None).order_by("pk")
    return tuple(rows.values_list("pk", "case_id", "account_id", "institution_id", "role", "why"))


def holds_of(filing_id: int) -> tuple[tuple[str, str], ...]:
    """Why a filing waits for a person: (code, what the applicant said)."""
    rows = Hold.objects.filter(filing_id=filing_id, cleared_at=None).order_by("pk")
    return tuple((row.code, row.explanation or "") for row in rows)
