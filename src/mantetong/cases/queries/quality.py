"""How cases went, for the quality page; and what one needs to read a decision again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from mantetong.cases.models import Case, Decision, Filing
from mantetong.cases.queries.knowledge import decision_as_card
from mantetong.cases.shapes import DecisionCard
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class CourseCard:
    """How one case went from its submission to its decision. `limit_days` are working days, None where nobody published any."""

    case_id: int
    filing_id: int
    person_id: int
    disease_code: str
    kind: Kind
    outcome: Outcome
    submitted_at: datetime
    decided_at: datetime
    counted_from: datetime | None
    limit_days: int | None


def courses_in(*, region: str, since: datetime, until: datetime, most: int = 50_000) -> tuple[CourseCard, ...]:
    """The cases of a region decided in a stretch of time, oldest first."""
    rows = Case.objects.filter(region=region, stage=Stage.DECIDED, decided_at__gte=since, decided_at__lt=until)
    columns = (
        "pk", "filing_id", "person_id", "disease_code", "filing__kind", "outcome", "filing__submitted_at", "decided_at",
        "counted_from", "limit_days",
    )  # fmt: skip
    found = rows.order_by("decided_at", "pk").values_list(*columns)[:most]
    return tuple(
        CourseCard(case, filing, person, disease, Kind(kind), Outcome(outcome), submitted, decided, counted, days)
        for case, filing, person, disease, kind, outcome, submitted, decided, counted, days in found
    )


def filed_again(*, cases: Collection[CourseCard], within: timedelta) -> frozenset[int]:
    """Those of these cases after whose end the person applied for the same disease again within so long; appeals are not meant."""
    mine = {(one.person_id, one.disease_code): one for one in cases}
    people = {one.person_id for one in cases}
    later = Case.objects.filter(person_id__in=people, filing__submitted_at__isnull=False).exclude(filing__kind=Kind.APPEAL)
    found = set()
    for person, disease, submitted in later.values_list("person_id", "disease_code", "filing__submitted_at"):
        earlier = mine.get((person, disease))
        if earlier and submitted and earlier.decided_at < submitted <= earlier.decided_at + within:
            found.add(earlier.case_id)
    return frozenset(found)


def appealed_changed(*, case_ids: Collection[int]) -> frozenset[int]:
    """Those of these cases whose decision an appeal has changed."""
    appeals = Filing.objects.filter(kind=Kind.APPEAL, followings__earlier_id__in=case_ids)
    changed: set[int] = set()
    for filing in appeals.prefetch_related("followings__earlier", "cases"):
        ended = {case.disease_code: case.outcome for case in filing.cases.all() if case.stage == Stage.DECIDED}
        for one in filing.followings.all():
            if one.earlier and ended.get(one.disease_code, one.earlier.outcome) != one.earlier.outcome:
                changed.add(one.earlier.pk)
    return frozenset(changed & set(case_ids))


def decision_card(decision_id: int) -> DecisionCard | None:
    """A decision by id, superseded or not."""
    row = Decision.objects.filter(pk=decision_id).first()
    return decision_as_card(row) if row else None


def decided_by(*, account_id: int, since: datetime) -> dict[int, int]:
    """The case of each decision that an account wrote since a moment, by the decision's id."""
    return dict(Decision.objects.filter(account_id=account_id, at__gte=since).values_list("pk", "case_id"))


def treated_at(*, person_id: int) -> frozenset[str]:
    """Codes of the hospitals that the person's filings, of any time, name as treating."""
    codes = Filing.objects.filter(person_id=person_id, submitted_at__isnull=False).values_list("institution_id", flat=True)
    return frozenset(code for code in codes if code)
