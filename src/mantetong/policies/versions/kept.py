"""Which versions of a region are kept, and when each holds."""

from dataclasses import dataclass
from datetime import date, datetime

from mantetong.policies.models import Loading, PolicyPeriod, PolicyVersion


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept version. `periods` are the days it holds from and until (None: still) in the loading in force; it may come back."""

    id: int
    digest: str
    stored_at: datetime
    periods: tuple[tuple[date, date | None], ...]


def versions_of(*, region: str) -> tuple[Kept, ...]:
    """The versions of a region: those in force or to come by their last beginning, newest first, then the former ones."""
    held: dict[int, list[tuple[date, date | None]]] = {}
    for version, since, until in periods_of(region=region):
        held.setdefault(version, []).append((since, until))
    rows = PolicyVersion.objects.filter(region=region).order_by("-pk").values_list("pk", "digest", "stored_at")
    kept = [Kept(pk, digest, at, tuple(held.get(pk, ()))) for pk, digest, at in rows]
    return tuple(sorted(kept, key=lambda one: (one.periods[-1][0] if one.periods else date.min, one.id), reverse=True))


def periods_of(*, region: str) -> tuple[tuple[int, date, date | None], ...]:
    """Which version holds from which day until which other begins, in order of days; the last has no end."""
    newest = Loading.objects.order_by("-pk").values_list("pk", flat=True).first()
    rows = PolicyPeriod.objects.filter(loading_id=newest or 0, region=region).order_by("since").values_list("version_id", "since")
    found = list(rows)
    ends: list[date | None] = [since for _version, since in found[1:]]
    return tuple((version, since, until) for (version, since), until in zip(found, [*ends, None], strict=False))


def other_regions_with(*, version_id: int) -> dict[str, tuple[int, int]]:
    """For each other region, the version in force before and after this one was first loaded, where it changed then too."""
    first = PolicyPeriod.objects.filter(version_id=version_id).order_by("loading_id").first()
    earlier = Loading.objects.filter(pk__lt=first.loading_id).order_by("-pk").first() if first else None
    if first is None or earlier is None:
        return {}
    old, new = _newest_of(earlier.pk), _newest_of(first.loading_id)
    return {code: (old[code], new[code]) for code in new if code in old and old[code] != new[code] and code != first.region}


def _newest_of(loading_id: int) -> dict[str, int]:
    return dict(PolicyPeriod.objects.filter(loading_id=loading_id).order_by("since").values_list("region", "version_id"))
