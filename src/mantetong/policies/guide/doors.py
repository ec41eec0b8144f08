"""The doors of a region on its guide: each by itself, and side by side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mantetong.domain.policy import Door, RegionPolicy, Stated, Status
from mantetong.policies.guide.labels import AVAILABILITY, DOORS
from mantetong.policies.guide.parts import Line, line_of


@dataclass(frozen=True, slots=True)
class DoorCard:
    """One way in, with the steps and words of that door."""

    name: str
    kind: str
    availability: str
    tone: str
    steps: tuple[str, ...]
    suits: str
    progress_label: str
    result_by: str
    mark: Line


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One door's cells, under the headings."""

    cells: tuple[str, ...]
    facts: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The doors side by side: a heading row, then one row per door."""

    headings: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    mark: str


def door_card(stated: Stated[Door]) -> DoorCard:
    """One door in its own words."""
    door = stated.value
    availability, tone = AVAILABILITY[door.availability]
    return DoorCard(
        name=door.name,
        kind=str(DOORS[door.kind]),
        availability=str(availability),
        tone=tone.value,
        steps=door.steps,
        suits=door.suits,
        progress_label=door.progress_label,
        result_by="、".join(door.result_by),
        mark=line_of(stated, ""),
    )


def comparison_of(policy: RegionPolicy) -> Comparison:
    """The published table where the pack has one, else what can be said of every door."""
    published = tuple(dict.fromkeys(heading for stated in policy.doors for heading in stated.value.comparison))
    headings = (_("渠道"), *published, _("适合谁"), _("现在能否使用"))
    if not published:
        headings = (_("渠道"), _("方式"), _("查进度"), _("适合谁"), _("现在能否使用"))
    rows = tuple(ComparisonRow(_cells(stated.value, published), " ".join(stated.facts)) for stated in policy.doors)
    is_sample = any(stated.status is Status.SAMPLE for stated in policy.doors)
    return Comparison(headings, rows, _("窗口和热线两行含样例内容，请电话核实。") if is_sample else "")


def _cells(door: Door, published: tuple[str, ...]) -> tuple[str, ...]:
    middle = tuple(door.comparison.get(heading, "—") for heading in published) or (str(DOORS[door.kind]), door.progress_label)
    return (door.name, *middle, door.suits or "—", str(AVAILABILITY[door.availability][0]))
