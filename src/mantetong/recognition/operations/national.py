"""Registration with the national platform: 2503 and 2504, each exactly once.

A msgid is stored before it is sent and belongs to one message. No answer is UNKNOWN: the platform is asked what became of the
msgid, and only when it says that it never had it is the same message sent again, under the same msgid. A refusal in words ends a
msgid; a registration that was mended is sent under a new one.
"""

from datetime import datetime

from django.db.models import Q

from mantetong.cases.queries import case_card, filing_card
from mantetong.domain.events import Event
from mantetong.outside import national_platform as platform
from mantetong.outside.national_platform import Registering, Registration, ToRegister
from mantetong.people.queries import doctor_card, institution_card
from mantetong.queue.announce import announce
from mantetong.recognition.errors import NoSuchRecognition
from mantetong.recognition.models import NationalState, Recognition, State
from mantetong.recognition.operations.certificate import ensure_may_leave_the_house, rules_behind

_ASKING, _WITHDRAWING = 5_000, 2_500  # keep the msgids of one recognition within one second apart
_GONE = "该备案已撤销"


def register_nationally(*, case_id: int, at: datetime) -> NationalState:
    """Register the recognition of a case; what is known afterwards. May run twice, and at the same time, without harm.

    What the platform still holds under older days, of this recognition or of one that it replaces, is withdrawn first. Raises
    NoSuchRecognition, SampleRules.
    """
    return _register(_of_case(case_id), at)


def register_taken_in(*, recognition_id: int, at: datetime) -> NationalState:
    """The same for what an entrusted institution registered with us. Raises NoSuchRecognition, SampleRules."""
    return _register(_by_id(recognition_id), at)


def withdraw_taken_out(*, recognition_id: int, at: datetime) -> NationalState:
    """The same for what the institution withdrew (2504). Raises NoSuchRecognition."""
    return _withdraw(_by_id(recognition_id), at)


def _register(row: Recognition, at: datetime) -> NationalState:
    if row.state == State.REVOKED or (row.national_state == NationalState.REGISTERED and not row.national_is_outdated):
        return NationalState(row.national_state)
    ensure_may_leave_the_house(rules_behind(row))
    withdrawn = [_withdrawn(one, at) for one in _outdated(row)]  # every one is tried
    if not all(withdrawn):
        return NationalState.UNKNOWN
    row.refresh_from_db()
    return _noted(row, _answer(row, at), at)


def withdraw_nationally(*, case_id: int, at: datetime) -> NationalState:
    """Withdraw a revoked recognition from the platform (2504); what is known afterwards. Raises NoSuchRecognition."""
    return _withdraw(_of_case(case_id), at)


def _withdraw(row: Recognition, at: datetime) -> NationalState:
    if row.state != State.REVOKED:
        return NationalState(row.national_state)
    _withdrawn(row, at)
    row.refresh_from_db()
    return NationalState(row.national_state)


def _of_case(case_id: int) -> Recognition:
    row = Recognition.objects.filter(case_id=case_id).first()
    if row is None:
        raise NoSuchRecognition
    return row


def _by_id(recognition_id: int) -> Recognition:
    row = Recognition.objects.filter(pk=recognition_id).first()
    if row is None:
        raise NoSuchRecognition
    return row


def _outdated(row: Recognition) -> list[Recognition]:
    """What is, or may be, registered under days that hold no more: corrected, replaced by another, revoked."""
    same = Recognition.objects.filter(person_id=row.person_id, disease_code=row.disease_code)
    return list(same.filter(Q(national_is_outdated=True) | Q(state=State.REVOKED)).order_by("pk"))


def _withdrawn(row: Recognition, at: datetime) -> bool:
    """True when the platform holds nothing of it any more. May be asked again: the msgid stays until there is an answer."""
    if not row.national_serial and row.national_state == NationalState.UNKNOWN:
        known = _reconciled(row, row.national_msgid, at)  # it may have been registered without our hearing of it
        if known.state is Registering.UNKNOWN:
            return False
        row.national_serial = known.serial
        _update(row, national_serial=known.serial)
    if not row.national_serial:
        return _forgotten(row, at)
    answer = _withdrawal(row, at)
    if answer.state is Registering.REGISTERED or _GONE in answer.said:
        return _forgotten(row, at)
    if answer.state is Registering.REFUSED:
        _update(row, national_withdraw_msgid="", national_said=answer.said[:200], national_at=at)
    return False


def _forgotten(row: Recognition, at: datetime) -> bool:
    _update(
        row,
        national_msgid="",
        national_withdraw_msgid="",
        national_serial="",
        national_is_outdated=False,
        national_state=NationalState.NOT_YET,
        national_said="已撤销登记" if row.national_serial else "",
        national_at=at,
    )
    return True


def _withdrawal(row: Recognition, at: datetime) -> Registration:
    if row.national_withdraw_msgid:
        known = _reconciled(row, row.national_withdraw_msgid, at)
        if known.state is not Registering.REFUSED or known.said:
            return known
    elif not _claimed(row, at, "national_withdraw_msgid", _WITHDRAWING):
        return Registration(Registering.UNKNOWN)
    why, msgid = row.state_reason or "待遇已变更", row.national_withdraw_msgid
    return platform.withdraw(serial=row.national_serial, psn_no=row.psn_no, region=row.region, why=why, msgid=msgid, at=at)


def _answer(row: Recognition, at: datetime) -> Registration:
    if row.national_msgid and row.national_state == NationalState.UNKNOWN:
        known = _reconciled(row, row.national_msgid, at)
        if known.state is not Registering.REFUSED or known.said:
            return known
        return platform.register(what=_what(row), msgid=row.national_msgid, at=at)  # it never arrived
    if not _claimed(row, at, "national_msgid", 0):
        return Registration(Registering.UNKNOWN)  # another worker has just sent it; the next run asks after it
    return platform.register(what=_what(row), msgid=row.national_msgid, at=at)


def _claimed(row: Recognition, at: datetime, field: str, offset: int) -> bool:
    """Store a fresh msgid before it is sent; False when somebody else has stored one since the row was read."""
    fresh = {field: platform.platform_message_id(at=at, sequence=row.pk + offset)}
    if field == "national_msgid":
        fresh |= {"national_state": NationalState.UNKNOWN}  # true until the answer is here
    taken = Recognition.objects.filter(pk=row.pk, **{field: getattr(row, field)}, national_state=row.national_state)
    if not taken.update(national_at=at, **fresh):
        return False
    row.refresh_from_db()
    return True


def _reconciled(row: Recognition, omsgid: str, at: datetime) -> Registration:
    msgid = platform.platform_message_id(at=at, sequence=row.pk + _ASKING)
    return platform.reconcile(psn_no=row.psn_no, region=row.region, omsgid=omsgid, msgid=msgid, at=at)


def _noted(row: Recognition, answer: Registration, at: datetime) -> NationalState:
    """Keep the answer to the msgid that the row carries, unless it carries another one by now."""
    values = {"national_state": NationalState(answer.state), "national_said": answer.said[:200], "national_at": at}
    if answer.serial:
        values["national_serial"] = answer.serial
    same = Recognition.objects.filter(pk=row.pk, national_msgid=row.national_msgid, national_state=NationalState.UNKNOWN)
    kept = same.update(**values)
    if kept and answer.state is Registering.REGISTERED and row.case_id is not None:
        announce(Event.REGISTERED_NATIONALLY, case_id=row.case_id)
    return NationalState(answer.state)


def _update(row: Recognition, **values: object) -> None:
    Recognition.objects.filter(pk=row.pk).update(**values)


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
