"""What is looked at before SUBMIT: questions still open, papers still missing, hard checks that fail and send it to a person."""

from dataclasses import dataclass

from mantetong.apply.draft import Draft
from mantetong.apply.queries import is_signed
from mantetong.apply.questions import FORM, QUESTIONS
from mantetong.apply.questions.living import said_by
from mantetong.cases.queries import running_case_of
from mantetong.domain.policy import Slot
from mantetong.materials.queries import missing_slots
from mantetong.people.operations import Living
from mantetong.people.queries import insurances_of, person_card


@dataclass(frozen=True, slots=True)
class Readiness:
    """`open_questions` stop the submission; `missing` only warns (NC-22); `holds` send the filing to a person."""

    open_questions: tuple[str, ...]
    missing: tuple[Slot, ...]
    holds: tuple[str, ...]


def readiness_of(draft: Draft) -> Readiness:
    """Look at everything once."""
    still_open = [question.code for question in QUESTIONS if question.is_asked(draft) and question.is_open(draft)]
    if draft.makes_form and not is_signed(draft):
        still_open.append(FORM)
    uploaded = tuple(slot for slot in draft.slots if not slot.made_here)
    return Readiness(tuple(still_open), missing_slots(filing_id=draft.filing.id, slots=uploaded), holds_of(draft))


def holds_of(draft: Draft) -> tuple[str, ...]:
    """The hard checks that fail, by code: each is explained and always leaves the way to a person (DESIGN §4)."""
    person = person_card(draft.filing.person_id)
    if not person.is_confirmed:
        return ("REGISTRY_AWAY",)
    if person.died_on is not None:
        return ("PERSON_DIED",)
    return (*_insurance_holds(draft), *_living_holds(draft), *_exclusion_holds(draft))


def _insurance_holds(draft: Draft) -> tuple[str, ...]:
    rows = insurances_of(draft.filing.person_id)
    here = [row for row in rows if row.region[:4] == draft.policy.code[:4]]
    if any(row.is_active for row in here):
        return ()
    if here:
        return ("INSURANCE_PAUSED",)
    return ("INSURED_ELSEWHERE",) if rows else ("NOT_INSURED",)


def _living_holds(draft: Draft) -> tuple[str, ...]:
    """That somebody has registered is their word; a person looks it up before accepting (JQ-05)."""
    return ("LIVES_ELSEWHERE",) if said_by(draft) == Living.REGISTERED else ()


def _exclusion_holds(draft: Draft) -> tuple[str, ...]:
    excluded = {
        other
        for code in draft.filing.disease_codes
        if code in draft.policy.diseases
        for other in draft.policy.diseases[code].excludes
    }
    running = any(running_case_of(person_id=draft.filing.person_id, disease_code=code) for code in sorted(excluded))
    return ("EXCLUDED_BY_RUNNING",) if running else ()
