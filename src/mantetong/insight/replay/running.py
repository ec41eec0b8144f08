"""Reading the stored sheets in batches, judging each by the rules in force and by the new ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from mantetong.domain.criteria.facts import FactSheet
from mantetong.domain.policy import RegionPolicy
from mantetong.insight.reading import rows_of
from mantetong.insight.replay.judging import Pair, asks_more_papers, judge_twice
from mantetong.insight.replay.tally import Groups, Tally, age_group
from mantetong.policies import queries
from mantetong.policies.operations import Target, store_replay
from mantetong.web.clock import day_of

_BATCH = 500
Progress = Callable[[int, int], None]
_SHEETS = msgspec.json.Decoder(FactSheet)


@dataclass(slots=True)
class Sides:
    """A region's rules in force and the new ones, disease by disease as they are asked for."""

    before: RegionPolicy
    after: RegionPolicy
    pairs: dict[str, tuple[Pair, bool]] = field(default_factory=dict)

    def pair(self, disease: str) -> tuple[Pair, bool]:
        """The disease under both, and whether its checklist grows."""
        if disease not in self.pairs:
            pair = Pair(self.before.diseases.get(disease), self.after.diseases.get(disease))
            self.pairs[disease] = pair, asks_more_papers(before=self.before, after=self.after, disease=disease)
        return self.pairs[disease]

    @property
    def limits(self) -> tuple[int | None, int | None]:
        """Working days before and after; None where none is published."""
        old, new = (one.time_limit.value.working_days if one.time_limit else None for one in (self.before, self.after))
        return old, new


@dataclass(frozen=True, slots=True)
class Replayed:
    """A finished replay: the id of its stored report, and the report."""

    id: int
    report: dict[str, Any]


def replay(*, target: Target, since: date | None, at: datetime, progress: Progress = lambda _done, _all: None) -> Replayed:
    """Judge every stored sheet of the target's regions by what is in force at `at` and by the target; keep the report.

    The newest sheet of each submitted case counts, those submitted on or after `since` only. Memory does not grow with their number.
    """
    sides = dict(_sides(target, day_of(at)))
    given = {"regions": list(sides), "since": since}
    ((expected,),) = rows_of("fact_sheets_count", **given)
    tally = Tally()
    for rows in _batches(given):
        for row in rows:
            _judge_row(row, sides, tally)
        progress(tally.sheets + tally.unreadable, expected)
    report = tally.report(limits={region: side.limits for region, side in sides.items()})
    return Replayed(store_replay(digest=target.digest, since=since, report=report, at=at), report)


def _sides(target: Target, on: date) -> Iterator[tuple[str, Sides]]:
    """A region without rules in force has no past cases."""
    for region, version in target.versions.items():
        try:
            before = queries.policy_on(region=region, on=on)
        except (queries.NoSuchRegion, queries.NoPolicyThen):
            continue
        yield region, Sides(before, queries.policy_of(version_id=version))


def _batches(given: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
    after = 0
    while rows := rows_of("fact_sheets", after=after, most=_BATCH, **given):
        yield rows
        after = rows[-1][0]


def _judge_row(row: tuple[Any, ...], sides: dict[str, Sides], tally: Tally) -> None:
    _id, region, disease, text, stage, outcome, insurance, door, county = row
    try:
        facts = _SHEETS.decode(text)
    except msgspec.ValidationError:  # a sheet of an older shape cannot be judged; the report says how many
        tally.unreadable += 1
        return
    pair, more_papers = sides[region].pair(disease)
    judged = judge_twice(pair=pair, facts=facts)
    age = age_group(born_on=facts.born_on, on=facts.asked_on)
    groups = Groups(region, disease, age, county, insurance, door)
    tally.note(judged, groups, stage=stage, outcome=outcome, more_papers=more_papers)
