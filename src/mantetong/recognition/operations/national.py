"""Registration with the national platform: 2503 and 2504. No answer is UNKNOWN and is asked after by msgid, never sent again blindly."""

from datetime import datetime

from mantetong.cases.queries import case_card, filing_card
from mantetong.domain.events import Event
from mantetong.outside import national_platform as platform
from mantetong.outside.national_platform import Registering, Registration, ToRegister
from mantetong.people.queries import doctor_card, institution_card
from mantetong.queue.announce import announce
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.models import NationalState, Recognition, State
from mantetong.recognition.operations.certificate import ensure_may_leave_the_house, rules_behind

_ASKING = 5_000  # keeps the msgid of a question apart from that of a registration in the same second


def register_nationally(*, case_id: int, at: datetime) -> NationalState:
    """Register the recognition of a case; what is known afterwards. May run twice without harm.

    The msgid is stored before it is sent. When an earlier request got no answer, the platform is asked what became of it;
    only if it says that it never had it is the recognition sent, under a new msgid. Raises NoSuchRecognition, SampleRules.
    """
    row = Recognition.objects.filter(case_id=case_id).first()
    if row is None:
        raise NoSuchRecognition
    if row.national_state == NationalState.REGISTERED or row.state == State.REVOKED:
        return NationalState(row.national_state)
    ensure_may_leave_the_house(rules_behind(row))
    if row.national_msgid and row.national_state == NationalState.UNKNOWN:
        known = _reconciled(row, at)
        if known.state is not Registering.REFUSED:
            return _noted(row, known, at)
    return _noted(row, _sent(row, at), at)


def withdraw_nationally(*, case_id: int, at: datetime) -> NationalState:
    """Withdraw a revoked recognition from the platform (2504); what is known afterwards. Raises NoSuchRecognition."""
    row = Recognition.objects.filter(case_id=case_id).first()
    if row is None:
        raise NoSuchRecognition
    if row.national_state != NationalState.REGISTERED or row.state != State.REVOKED:
        return NationalState(row.national_state)
    msgid = platform.platform_message_id(at=at, sequence=row.pk)
    why = row.state_reason or "待遇已撤销"
    done = platform.withdraw(serial=row.national_serial, psn_no=row.psn_no, region=row.region, why=why, msgid=msgid, at=at)
    if done.state is Registering.REGISTERED:
        row.national_state, row.national_said, row.national_at = NationalState.NOT_YET, "已撤销登记", at
        row.save(update_fields=["national_state", "national_said", "national_at"])
    return NationalState(row.national_state)


def _sent(row: Recognition, at: datetime) -> Registration:
    row.national_msgid = platform.platform_message_id(at=at, sequence=row.pk)
    row.national_state, row.national_at = NationalState.UNKNOWN, at  # true until the answer is here
    row.save(update_fields=["national_msgid", "national_state", "national_at"])
    return platform.register(what=_what(row), msgid=row.national_msgid, at=at)


def _reconciled(row: Recognition, at: datetime) -> Registration:
    msgid = platform.platform_message_id(at=at, sequence=row.pk + _ASKING)
    return platform.reconcile(psn_no=row.psn_no, region=row.region, omsgid=row.national_msgid, msgid=msgid, at=at)


def _noted(row: Recognition, answer: Registration, at: datetime) -> NationalState:
    row.national_state = NationalState(answer.state)
    row.national_serial = answer.serial or row.national_serial
    row.national_said, row.national_at = answer.said[:200], at
    row.save(update_fields=["national_state", "national_serial", "national_said", "national_at"])
    if row.national_state == NationalState.REGISTERED and row.case_id is not None:
        announce(Event.REGISTERED_NATIONALLY, case_id=row.case_id)
    return NationalState(row.national_state)


def _what(row: Recognition) -> ToRegister:
    institution, doctor = institution_card(row.institution_code), doctor_card(row.doctor_code)
    filing = filing_card(case_card(row.case_id).filing_id) if row.case_id else None
    return ToRegister(
        psn_no=row.psn_no,
        insutype=row.insutype,
        opsp_dise_code=row.disease_code,
        opsp_dise_name=row.disease_name,
        insu_optins=row.region,
        ide_fixmedins_no=row.institution_code,
        ide_fixmedins_name=institution.name if institution else "",
        hosp_ide_date=row.decided_on,
        diag_dr_codg=row.doctor_code,
        diag_dr_name=doctor.name if doctor else "",
        begndate=row.begins_on,
        enddate=row.ends_on,
        tel=filing.phone if filing else "",
        addr=filing.address if filing else "",
    )
