"""A decision becomes a recognition, in the deciding transaction."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from mantetong.cases.queries import CaseCard, FilingCard, case_card, filing_card, rules_of, standing_decision
from mantetong.domain.events import Event
from mantetong.domain.outcomes import Kind
from mantetong.people.queries import PersonCard, person_card
from mantetong.queue.announce import announce
from mantetong.recognition.errors import AlreadyHeld, PersonNotConfirmed
from mantetong.recognition.models import NationalState, Recognition, State
from mantetong.web.clock import day_of

_FOLLOWS_ANOTHER = frozenset({Kind.RENEWAL, Kind.REREVIEW, Kind.TRANSFER})


@dataclass(frozen=True, slots=True)
class _Days:
    begins_on: date
    ends_on: date | None


@transaction.atomic
def issue(*, case_id: int, decision_id: int, effective_on: date, valid_until: date | None, at: datetime) -> int:
    """Recognise the disease of a case from `effective_on` to `valid_until` (the last day, None open-ended); the row's id.

    One per case: asked again for the same decision it gives the same id; for a corrected decision it restates the row.
    A renewal begins the day after what is held ends, and lasts as long; what is brought along replaces it. Announces RECOGNITION_ISSUED.
    Raises AlreadyHeld, PersonNotConfirmed.
    """
    given = Recognition.objects.select_for_update().filter(case_id=case_id).first()
    if given is not None and given.decision_id == decision_id:
        return given.pk
    case = case_card(case_id)
    filing, person = filing_card(case.filing_id), person_card(case.person_id)
    if not person.psn_no:
        raise PersonNotConfirmed
    days = _days(case, filing, _Days(effective_on, valid_until), at)
    issued = _restated(given, days) if given else _new(case, filing, person, days)
    issued.decision_id, issued.decided_on, issued.issued_at = decision_id, day_of(at), at
    issued.institution_code, issued.doctor_code = _who_determined(case_id, filing)
    _save(issued)
    announce(Event.RECOGNITION_ISSUED, case_id=case_id)
    return issued.pk


def _new(case: CaseCard, filing: FilingCard, person: PersonCard, days: _Days) -> Recognition:
    assert filing.policy_version_id is not None  # noqa: S101  the database refuses a submitted filing without one
    disease = rules_of(filing).diseases[case.disease_code]
    return Recognition(
        person_id=person.id,
        psn_no=person.psn_no or "",
        region=case.region,
        insutype=filing.insutype,
        disease_code=disease.code,
        disease_name=disease.name,
        begins_on=days.begins_on,
        ends_on=days.ends_on,
        case_id=case.id,
    )


def _restated(given: Recognition, days: _Days) -> Recognition:
    given.begins_on, given.ends_on = days.begins_on, days.ends_on
    given.state, given.state_reason, given.state_since = State.IN_FORCE, "", None
    return _outdated(given)


def _outdated(held: Recognition) -> Recognition:
    """What the platform holds, or has been sent and may hold, has the old days: it is withdrawn there before anything is sent."""
    sent = bool(held.national_serial) or held.national_state == NationalState.UNKNOWN
    held.national_is_outdated = sent
    return held


def _days(case: CaseCard, filing: FilingCard, asked: _Days, at: datetime) -> _Days:
    if filing.kind not in _FOLLOWS_ANOTHER:
        return asked
    others = Recognition.objects.exclude(case_id=case.id).exclude(state=State.REVOKED)
    held = others.filter(person_id=case.person_id, disease_code=case.disease_code).order_by(F("ends_on").desc(nulls_first=True))
    last = held.first()
    if last is None:
        return asked
    if last.ends_on is None or filing.kind is Kind.TRANSFER:
        return _in_its_place(last, asked, at)
    later = max(asked.begins_on, last.ends_on + timedelta(days=1)) - asked.begins_on
    return _Days(asked.begins_on + later, asked.ends_on + later if asked.ends_on else None)


def _in_its_place(last: Recognition, asked: _Days, at: datetime) -> _Days:
    """What had no end, or counted in the region one has left, ends the day before its successor begins."""
    if last.ends_on is not None and last.ends_on < asked.begins_on:
        return asked
    if last.begins_on >= asked.begins_on:
        raise AlreadyHeld
    last.ends_on = asked.begins_on - timedelta(days=1)
    last.issued_at = at  # its certificate is made anew, with its new last day
    _outdated(last).save(update_fields=["ends_on", "issued_at", "national_is_outdated"])
    if last.case_id is not None:
        announce(Event.RECOGNITION_ISSUED, case_id=last.case_id)
    return asked


def _who_determined(case_id: int, filing: FilingCard) -> tuple[str, str]:
    """The institution and doctor 2503 asks for: who determined, else who treated."""
    decision = standing_decision(case_id)
    institution = (decision.institution_code if decision else None) or filing.institution_code
    doctor = (decision.doctor_code if decision else None) or filing.doctor_code
    return institution or "", doctor or ""


def _save(issued: Recognition) -> None:
    try:
        with transaction.atomic():
            issued.save()
    except IntegrityError as error:
        if "recognition_one_at_a_time" in str(error):
            raise AlreadyHeld from error
        raise
