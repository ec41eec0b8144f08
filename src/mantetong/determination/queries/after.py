"""Corrections, second readings, missing codes and the switch, as cards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from mantetong.determination.models import AutomaticSwitch, Correction, MissingCode, SecondReading
from mantetong.domain.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """A correction that waits for a second person, or that was made or dropped."""

    id: int
    case_id: int
    decision_id: int
    outcome: Outcome
    reasons: tuple[dict[str, Any], ...]
    remark: str
    institution_code: str | None
    doctor_code: str | None
    why: str
    proposed_by: int
    proposed_at: datetime
    is_made: bool | None


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """A second reading; `answers` and `outcome` are empty until it is done."""

    id: int
    case_id: int
    disease_code: str
    why: str
    reader_id: int | None
    drawn_at: datetime
    was: dict[str, Any]
    outcome: Outcome | None
    answers: dict[str, str]
    remark: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class MissingCard:
    """A line of the list of missing codes."""

    id: int
    case_id: int
    kind: str
    said: str
    institution_code: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class SwitchCard:
    """The last word on automatic approval in a region."""

    is_off: bool
    why: str
    by: int
    at: datetime


def corrections_open(*, region: str, most: int = 100) -> tuple[CorrectionCard, ...]:
    """Corrections of a region that wait for a second person, oldest first."""
    rows = Correction.objects.filter(case__region=region, ended_at=None).order_by("pk")[:most]
    return tuple(_correction(row) for row in rows)


def correction_of(*, case_id: int) -> CorrectionCard | None:
    """The correction of a case that waits for a second person."""
    row = Correction.objects.filter(case_id=case_id, ended_at=None).first()
    return _correction(row) if row else None


def _correction(row: Correction) -> CorrectionCard:
    return CorrectionCard(
        id=row.pk,
        case_id=row.case_id,
        decision_id=row.decision,
        outcome=Outcome(row.outcome),
        reasons=tuple(row.reasons),
        remark=row.remark,
        institution_code=row.institution_id,
        doctor_code=row.doctor_id,
        why=row.why,
        proposed_by=row.proposed_by_id,
        proposed_at=row.proposed_at,
        is_made=row.is_made,
    )


def corrections_made(*, case_ids: tuple[int, ...]) -> tuple[CorrectionCard, ...]:
    """The corrections that were made to these cases."""
    return tuple(_correction(row) for row in Correction.objects.filter(case_id__in=case_ids, is_made=True).order_by("pk"))


def reading_for(*, case_id: int, reader_id: int) -> ReadingCard | None:
    """The reading of a case that this person has to do."""
    row = SecondReading.objects.filter(case_id=case_id, reader_id=reader_id, read_at=None).order_by("-pk").first()
    return _reading(row) if row else None


def readings_in(*, region: str, since: datetime, until: datetime) -> tuple[ReadingCard, ...]:
    """The readings drawn in a region in a stretch of time, oldest first."""
    rows = SecondReading.objects.filter(region=region, drawn_at__gte=since, drawn_at__lt=until).order_by("pk")
    return tuple(_reading(row) for row in rows)


def readings_open(*, region: str, most: int = 200) -> tuple[ReadingCard, ...]:
    """The readings of a region that nobody has done yet: those with no reader first, then the oldest."""
    rows = SecondReading.objects.filter(region=region, read_at=None)
    return tuple(_reading(row) for row in rows.order_by(F("reader_id").asc(nulls_first=True), "pk")[:most])


def readings_of(*, decision_ids: tuple[int, ...]) -> dict[int, ReadingCard]:
    """The readings done of these decisions, by decision."""
    rows = SecondReading.objects.filter(decision__in=decision_ids, read_at__isnull=False)
    return {row.decision: _reading(row) for row in rows}


def _reading(row: SecondReading) -> ReadingCard:
    return ReadingCard(
        id=row.pk,
        case_id=row.case_id,
        disease_code=row.disease_code,
        why=row.why,
        reader_id=row.reader_id,
        drawn_at=row.drawn_at,
        was=dict(row.was),
        outcome=Outcome(row.outcome) if row.outcome else None,
        answers=dict(row.answers),
        remark=row.remark,
        read_at=row.read_at,
    )


def codes_missing(*, region: str, most: int = 200) -> tuple[MissingCard, ...]:
    """待补编码 of a region, oldest first."""
    rows = MissingCode.objects.filter(region=region, settled_at=None).order_by("pk")[:most]
    return tuple(MissingCard(row.pk, row.case_id, row.kind, row.said, row.institution_code, row.asked_at) for row in rows)


def switch_of(*, region: str) -> SwitchCard | None:
    """The last word on automatic approval; None while nobody has said any."""
    row = AutomaticSwitch.objects.filter(region=region).order_by("-pk").first()
    return SwitchCard(row.is_off, row.why, row.by_id, row.at) if row else None
