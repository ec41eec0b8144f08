"""Notes, questions to a colleague, and who is looking."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import assign, end_assignment, write_note
from mantetong.cases.queries import ASKED_COLLEAGUE, filing_card
from mantetong.domain.actor import Actor, NotYoursToTake, ensure_holds
from mantetong.domain.roles import Role
from mantetong.people.queries import staff_in
from mantetong.review.errors import NoSuchNote, ReasonMissing
from mantetong.review.models import Note, Presence
from mantetong.web.clock import day_of

_DESK = frozenset({Role.REVIEWER, Role.SUPERVISOR})
LONGEST_NOTE = 2000


def write_down(*, filing_id: int, text: str, by: Actor, at: datetime) -> int:
    """A note for colleagues; its id. Raises ReasonMissing for an empty one, NotYoursToTake."""
    role = ensure_holds(by, _DESK)
    if not text.strip():
        raise ReasonMissing
    return Note.objects.create(filing_id=filing_id, account_id=by.known_id, role=role, text=text.strip(), at=at).pk


@transaction.atomic
def ask_colleague(*, filing_id: int, to: int, text: str, by: Actor, at: datetime) -> int:
    """Ask one colleague of the region; the filing stands in their list until they answer. The note's id.

    Raises ReasonMissing, NotYoursToTake (also when `to` does not work at this desk).
    """
    role = ensure_holds(by, _DESK)
    if not text.strip():
        raise ReasonMissing
    region = filing_card(filing_id).region
    if not any(one.account_id == to for role_ in _DESK for one in staff_in(region=region, role=role_, on=day_of(at))):
        raise NotYoursToTake(_DESK)
    given = assign(filing_id=filing_id, role=Role.REVIEWER, why=ASKED_COLLEAGUE, account_id=to, at=at)
    write_note(filing_id=filing_id, action="ASK_COLLEAGUE", by=by, role=role, at=at, to=to)
    return Note.objects.create(
        filing_id=filing_id, account_id=by.known_id, role=role, text=text.strip(), asked_id=to, assignment=given, at=at
    ).pk


@transaction.atomic
def answer_colleague(*, note_id: int, filing_id: int, text: str, by: Actor, at: datetime) -> int:
    """The one who was asked answers; the filing leaves their list. The answer's id. Raises NoSuchNote, ReasonMissing."""
    role = ensure_holds(by, _DESK)
    question = Note.objects.select_for_update().filter(pk=note_id, filing_id=filing_id, asked_id=by.account_id).first()
    if question is None or Note.objects.filter(answer_of=question).exists():
        raise NoSuchNote
    if not text.strip():
        raise ReasonMissing
    if question.assignment is not None:
        end_assignment(assignment_id=question.assignment, at=at)
    return Note.objects.create(
        filing_id=filing_id, account_id=by.known_id, role=role, text=text.strip(), answer_of=question, at=at
    ).pk


def be_present(*, filing_id: int, by: Actor, at: datetime) -> None:
    """This person has the filing's screen open now."""
    Presence.objects.update_or_create(filing_id=filing_id, account_id=by.known_id, defaults={"seen_at": at})
