"""待补编码: who determined is not in the loaded tables yet. The decision goes on; the registration waits for the code."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import write_note
from mantetong.cases.queries import case_card, filing_card, standing_decision
from mantetong.determination.errors import DoctorElsewhere, NoSuchWork, ReasonsIncomplete
from mantetong.determination.models import MissingCode, MissingKind
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.people.queries import doctor_card, institution_card
from mantetong.recognition.operations import restate_who
from mantetong.recognition.queries import recognition_of_case

_ASK = frozenset({Role.REVIEWER, Role.SUPERVISOR, Role.INSTITUTION})
_SETTLE = frozenset({Role.REVIEWER, Role.SUPERVISOR})


@transaction.atomic
def ask_code(*, case_id: int, kind: MissingKind, said: str, institution_code: str, by: Actor, at: datetime) -> int:
    """Put somebody who is not in the tables on the list of missing codes; the line's id, the open one's if there is one.

    Raises ReasonsIncomplete without a name, NotYoursToTake.
    """
    ensure_holds(by, _ASK)
    if not said.strip():
        raise ReasonsIncomplete
    values = {"said": said.strip(), "institution_code": institution_code, "asked_by_id": by.known_id, "asked_at": at}
    values["region"] = case_card(case_id).region
    return MissingCode.objects.get_or_create(case_id=case_id, kind=kind, settled_at=None, defaults=values)[0].pk


@transaction.atomic
def settle_code(*, missing_id: int, code: str, by: Actor, at: datetime) -> None:
    """The code is there by now: the recognition names it, and is registered with it. Raises NoSuchWork, DoctorElsewhere."""
    role = ensure_holds(by, _SETTLE)
    row = MissingCode.objects.select_for_update().filter(pk=missing_id, region=by.region or "", settled_at=None).first()
    if row is None:
        raise NoSuchWork
    institution, doctor = _who(row, code)
    row.code, row.settled_by_id, row.settled_at = code, by.known_id, at
    row.save(update_fields=["code", "settled_by", "settled_at"])
    case, decision = case_card(row.case_id), standing_decision(row.case_id)
    facts = {"kind": row.kind, "code": code}
    write_note(filing_id=case.filing_id, action="CODE_FOUND", by=by, role=role, at=at, ordinal=case.ordinal, **facts)
    if decision and recognition_of_case(case.id):
        restate_who(case_id=case.id, decision_id=decision.id, institution_code=institution, doctor_code=doctor, at=at)


def _who(row: MissingCode, code: str) -> tuple[str, str]:
    """Institution and doctor as they stand with the code that was found."""
    held = recognition_of_case(row.case_id)
    filing = filing_card(case_card(row.case_id).filing_id)
    if row.kind == MissingKind.INSTITUTION:
        if institution_card(code) is None:
            raise NoSuchWork
        return code, (held.doctor_code if held else filing.doctor_code) or ""
    doctor = doctor_card(code)
    if doctor is None:
        raise NoSuchWork
    named = row.institution_code or (held.institution_code if held else filing.institution_code)
    if named and doctor.institution != named and not row.institution_code:
        raise DoctorElsewhere
    return doctor.institution, code
