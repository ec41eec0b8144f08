"""Keeping what is not in force yet: new packs as a publication, and what a replay says of them.

Errors: LookupError ← NoSuchVersion (NO_SUCH_VERSION).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from mantetong.domain.working_days import Calendar
from mantetong.policies.calendar import calendar_from, calendar_json, calendar_of
from mantetong.policies.models import Loading, PolicyVersion, Publication, PublicationPeriod, Replay
from mantetong.policies.packs.plain import written
from mantetong.policies.packs.resolve import Resolved
from mantetong.policies.packs.shelf import shelf_of

_SHORTEST = 6


class NoSuchVersion(LookupError):
    """No stored version begins with these characters, or several do."""

    code = "NO_SUCH_VERSION"


@dataclass(frozen=True, slots=True)
class Target:
    """Rules to try on past cases: the newest version of each region, and the digest a replay is kept under.

    `calendar` is the one that comes with them; None for a single version, which brings none.
    """

    digest: str
    versions: Mapping[str, int]
    calendar: Calendar | None = None


@transaction.atomic
def stage_packs(*, folder: Path, at: datetime) -> Target:
    """Keep the versions of a packs folder without putting them in force. Staging the same folder twice changes nothing.

    Raises PackFaulty, and then nothing is kept.
    """
    shelf, calendar = shelf_of(folder), calendar_of(folder)
    found = [(resolved, kept_version(resolved=resolved, at=at)[0]) for one in shelf.regions.values() for resolved in one]
    publication, is_new = Publication.objects.get_or_create(
        digest=shelf.digest,
        loading=None,
        recalled_at=None,
        defaults={"staged_at": at, "calendar": calendar_json(calendar), "files": texts_of(folder)},
    )
    if is_new:
        PublicationPeriod.objects.bulk_create(
            PublicationPeriod(publication=publication, version=version, since=resolved.since) for resolved, version in found
        )
    return Target(shelf.digest, {resolved.region: version.pk for resolved, version in found}, calendar)


def texts_of(folder: Path) -> dict[str, str]:
    """Every file of the packs by its place."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}


def kept_version(*, resolved: Resolved, at: datetime) -> tuple[PolicyVersion, bool]:
    """The stored version of a resolved policy, and whether it was stored just now."""
    return PolicyVersion.objects.get_or_create(
        region=resolved.region, digest=resolved.digest, defaults={"content": written(resolved.content), "stored_at": at}
    )


def version_named(digest: str) -> Target:
    """What the beginning of a digest (six characters or more) names: one stored version, or staged packs. Raises NoSuchVersion."""
    if len(digest) < _SHORTEST:
        raise NoSuchVersion(digest)
    versions = PolicyVersion.objects.filter(digest__startswith=digest.lower())[:2]
    staged = Publication.objects.filter(digest__startswith=digest.lower(), loading=None, recalled_at=None)[:2]
    found = [*(Target(row.digest, {row.region: row.pk}) for row in versions), *(target_of(row) for row in staged)]
    if len(found) != 1:
        raise NoSuchVersion(digest)
    return found[0]


def target_of(row: Publication) -> Target:
    """The newest version of each region in a publication."""
    rows = row.periods.order_by("since", "pk").values_list("version__region", "version_id")
    return Target(row.digest, dict(rows), calendar_from(row.calendar))


def store_replay(*, digest: str, since: date | None, report: Mapping[str, Any], at: datetime) -> int:
    """Keep the report of a replay against what is in force now; its id."""
    newest = Loading.objects.order_by("-pk").first()
    against = newest.digest if newest else ""
    return Replay.objects.create(digest=digest, against=against, since=since, report=dict(report), at=at).pk
