"""Questions, ratings and call-backs as cards. There is no query that adds up anybody's ratings, and there shall be none."""

from dataclasses import dataclass, field
from datetime import date, datetime

from mantetong.cases.queries import case_card, filing_card
from mantetong.domain.actor import Actor
from mantetong.notice.models import CallBack, Question, Rating
from mantetong.people.queries import phone_of_account


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question; `answer` is empty while it waits."""

    id: int
    filing_id: int
    at: datetime
    answered_at: datetime | None
    words: str = field(repr=False)
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RatingCard:
    """What somebody said of a case. `is_called` when a call-back was asked for."""

    grade: int
    at: datetime
    call_by: date | None
    is_done: bool
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallBackCard:
    """A call to be made about a bad rating. `phone` is plain: it is there to be dialled."""

    id: int
    number: str
    grade: int
    due_on: date
    tries: int
    words: str = field(repr=False)
    phone: str = field(repr=False)


def _question(row: Question) -> QuestionCard:
    return QuestionCard(row.pk, row.filing_id, row.at, row.answered_at, row.words, row.answer or "")


def questions_of(filing_id: int) -> tuple[QuestionCard, ...]:
    """Everything asked about a filing, oldest first."""
    return tuple(_question(row) for row in Question.objects.filter(filing_id=filing_id).order_by("pk"))


def open_questions_in(*, region: str, most: int = 100) -> tuple[QuestionCard, ...]:
    """What waits for an answer in a region, oldest first."""
    return tuple(_question(row) for row in Question.objects.filter(region=region, answered_at=None).order_by("pk")[:most])


def rating_of(case_id: int) -> RatingCard | None:
    """The rating of a case, None while nobody has rated it."""
    row = Rating.objects.filter(case_id=case_id).select_related("call_back").first()
    if row is None:
        return None
    task = getattr(row, "call_back", None)
    return RatingCard(row.grade, row.at, task.due_on if task else None, bool(task and task.done_at), row.words or "")


def call_backs_open_to(*, viewer: Actor, most: int = 100) -> tuple[CallBackCard, ...]:
    """Calls of the viewer's region still to be made, without those about cases the viewer worked on; nearest day first."""
    rows = CallBack.objects.filter(region=viewer.region or "", done_at=None).exclude(rated__contains=[viewer.known_id])
    return tuple(_call_back(row) for row in rows.select_related("rating").order_by("due_on", "pk")[:most])


def _call_back(row: CallBack) -> CallBackCard:
    case = case_card(row.rating.case_id)
    phone = phone_of_account(row.rating.account_id) or filing_card(case.filing_id).phone
    return CallBackCard(row.pk, case.number, row.rating.grade, row.due_on, row.tries, row.rating.words or "", phone)
