"""Publications as cards: how far each is, its replay, and what it changes in each region."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mantetong.policies.models import Loading, PolicyPeriod, Publication, Replay
from mantetong.policies.operations.publishing import is_replayed


class Progress(StrEnum):
    """How far a publication is."""

    STAGED = "STAGED"
    ASKED = "ASKED"
    CONFIRMED = "CONFIRMED"
    IN_FORCE = "IN_FORCE"
    RECALLED = "RECALLED"


@dataclass(frozen=True, slots=True)
class PublicationCard:
    """One publication. `report` is the newest replay's, None before one; `is_fresh` while it stands against what is in force,
    `is_replaying` from the asking until its report is stored.
    """

    id: int
    digest: str
    progress: Progress
    staged_at: datetime
    due_on: date | None
    asked_by: int | None
    report: Mapping[str, Any] | None
    is_fresh: bool
    is_replaying: bool
    replay_done: int
    replay_expected: int


def publications() -> tuple[PublicationCard, ...]:
    """The newest fifty, newest first."""
    return tuple(_card(row) for row in Publication.objects.order_by("-pk")[:50])


def publication(publication_id: int) -> PublicationCard | None:
    """One by its number, None when there is none."""
    row = Publication.objects.filter(pk=publication_id).first()
    return _card(row) if row else None


def _card(row: Publication) -> PublicationCard:
    newest = Replay.objects.filter(digest=row.digest).order_by("-pk").values_list("report", "at").first()
    asked = row.replay_asked_at
    return PublicationCard(
        id=row.pk,
        digest=row.digest,
        progress=_progress(row),
        staged_at=row.staged_at,
        due_on=row.due_on,
        asked_by=row.asked_by,
        report=newest[0] if newest else None,
        is_fresh=newest is not None and is_replayed(row),
        is_replaying=asked is not None and (newest is None or newest[1] < asked),
        replay_done=row.replay_done,
        replay_expected=row.replay_expected,
    )


def files_of(publication_id: int) -> Mapping[str, str]:
    """The packs of a publication, text by place."""
    files: Mapping[str, str] = Publication.objects.values_list("files", flat=True).get(pk=publication_id)
    return files


def _progress(row: Publication) -> Progress:
    if row.loading_id is not None:
        return Progress.IN_FORCE
    if row.recalled_at is not None:
        return Progress.RECALLED
    if row.confirmed_by is not None:
        return Progress.CONFIRMED
    return Progress.ASKED if row.asked_by is not None else Progress.STAGED


def regions_changed(publication_id: int) -> dict[str, tuple[int | None, int]]:
    """For each region whose newest version differs from the one in force: that version (None for a new region) and the new one."""
    newest = Loading.objects.order_by("-pk").values_list("pk", flat=True).first()
    held = PolicyPeriod.objects.filter(loading_id=newest or 0).order_by("since").values_list("region", "version_id")
    before = dict(held)
    rows = Publication.objects.get(pk=publication_id).periods.order_by("since", "pk")
    after = dict(rows.values_list("version__region", "version_id"))
    return {code: (before.get(code), new) for code, new in sorted(after.items()) if before.get(code) != new}
