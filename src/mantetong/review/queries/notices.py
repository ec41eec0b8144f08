"""Supplement notices and refusals as cards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from mantetong.review.models import ItemKind, Refusal, SupplementItem, SupplementNotice


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One thing asked. Settled once it is right; answered and not settled, it may be 未补齐."""

    id: int
    case_id: int
    kind: ItemKind
    slot: str
    path: str
    label: str
    words: str
    source: str
    is_answered: bool
    is_settled: bool


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """One notice with all it asks. `answer_by` is the last day, `asked_at` when this round was asked; `said` what the applicant explained."""

    id: int
    filing_id: int
    sent_at: datetime
    answer_by: date
    round: int
    answered_at: datetime | None
    said: str
    reason: str
    items: tuple[ItemCard, ...]
    asked_at: datetime

    @property
    def open_items(self) -> tuple[ItemCard, ...]:
        """What is not right yet."""
        return tuple(item for item in self.items if not item.is_settled)


@dataclass(frozen=True, slots=True)
class RefusalCard:
    """不予受理 as it was written: each reason with its rule."""

    at: datetime
    role: str
    reasons: tuple[dict[str, str], ...]


def notices_of(*, filing_id: int) -> tuple[NoticeCard, ...]:
    """Every notice of a filing, oldest first: one, unless a supervisor gave a reason for more."""
    rows = SupplementNotice.objects.filter(filing_id=filing_id).prefetch_related("items").order_by("pk")
    return tuple(_card(row) for row in rows)


def notice_of(*, filing_id: int) -> NoticeCard | None:
    """The newest notice, None where nothing was ever asked."""
    notices = notices_of(filing_id=filing_id)
    return notices[-1] if notices else None


def refusal_of(*, filing_id: int) -> RefusalCard | None:
    """The written refusal to accept, None where there is none."""
    row = Refusal.objects.filter(filing_id=filing_id).first()
    return RefusalCard(row.at, row.role, tuple(row.reasons)) if row else None


def _card(row: SupplementNotice) -> NoticeCard:
    items = tuple(_item(item) for item in sorted(row.items.all(), key=lambda item: item.pk))
    return NoticeCard(
        row.pk, row.filing_id, row.sent_at, row.answer_by, row.round, row.answered_at, row.said, row.reason, items, row.asked_at
    )


def _item(row: SupplementItem) -> ItemCard:
    return ItemCard(
        id=row.pk,
        case_id=row.case_id,
        kind=ItemKind(row.kind),
        slot=row.slot,
        path=row.path,
        label=row.label,
        words=row.words,
        source=row.source,
        is_answered=row.answered_at is not None,
        is_settled=row.settled_at is not None,
    )


@dataclass(frozen=True, slots=True)
class SentNotice:
    """One thing that a notice asked for one case; `is_brought` when something was ever sent for it."""

    case_id: int
    sent_at: datetime
    is_brought: bool


def sent_notices(*, case_ids: Collection[int]) -> tuple[SentNotice, ...]:
    """Everything ever asked for these cases, oldest first."""
    items = SupplementItem.objects.filter(case_id__in=case_ids).select_related("notice").order_by("pk")
    return tuple(SentNotice(item.case_id, item.notice.sent_at, item.answered_at is not None) for item in items)
