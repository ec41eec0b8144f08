"""Figures for everybody. Small numbers are withheld: they could point to a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mantetong.insight.reading import rows_of

SMALLEST = 10
PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """One region over the last 365 days. None stands for a number too small to publish, and for what follows from it."""

    region: str
    submitted: int | None
    decided: int | None
    recognised: int | None
    median_days: float | None


def public_figures(*, at: datetime) -> tuple[RegionFigures, ...]:
    """Every region with a submitted case, in code order."""
    return tuple(_published(*row) for row in rows_of("figures", since=at - PERIOD, at=at))


def _published(region: str, submitted: int, decided: int, recognised: int, days: float | None) -> RegionFigures:
    """A difference of two published numbers must not be small either: it is a number of people as well."""
    shown_decided = decided if _is_safe(decided, submitted) else None
    shown_recognised = recognised if shown_decided is not None and _is_safe(recognised, decided) else None
    median = round(float(days), 1) if shown_decided is not None and days is not None else None
    return RegionFigures(region, submitted if submitted >= SMALLEST else None, shown_decided, shown_recognised, median)


def _is_safe(part: int, whole: int) -> bool:
    return part >= SMALLEST and (whole == part or whole - part >= SMALLEST)
