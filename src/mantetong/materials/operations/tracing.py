"""Noticing that the same page, certificate number or telephone stands in the filings of several people.

There are good reasons for it: a couple with one telephone, a wrong file chosen. So it becomes a hint for a supervisor, who looks and writes
down what it was; nothing is held up, nobody is told that they were noticed. Only keyed digests are kept.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from mantetong.cases.queries import filing_card
from mantetong.domain.actor import Actor
from mantetong.domain.papers import CARDS, PaperKind
from mantetong.materials.errors import NoSuchSignal
from mantetong.materials.models import Paper, Signal, SignalState, Trace, TraceKind
from mantetong.materials.reading.shapes import PaperReading
from mantetong.outside.keys import key_ring

FROM_PEOPLE = {TraceKind.PAGE: 2, TraceKind.CERTIFICATE: 2, TraceKind.PHONE: 4}
"""From how many people on it is worth a look: a household shares a telephone, hardly ever a certificate."""

_NUMBERED = {PaperKind.DIAGNOSIS_CERTIFICATE, PaperKind.DISCHARGE_RECORD, PaperKind.PATHOLOGY_REPORT}
_CERTIFICATE = re.compile(r"(?:编号|证明号|No\.?|病理号)[:：.\s]{0,3}([A-Za-z0-9-]{6,24})(?![A-Za-z0-9-])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


@transaction.atomic
def leave_traces(*, paper_id: int, reading: PaperReading, at: datetime) -> None:
    """Keep the paper's digests and raise or grow the signals that follow. Safe to run twice."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    filing = filing_card(paper.filing_id)
    found = {(TraceKind.PAGE, paper.digest)} | {(kind, _keyed(kind, text)) for kind, text in _said(reading)}
    Trace.objects.bulk_create(
        (
            Trace(kind=kind, digest=digest, paper=paper, filing_id=filing.id, person_id=filing.person_id, region=filing.region)
            for kind, digest in sorted(found)
        ),
        ignore_conflicts=True,
    )
    for kind, digest in sorted(found):
        _notice(kind, digest, filing.region, at)


@transaction.atomic
def close_signal(*, signal_id: int, note: str, by: Actor, at: datetime) -> None:
    """A person has looked and says what it was. Raises NoSuchSignal for a signal of another region, or one that is closed."""
    signal = Signal.objects.select_for_update().filter(pk=signal_id, region=by.region or "", state=SignalState.OPEN).first()
    if signal is None or not note.strip():
        raise NoSuchSignal
    signal.state, signal.note, signal.closed_by_id, signal.closed_at = SignalState.CLOSED, note.strip()[:200], by.known_id, at
    signal.save(update_fields=["state", "note", "closed_by", "closed_at"])


def _said(reading: PaperReading) -> Iterator[tuple[TraceKind, str]]:
    """Certificate numbers, each with its hospital, and mobile numbers (a hospital's own line is a land line)."""
    text = "\n".join(page.text for page in reading.pages)
    if reading.kind in _NUMBERED:
        hospital = str(reading.first("hospital") or "")
        yield from ((TraceKind.CERTIFICATE, f"{hospital}|{number.upper()}") for number in _CERTIFICATE.findall(text) if hospital)
    if reading.kind not in CARDS:
        yield from ((TraceKind.PHONE, number) for number in _MOBILE.findall(text))


def _keyed(kind: TraceKind, text: str) -> str:
    return key_ring().digest(text, purpose=f"trace:{kind}")


def _notice(kind: TraceKind, digest: str, region: str, at: datetime) -> None:
    standing = Trace.objects.filter(kind=kind, digest=digest, paper__removed_at=None)
    people = standing.aggregate(people=Count("person_id", distinct=True))["people"]
    if people < FROM_PEOPLE[kind]:
        return
    signal, is_new = Signal.objects.select_for_update().get_or_create(
        region=region, kind=kind, digest=digest, defaults={"people": people, "first_at": at, "last_at": at}
    )
    if not is_new and people > signal.people:
        signal.people, signal.last_at, signal.state = people, at, SignalState.OPEN
        signal.save(update_fields=["people", "last_at", "state"])
