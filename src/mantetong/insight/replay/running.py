"""Reading the stored sheets in batches, judging each by the rules it was filed under and by the new ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from mantetong.domain.criteria.facts import FactSheet
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.stages import RUNNING
from mantetong.insight.reading import rows_of
from mantetong.insight.replay.clocks import Clock, Limits, clock_of, moves_of
from mantetong.insight.replay.judging import Pair, asks_more_papers, judge_twice
from mantetong.insight.replay.names import Names, insurance_name
from mantetong.insight.replay.tally import Groups, Tally, age_group
from mantetong.policies import queries
from mantetong.policies.operations import Target, store_replay
from mantetong.web.clock import day_of

_BATCH = 500
Progress = Callable[[int, int], None]
_SHEETS = msgspec.json.Decoder(FactSheet)


@dataclass(slots=True)
class Sides:
    """A region's rules in force and the new ones. A case is held against the version it was filed under, which may be older."""

    in_force: RegionPolicy
    after: RegionPolicy
    names: Names
    pairs: dict[tuple[int, str], tuple[Pair, bool]] = field(default_factory=dict)
    named: dict[tuple[str, str, str, str], tuple[str, str, str, str]] = field(default_factory=dict)

    def pair(self, version: int, disease: str) -> tuple[Pair, bool]:
        """The disease under both, and whether the new rules ask for another required paper."""
        known = self.pairs.get((version, disease))
        if known is None:
            before = queries.policy_of(version_id=version)
            pair = Pair(before.diseases.get(disease), self.after.diseases.get(disease))
            known = self.pairs[version, disease] = (pair, asks_more_papers(before=before, after=self.after, disease=disease))
        return known

    def groups(self, disease: str, county: str, insurance: str, door: str, age: str) -> Groups:
        """The names a case is counted under, each looked up once."""
        known = self.named.get((disease, county, insurance, door))
        if known is None:
            names = (self.names.disease(disease), self.names.county(county), insurance_name(insurance), self.names.door(door))
            known = self.named[disease, county, insurance, door] = names
        called, place, kind, way = known
        return Groups(self.after.name, called, age, place, kind, way)

    @property
    def limits(self) -> tuple[int | None, int | None]:
        """Working days to the decision in force and after; None where none is published."""
        old, new = (one.time_limit.value.working_days if one.time_limit else None for one in (self.in_force, self.after))
        return old, new


@dataclass(frozen=True, slots=True)
class Replayed:
    """A finished replay: the id of its stored report, and the report."""

    id: int
    report: dict[str, Any]


def replay(*, target: Target, since: date | None, at: datetime, progress: Progress = lambda _done, _all: None) -> Replayed:
    """Judge every stored sheet of the target's regions by the version it was filed under and by the target; keep the report.

    The newest sheet of each submitted case counts, those submitted on or after `since` only. Memory does not grow with their number.
    """
    sides = dict(_sides(target, day_of(at)))
    given = {"regions": list(sides), "since": since}
    ((expected,),) = rows_of("fact_sheets_count", **given)
    tally = Tally()
    for rows in _batches("fact_sheets", given):
        for row in rows:
            _judge_row(row, sides, tally)
        progress(tally.sheets + tally.unreadable, expected)
    limits = {region: side.limits for region, side in sides.items()}
    report = {**tally.report(limits=_named(limits, sides)), "deadlines": _deadlines(target, limits, sides, given)}
    return Replayed(store_replay(digest=target.digest, since=since, report=report, at=at), report)


def _sides(target: Target, on: date) -> Iterator[tuple[str, Sides]]:
    """A region without rules in force has no past cases."""
    for region, version in target.versions.items():
        try:
            in_force = queries.policy_on(region=region, on=on)
        except (queries.NoSuchRegion, queries.NoPolicyThen):
            continue
        after = queries.policy_of(version_id=version)
        yield region, Sides(in_force, after, Names(in_force, after))


def _batches(name: str, given: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
    after = 0
    while rows := rows_of(name, after=after, most=_BATCH, **given):
        yield rows
        after = rows[-1][0]


def _judge_row(row: tuple[Any, ...], sides: dict[str, Sides], tally: Tally) -> None:
    _id, region, disease, text, stage, outcome, insurance, door, county, version = row
    try:
        facts = _SHEETS.decode(text)
    except msgspec.ValidationError:  # a sheet of an older shape cannot be judged; the report says how many
        tally.unreadable += 1
        return
    side = sides[region]
    pair, more_papers = side.pair(version, disease)
    judged = judge_twice(pair=pair, facts=facts)
    age = age_group(born_on=facts.born_on, on=facts.asked_on)
    tally.note(judged, side.groups(disease, county, insurance, door, age), stage=stage, outcome=outcome, more_papers=more_papers)


def _named(limits: Limits, sides: dict[str, Sides]) -> Limits:
    return {sides[region].after.name: days for region, days in limits.items()}


def _deadlines(target: Target, limits: Limits, sides: dict[str, Sides], given: dict[str, Any]) -> dict[str, Any]:
    """How many running cases get another due day, and by how many days, by the region's name."""
    calendar = target.calendar or queries.working_calendar()
    stages = {**given, "stages": sorted(RUNNING)}
    clocks: Iterator[Clock] = (clock_of(row) for rows in _batches("running_clocks", stages) for row in rows)
    found = moves_of(clocks, limits=limits, calendar=calendar).report()
    return {sides[region].after.name: moves for region, moves in found.items()}
