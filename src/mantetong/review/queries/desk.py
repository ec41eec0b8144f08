"""What the desk itself wrote about a filing: notices, notes, who is looking, what is about to be sent, enquiries, promises."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from django.db import connection, models

from mantetong.review.models import Enquiry, EnquiryState, ItemKind, Note, PromiseKind, SendingState
from mantetong.review.queries.notices import ItemCard, NoticeCard

LOOKING = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note; `asked` is the colleague it asks, `answer_of` the question it answers."""

    id: int
    account_id: int
    role: str
    text: str
    asked: int | None
    answer_of: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SendingCard:
    """The newest thing held back for half a minute and what became of it; `code` says what stood in the way."""

    kind: str
    account_id: int
    at: datetime
    sends_at: datetime
    state: SendingState
    code: str
    case_id: int | None


@dataclass(frozen=True, slots=True)
class EnquiryCard:
    """A question to a hospital with its day and its answer."""

    id: int
    institution_code: str
    question: str
    account_id: int
    asked_at: datetime
    answer_by: date
    state: EnquiryState
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class PromiseCard:
    """A paper that may follow until a day."""

    label: str
    kind: PromiseKind
    source: str
    by_on: date
    kept_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """All of it, oldest first."""

    notices: tuple[NoticeCard, ...]
    notes: tuple[NoteCard, ...]
    looking: tuple[int, ...]
    sending: SendingCard | None
    enquiries: tuple[EnquiryCard, ...]
    promises: tuple[PromiseCard, ...]

    @property
    def notice(self) -> NoticeCard | None:
        """The newest notice."""
        return self.notices[-1] if self.notices else None


def review_sheet(*, filing_id: int, at: datetime) -> ReviewSheet:
    """The sheet of a filing, as seen at a moment. One query; the caller has checked who may see it."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"filing": filing_id, "since": at - LOOKING})
        notices, notes, looking, sending, enquiries, promises = (_json(value) for value in cursor.fetchone())
    return ReviewSheet(
        notices=tuple(_notice(row) for row in notices),
        notes=tuple(_note(*row) for row in notes),
        looking=tuple(looking),
        sending=_sending(*sending) if sending else None,
        enquiries=tuple(_enquiry(*row) for row in enquiries),
        promises=tuple(_promise(*row) for row in promises),
    )


def looking_at(*, filing_id: int, at: datetime) -> tuple[int, ...]:
    """The accounts that have the filing's screen open."""
    return review_sheet(filing_id=filing_id, at=at).looking


@cache
def _sql() -> str:
    return files("mantetong.review.queries").joinpath("desk.sql").read_text(encoding="utf-8")


def _json(value: Any) -> Any:
    """Django's connection hands JSON over as text."""
    return msgspec.json.decode(value) if isinstance(value, str) else value


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _opened(model: type[models.Model], column: str, sealed: str | None) -> str:
    field: Any = model._meta.get_field(column)  # noqa: SLF001  Django's documented way
    return field.from_db_value(bytes.fromhex(sealed), None, None) or "" if sealed else ""


def _notice(row: dict[str, Any]) -> NoticeCard:
    return NoticeCard(
        id=row["id"],
        filing_id=row["filing_id"],
        sent_at=datetime.fromisoformat(row["sent_at"]),
        answer_by=date.fromisoformat(row["answer_by"]),
        round=row["round"],
        answered_at=_moment(row["answered_at"]),
        said=row["said"],
        reason=row["reason"],
        items=tuple(_item(item) for item in row["items"]),
        asked_at=datetime.fromisoformat(row["asked_at"]),
    )


def _item(row: dict[str, Any]) -> ItemCard:
    return ItemCard(
        id=row["id"],
        case_id=row["case_id"],
        kind=ItemKind(row["kind"]),
        slot=row["slot"],
        path=row["path"],
        label=row["label"],
        words=row["words"],
        source=row["source"],
        is_answered=row["answered_at"] is not None,
        is_settled=row["settled_at"] is not None,
    )


def _note(pk: int, account: int, role: str, text: str, asked: int | None, answer_of: int | None, at: str) -> NoteCard:
    return NoteCard(pk, account, role, _opened(Note, "text", text), asked, answer_of, datetime.fromisoformat(at))


def _sending(kind: str, account: int, at: str, sends_at: str, state: str, code: str, case: int | None) -> SendingCard:
    moments = datetime.fromisoformat(at), datetime.fromisoformat(sends_at)
    return SendingCard(kind, account, *moments, SendingState(state), code, case)


def _enquiry(pk: int, institution: str, question: str, account: int, *rest: Any) -> EnquiryCard:
    asked_at, answer_by, state, answer, answered_at = rest
    return EnquiryCard(
        id=pk,
        institution_code=institution,
        question=_opened(Enquiry, "question", question),
        account_id=account,
        asked_at=datetime.fromisoformat(asked_at),
        answer_by=date.fromisoformat(answer_by),
        state=EnquiryState(state),
        answer=_opened(Enquiry, "answer", answer),
        answered_at=_moment(answered_at),
    )


def _promise(label: str, kind: str, source: str, by_on: str, kept_at: str | None) -> PromiseCard:
    return PromiseCard(label, PromiseKind(kind), source, date.fromisoformat(by_on), _moment(kept_at))
