"""Publishing policies."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from mantetong.domain.events import Event
from mantetong.policies.models import Loading, PolicyPeriod, PolicyVersion
from mantetong.policies.packs.check import ensure_sound
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

    Raises PackFaulty, and then what was in force stays in force. Announces POLICY_PUBLISHED per changed region's version.
    """
    shelf = shelf_of(folder or packs_folder())
    ensure_sound(shelf.library)
    with transaction.atomic():
        newest = Loading.objects.select_for_update().order_by("-pk").first()
        if newest is not None and newest.digest == shelf.digest:
            return PacksLoaded(False, ())
        return PacksLoaded(True, _store(shelf, at))


def _store(shelf: Shelf, at: datetime) -> tuple[str, ...]:
    loading = Loading.objects.create(digest=shelf.digest, loaded_at=at)
    changed = [code for code, found in shelf.regions.items() if any([_store_period(loading, resolved, at) for resolved in found])]
    return tuple(changed)


def _store_period(loading: Loading, resolved: Resolved, at: datetime) -> bool:
    """True when the content was never in force before."""
    version, is_new = PolicyVersion.objects.get_or_create(
        region=resolved.region, digest=resolved.digest, defaults={"content": resolved.content, "stored_at": at}
    )
    PolicyPeriod.objects.create(loading=loading, version=version, region=resolved.region, since=resolved.since)
    if is_new:
        announce(Event.POLICY_PUBLISHED, version_id=version.pk)
    return is_new
