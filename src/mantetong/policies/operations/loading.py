"""Putting packs in force at once: a first installation and the sandbox. Everywhere else they are published."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from mantetong.domain.events import Event
from mantetong.policies.calendar import calendar_json, calendar_of
from mantetong.policies.models import Loading, PolicyPeriod
from mantetong.policies.operations.staging import kept_version
from mantetong.policies.packs.resolve import Resolved
from mantetong.policies.packs.shelf import Shelf, packs_folder, shelf_of
from mantetong.queue.announce import announce


@dataclass(frozen=True, slots=True)
class PacksLoaded:
    """What a loading did: nothing when the packs were in force already. `regions` names those whose rules changed."""

    changed: bool
    regions: tuple[str, ...]


def load_packs(*, at: datetime, folder: Path | None = None) -> PacksLoaded:
    """Put the packs in force: new contents become new versions, stored ones are never touched. Safe to call at every start.

    Raises PackFaulty, and then what was in force stays in force. Announces POLICY_PUBLISHED per new version, and
    CALENDAR_LOADED when a year was added or corrected.
    """
    folder = folder or packs_folder()
    shelf, calendar = shelf_of(folder), calendar_of(folder)
    with transaction.atomic():
        newest = Loading.objects.select_for_update().order_by("-pk").first()
        is_same_calendar = newest is not None and newest.calendar.get("version") == calendar.version
        if newest is not None and newest.digest == shelf.digest and is_same_calendar:
            return PacksLoaded(False, ())
        loading = Loading.objects.create(digest=shelf.digest, calendar=calendar_json(calendar), loaded_at=at)
        if newest is not None and not is_same_calendar:
            announce(Event.CALENDAR_LOADED, loading_id=loading.pk)
        return PacksLoaded(True, _store(shelf, loading, at))


@transaction.atomic
def load_delivered(*, at: datetime) -> PacksLoaded:
    """What a start does with the packs on disk: a fresh installation and the sandbox load them.

    An installation that has rules in force keeps them, and takes the calendar alone: new rules come by publication (decision 0004).
    Raises PackFaulty.
    """
    newest = Loading.objects.select_for_update().order_by("-pk").first()
    if newest is None or getattr(settings, "MANTETONG_SANDBOX", False):
        return load_packs(at=at)
    calendar = calendar_of(packs_folder())
    if newest.calendar.get("version") == calendar.version:
        return PacksLoaded(False, ())
    loading = Loading.objects.create(digest=newest.digest, calendar=calendar_json(calendar), loaded_at=at)
    PolicyPeriod.objects.bulk_create(
        PolicyPeriod(loading=loading, version_id=period.version_id, region=period.region, since=period.since)
        for period in newest.periods.order_by("pk")
    )
    announce(Event.CALENDAR_LOADED, loading_id=loading.pk)
    return PacksLoaded(True, ())


def _store(shelf: Shelf, loading: Loading, at: datetime) -> tuple[str, ...]:
    changed = {resolved.region for found in shelf.regions.values() for resolved in found if _store_period(loading, resolved, at)}
    return tuple(sorted(changed))


def _store_period(loading: Loading, resolved: Resolved, at: datetime) -> bool:
    """True when the content was never in force before."""
    version, _ = kept_version(resolved=resolved, at=at)
    is_new = not version.periods.exists()
    PolicyPeriod.objects.create(loading=loading, version=version, region=resolved.region, since=resolved.since)
    if is_new:
        announce(Event.POLICY_PUBLISHED, version_id=version.pk)
    return is_new
