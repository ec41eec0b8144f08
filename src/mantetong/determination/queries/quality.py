"""The figures of quality: together or not at all, and never by person."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from mantetong.cases.queries import (
    CourseCard,
    DecisionCard,
    appealed_changed,
    case_card,
    courses_in,
    decision_card,
    filed_again,
    standing_decision,
)
from mantetong.determination.queries.after import ReadingCard, corrections_made, readings_in
from mantetong.determination.reasons import criteria_of
from mantetong.domain.agreement import Agreement, agreement_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.criteria.tree import leaves_of
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.working_days import working_days_between
from mantetong.policies.queries import working_calendar
from mantetong.review.queries import SentNotice, sent_notices
from mantetong.web.clock import day_of

AGAIN_WITHIN = timedelta(days=90)
_LATE = 0.8  # the last fifth of the limit begins here


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of the decided were supplemented, refused, overturned later (appeal, correction), and applied for again in 90 days."""

    decided: int
    supplemented: int
    refused: int
    undetermined: int
    overturned: int
    again: int


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """Two readings of one criterion of one disease."""

    disease_code: str
    path: str
    label: str
    counts: Agreement


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of a stretch of time. `days` are calendar days from submission to decision, pauses included: median and 90th percentile.

    `late` of `limited` notices went out in the last fifth of the limit; `unneeded` of `asked` things were never brought, and the case was recognised all the same.
    """

    shares: Shares
    drawn: int
    read: int
    outcome_agrees: int
    criteria: tuple[CriterionAgreement, ...]
    overturned_most: tuple[tuple[str, int], ...]
    asked: int
    unneeded: int
    limited: int
    late: int
    days: tuple[float, int] | None


def figures_of(*, region: str, since: datetime, until: datetime) -> Figures:
    """The figures of the cases of a region decided in a stretch of time."""
    courses = courses_in(region=region, since=since, until=until)
    notices = sent_notices(case_ids=tuple(one.case_id for one in courses))
    readings = readings_in(region=region, since=since, until=until)
    done = [one for one in readings if one.read_at is not None]
    criteria = _criteria(done)
    asked, unneeded = _unneeded(courses, notices)
    limited, late = _late(courses, notices)
    return Figures(
        shares=_shares(courses, notices),
        drawn=len(readings),
        read=len(done),
        outcome_agrees=sum(one.was["outcome"] == one.outcome for one in done),
        criteria=criteria,
        overturned_most=_overturned_most(courses, criteria),
        asked=asked,
        unneeded=unneeded,
        limited=limited,
        late=late,
        days=_days(courses),
    )


def _shares(courses: Collection[CourseCard], notices: Collection[SentNotice]) -> Shares:
    ids = tuple(one.case_id for one in courses)
    fresh = [one for one in courses if one.kind is not Kind.APPEAL]
    overturned = appealed_changed(case_ids=ids) | {one.case_id for one in corrections_made(case_ids=ids)}
    outcomes = Counter(one.outcome for one in courses)
    return Shares(
        decided=len(courses),
        supplemented=len({one.case_id for one in notices}),
        refused=outcomes[Outcome.NOT_RECOGNISED],
        undetermined=outcomes[Outcome.UNDETERMINED],
        overturned=len(overturned),
        again=len(filed_again(cases=fresh, within=AGAIN_WITHIN)),
    )


def _criteria(readings: Collection[ReadingCard]) -> tuple[CriterionAgreement, ...]:
    pairs: dict[tuple[str, str], list[tuple[Answer, Answer]]] = defaultdict(list)
    for one in readings:
        was = one.was.get("answers", {})
        for path, answer in one.answers.items():
            pairs[one.disease_code, path].append((Answer(was.get(path, Answer.CANNOT_TELL)), Answer(answer)))
    labels = _labels(readings)
    return tuple(
        CriterionAgreement(disease, path, labels.get((disease, path), path), agreement_of(found))
        for (disease, path), found in sorted(pairs.items())
    )


def _labels(readings: Collection[ReadingCard]) -> dict[tuple[str, str], str]:
    newest = {one.disease_code: one.case_id for one in readings}
    return {
        (disease, path): leaf.label
        for disease, case_id in newest.items()
        for path, leaf in leaves_of(criteria_of(case_card(case_id)))
    }


def _overturned_most(
    courses: Collection[CourseCard], criteria: Collection[CriterionAgreement], most: int = 5
) -> tuple[tuple[str, int], ...]:
    """The criteria on which two readers said opposite things, or a refusal rested that did not stand, most frequent first."""
    found = Counter({one.label: one.counts.differing for one in criteria if one.counts.differing})
    found.update(label for one in _overturned(courses) for label in _against(one))
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most])


def _overturned(courses: Collection[CourseCard]) -> Iterator[DecisionCard]:
    """The decisions that a correction replaced or an appeal changed."""
    ids = tuple(one.case_id for one in courses)
    decisions = [decision_card(one.decision_id) for one in corrections_made(case_ids=ids)]
    decisions += [standing_decision(case_id) for case_id in sorted(appealed_changed(case_ids=ids))]
    yield from (one for one in decisions if one is not None)


def _against(decision: DecisionCard) -> list[str]:
    return [str(one.get("label", "")) for one in decision.reasons if one["answer"] == Answer.NOT_MET]


def _unneeded(courses: Collection[CourseCard], notices: Collection[SentNotice]) -> tuple[int, int]:
    recognised = {one.case_id for one in courses if one.outcome is Outcome.RECOGNISED}
    never_brought = [one for one in notices if one.case_id in recognised and not one.is_brought]
    return len(notices), len(never_brought)


def _late(courses: Collection[CourseCard], notices: Collection[SentNotice]) -> tuple[int, int]:
    """First notices of cases with a limit, and those that went out in its last fifth."""
    first: dict[int, datetime] = {}
    for one in notices:
        first[one.case_id] = min(one.sent_at, first.get(one.case_id, one.sent_at))
    calendar = working_calendar()
    used = [
        working_days_between(after=day_of(one.counted_from), until=day_of(first[one.case_id]), calendar=calendar) / one.limit_days
        for one in courses
        if one.case_id in first and one.counted_from and one.limit_days and first[one.case_id] >= one.counted_from
    ]
    return len(used), sum(share >= _LATE for share in used)


def _days(courses: Collection[CourseCard]) -> tuple[float, int] | None:
    days = sorted((day_of(one.decided_at) - day_of(one.submitted_at)).days for one in courses)
    return (median(days), days[int(0.9 * (len(days) - 1))]) if days else None
