"""在线咨询: asked in the filing, answered in the filing. The question itself never travels by short message."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import write_note
from mantetong.cases.queries import filing_card
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.roles import CITIZENS, Role
from mantetong.notice.errors import AnsweredAlready, NoSuchTask, NothingSaid, TooManyOpen
from mantetong.notice.models import Question
from mantetong.notice.operations.reaching import note_replied
from mantetong.queue.announce import announce

MOST_OPEN = 3
_ANSWERING = frozenset({Role.REVIEWER, Role.SUPERVISOR})


@transaction.atomic
def ask_question(*, filing_id: int, words: str, by: Actor, at: datetime) -> int:
    """Ask about a filing; its id. The same words still waiting are the same question.

    Whether `by` may see the filing is the caller's to ask. Raises NothingSaid, TooManyOpen, NotYoursToTake.
    """
    role = ensure_holds(by, CITIZENS)
    words = words.strip()
    if not words:
        raise NothingSaid
    filing = filing_card(filing_id)
    waiting = list(Question.objects.filter(filing_id=filing_id, answered_at=None).order_by("pk"))
    same = next((one for one in waiting if one.words == words), None)
    if same:
        return same.pk
    if len(waiting) >= MOST_OPEN:
        raise TooManyOpen(MOST_OPEN)
    note_replied(account_id=by.known_id, filing_id=filing_id, at=at)
    asked = Question.objects.create(filing_id=filing_id, region=filing.region, account_id=by.known_id, words=words, at=at)
    write_note(filing_id=filing_id, action="QUESTION_ASKED", by=by, role=role, at=at, question=asked.pk)
    return asked.pk


@transaction.atomic
def answer_question(*, question_id: int, words: str, by: Actor, at: datetime) -> None:
    """Answer, once; the one who asked is told that there is an answer. Raises NoSuchTask, NothingSaid, AnsweredAlready."""
    role = ensure_holds(by, _ANSWERING)
    question = Question.objects.select_for_update().filter(pk=question_id, region=by.region or "").first()
    if question is None:
        raise NoSuchTask
    if question.answered_at is not None:
        raise AnsweredAlready
    if not words.strip():
        raise NothingSaid
    question.answer, question.answered_by_id, question.answered_at = words.strip(), by.known_id, at
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    write_note(filing_id=question.filing_id, action="QUESTION_ANSWERED", by=by, role=role, at=at, question=question.pk)
    announce(Event.QUESTION_ANSWERED, filing_id=question.filing_id)
