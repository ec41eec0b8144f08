"""Which versions of a region are kept, and when each holds."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from mantetong.policies.models import Loading, PolicyPeriod, PolicyVersion


@dataclass(frozen=True, slots=True)
class Kept:
    """One kept version. `since` and `until` are its period in the loading in force, None when it is not part of it."""

    id: int
    digest: str
    stored_at: datetime
    since: date | None
    until: date | None


def versions_of(*, region: str) -> tuple[Kept, ...]:
    """The versions of a region: those in force or to come by their first day, newest first, then the former ones."""
    periods = list(_periods(region))
    ends = {pk: following for (pk, _since), (_pk, following) in pairwise(periods)}
    begun = dict(periods)
    rows = PolicyVersion.objects.filter(region=region).order_by("-pk").values_list("pk", "digest", "stored_at")
    kept = [Kept(pk, digest, at, begun.get(pk), ends.get(pk)) for pk, digest, at in rows]
    return tuple(sorted(kept, key=lambda one: (one.since or date.min, one.id), reverse=True))


def _periods(region: str) -> list[tuple[int, date]]:
    newest = Loading.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return []
    rows = PolicyPeriod.objects.filter(loading_id=newest, region=region).order_by("since")
    return list(rows.values_list("version_id", "since"))


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
