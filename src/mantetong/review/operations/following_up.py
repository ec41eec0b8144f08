"""函询核实, and papers that may come later (容缺受理, 告知承诺)."""

from datetime import date, datetime

from django.db import transaction

from mantetong.cases.operations import write_note
from mantetong.cases.queries import FilingCard, filing_card, rules_of
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.policy import Need, Slot, Stated
from mantetong.domain.roles import Role
from mantetong.people.queries import institution_card
from mantetong.review import papers
from mantetong.review.errors import EnquiryAnswered, MayNotFollow, NoSuchInstitution, ReasonMissing
from mantetong.review.models import Enquiry, EnquiryState, Promise, PromiseKind
from mantetong.review.operations.claiming import ensure_claimed
from mantetong.review.reason_library import MATERIALS_RULE
from mantetong.web.clock import day_of

_DESK = frozenset({Role.REVIEWER, Role.SUPERVISOR})


@transaction.atomic
def enquire(*, filing_id: int, institution_code: str, question: str, answer_by: date, by: Actor, at: datetime) -> int:
    """Ask the hospital that issued a paper, by a day; the enquiry's id. The case's own clock does not stop for it (DESIGN §4).

    Raises NoSuchInstitution, ReasonMissing, NotClaimed, AlreadyClaimed.
    """
    role = ensure_holds(by, _DESK)
    ensure_claimed(filing_id=filing_id, by=by)
    if not question.strip():
        raise ReasonMissing
    if institution_card(institution_code) is None:
        raise NoSuchInstitution
    enquiry = Enquiry.objects.create(
        filing_id=filing_id,
        institution_id=institution_code,
        question=question.strip(),
        account_id=by.known_id,
        asked_at=at,
        answer_by=answer_by,
    )
    write_note(filing_id=filing_id, action="ENQUIRE", by=by, role=role, at=at, enquiry=enquiry.pk, asked=institution_code)
    return enquiry.pk


@transaction.atomic
def note_enquiry_answer(*, enquiry_id: int, filing_id: int, state: EnquiryState, answer: str, by: Actor, at: datetime) -> None:
    """What the hospital said, in its words, written down by the desk. Raises EnquiryAnswered, ReasonMissing."""
    role = ensure_holds(by, _DESK)
    enquiry = Enquiry.objects.select_for_update().filter(pk=enquiry_id, filing_id=filing_id).first()
    if enquiry is None or enquiry.state != EnquiryState.WAITING or state == EnquiryState.WAITING:
        raise EnquiryAnswered
    if not answer.strip():
        raise ReasonMissing
    enquiry.state, enquiry.answer, enquiry.answered_at, enquiry.answered_by_id = state, answer.strip(), at, by.known_id
    enquiry.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    write_note(filing_id=filing_id, action="ENQUIRY_ANSWERED", by=by, role=role, at=at, enquiry=enquiry_id, said=state)


def slots_that_may_follow(filing: FilingCard) -> tuple[Stated[Slot], ...]:
    """The empty places of the checklist which the pack lets come later: those it expects without demanding them (容缺)."""
    policy = rules_of(filing)
    extra = (one for code in filing.disease_codes for one in policy.diseases[code].extra_slots)
    stated = {one.value.code: one for one in (*policy.slots, *extra) if one.value.need is Need.EXPECTED}
    filled = papers.filled_slots(filing.id)
    return tuple(one for code, one in stated.items() if code not in filled)


@transaction.atomic
def promise_paper(*, filing_id: int, slot: str, kind: PromiseKind, by_on: date, by: Actor, at: datetime) -> int:
    """Let a paper follow until a day; the promise's id. Raises MayNotFollow where the pack does not let it, NotClaimed."""
    role = ensure_holds(by, _DESK)
    ensure_claimed(filing_id=filing_id, by=by)
    allowed = {one.value.code: one for one in slots_that_may_follow(filing_card(filing_id))}
    if slot not in allowed or by_on <= day_of(at) or Promise.objects.filter(filing_id=filing_id, slot=slot).exists():
        raise MayNotFollow
    promise = Promise.objects.create(
        filing_id=filing_id,
        slot=slot,
        label=allowed[slot].value.name,
        kind=kind,
        source=allowed[slot].source or MATERIALS_RULE,
        by_on=by_on,
        account_id=by.known_id,
        at=at,
    )
    write_note(filing_id=filing_id, action="PAPER_MAY_FOLLOW", by=by, role=role, at=at, slot=slot, by_on=by_on.isoformat())
    return promise.pk


def settle_promises(*, filing_id: int, at: datetime) -> None:
    """Promises are kept once something stands in their place."""
    filled = papers.filled_slots(filing_id)
    Promise.objects.filter(filing_id=filing_id, kept_at=None, slot__in=filled).update(kept_at=at)
