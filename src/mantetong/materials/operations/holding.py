"""Originals the virus scanner has objected to, or has not seen yet.

A file that comes while the scanner is away is taken: its pages are made anew in the cell, nothing of the original is ever shown.
The original waits sealed, and is scanned as soon as the scanner answers. What the scanner objects to goes to quarantine: sealed,
listed by name for operator and auditor, deleted after the operator's days.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from mantetong.cases.queries import FilingCard
from mantetong.domain.actor import Actor
from mantetong.domain.events import Event
from mantetong.domain.papers import FindingCode, Level
from mantetong.materials.models import HeldFile, HeldState, PaperFinding, PaperState
from mantetong.materials.precheck.words import SAY
from mantetong.materials.safety import scanner
from mantetong.materials.safety.names import plain_name
from mantetong.outside.documents import fetch, forget, store
from mantetong.queue.announce import announce
from mantetong.web.clock import day_of

_AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it came: into which slot of which filing, under which name, from whom, when."""

    filing: FilingCard
    slot: str
    name: str
    by: Actor
    at: datetime


def quarantine(*, arrival: Arrival, content: bytes, found: str) -> None:
    """Put an original the scanner objected to away, sealed."""
    _held(
        arrival, content, state=HeldState.QUARANTINED, found=found[:120], purge_on=_purge_day(arrival.at), scanned_at=arrival.at
    )


def hold_for_scanner(*, arrival: Arrival, content: bytes, paper_id: int) -> None:
    """Keep the original of a paper that was taken unscanned, until the scanner answers."""
    _held(arrival, content, state=HeldState.WAITING, paper_id=paper_id)


def scan_waiting(*, at: datetime) -> int:
    """Scan what waits, oldest first, until it is done or the scanner is away again; how many were scanned."""
    socket = settings.MANTETONG_ENVIRONMENT.clamd_socket
    waiting = HeldFile.objects.filter(state=HeldState.WAITING).order_by("pk").values_list("pk", "storage_key")[:_AT_A_TIME]
    done = 0
    for held_id, key in waiting:
        try:
            found = scanner.ask(_original(fetch(key)), socket=socket) if socket else ""
        except scanner.ScannerAway:
            break
        _settle(held_id=held_id, found=found, at=at)
        done += 1
    return done


def purge_quarantine(*, on: date) -> int:
    """Delete what has been in quarantine for its days; how many."""
    return _forget(list(HeldFile.objects.filter(state=HeldState.QUARANTINED, purge_on__lte=on).values_list("pk", flat=True)))


def forget_held_of(*, filing_id: int) -> None:
    """Delete every original held of a filing."""
    _forget(list(HeldFile.objects.filter(filing_id=filing_id).values_list("pk", flat=True)))


@transaction.atomic
def _settle(*, held_id: int, found: str, at: datetime) -> None:
    held = (
        HeldFile.objects.select_for_update(of=("self",))
        .select_related("paper")
        .filter(pk=held_id, state=HeldState.WAITING)
        .first()
    )
    if held is None:
        return
    if not found:
        _forget([held.pk])
        return
    held.state, held.found, held.scanned_at, held.purge_on = HeldState.QUARANTINED, found[:120], at, _purge_day(at)
    held.save(update_fields=["state", "found", "scanned_at", "purge_on"])
    if held.paper and held.paper.state != PaperState.REMOVED:
        PaperFinding.objects.get_or_create(
            paper=held.paper,
            page=1,
            code=FindingCode.INFECTED,
            defaults={"level": Level.REJECT, "say": SAY[FindingCode.INFECTED]},
        )
        announce(Event.PAPER_READ, paper_id=held.paper.pk, filing_id=held.filing_id)


def _held(arrival: Arrival, content: bytes, **more: object) -> None:
    # A salt of its own in front: never one blob with a paper, so it can be deleted without asking.
    salt = f"{arrival.at.isoformat()} {more['state']}".encode()[:40].ljust(40)
    HeldFile.objects.create(
        filing_id=arrival.filing.id, slot=arrival.slot, name=plain_name(arrival.name), size=len(content),
        storage_key=store(content=salt + content, person_id=arrival.filing.person_id), account_id=arrival.by.account_id,
        at=arrival.at, **more,
    )  # fmt: skip


def _original(kept: bytes) -> bytes:
    return kept[40:]


def _purge_day(at: datetime) -> date:
    return day_of(at) + timedelta(days=settings.MANTETONG_ENVIRONMENT.quarantine_days)


@transaction.atomic
def _forget(ids: list[int]) -> int:
    keys = list(HeldFile.objects.filter(pk__in=ids).values_list("storage_key", flat=True))
    HeldFile.objects.filter(pk__in=ids).delete()
    still = set(HeldFile.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True))
    for key in set(keys) - still:
        transaction.on_commit(partial(forget, key))
    return len(ids)
