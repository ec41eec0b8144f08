"""Beginning again: each gives the reference of a draft that is prefilled from what it follows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from mantetong.apply.again.carrying import Baggage, baggage_of
from mantetong.apply.again.errors import AppealRunning, NotAppealable, NothingToRenew, TooEarlyToRenew
from mantetong.apply.answers import keep_answer
from mantetong.apply.form_data import PLEDGE
from mantetong.apply.models import Pledge
from mantetong.apply.operations.start import start_filing
from mantetong.apply.queries import answers_of
from mantetong.cases.operations import Submitted, choose_diseases, note_following, note_particulars, submit_filing
from mantetong.cases.queries import (
    CaseCard,
    FilingCard,
    appeal_against,
    case_card,
    decision_received_on,
    filing_card,
    filing_for,
    followings_of,
)
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.stages import Stage
from mantetong.materials.operations import reuse_paper
from mantetong.materials.queries import papers_of
from mantetong.policies.queries import policy_of, policy_on
from mantetong.recognition.queries import RecognitionCard
from mantetong.web.clock import day_of
from mantetong.web.door import WEB
from mantetong.web.wording import chinese_day

APPEAL_LATE = "APPEAL_LATE"
_OTHER = "other"


def renewal_opens_on(held: RecognitionCard, *, policy: RegionPolicy) -> date:
    """The first day on which what is held can be renewed, by the pack's window. Raises NothingToRenew."""
    disease = policy.diseases.get(held.disease_code)
    if disease is None or held.ends_on is None or held.state != "IN_FORCE":
        raise NothingToRenew
    return held.ends_on - timedelta(days=disease.validity.value.renewal_window_days)


def baggage_for(held: RecognitionCard, *, policy: RegionPolicy, on: date) -> Baggage:
    """What a renewal or transfer of `held` takes along, and what it asks for."""
    earlier = case_card(held.case_id).filing_id if held.case_id else None
    codes = (held.disease_code,)
    diseases = [policy.diseases[code] for code in codes if code in policy.diseases]
    # The pack's rule for renewals holds where one renews; a place one moves to has its own criteria only.
    fresh = diseases[0].validity.value.renewal_proof_months if diseases and held.region == policy.code else None
    return baggage_of(earlier_filing_id=earlier, diseases=diseases, slots=policy.slots_for(codes), on=on, fresh_months=fresh)


def open_renewal(*, held: RecognitionCard, by: Actor, door: str = WEB, at: datetime) -> str:
    """Open (or find again) the renewal of a recognition; its reference.

    Raises NothingToRenew, TooEarlyToRenew, AlreadyRunning, PersonMissing, NotOpenForFiling.
    """
    policy = policy_on(region=held.region, on=day_of(at))
    opens = renewal_opens_on(held, policy=policy)
    if day_of(at) < opens:
        raise TooEarlyToRenew(chinese_day(opens))
    return _open(held=held, policy=policy, kind=Kind.RENEWAL, by=by, door=door, at=at)


def open_transfer(*, held: RecognitionCard, region: str, by: Actor, door: str = WEB, at: datetime) -> str:
    """Open the filing that brings a recognition along to the region where one is insured now; its reference.

    Raises NothingToRenew where the new region does not list the disease, and what starting raises.
    """
    policy = policy_on(region=region, on=day_of(at))
    if held.region == region or held.state != "IN_FORCE" or held.disease_code not in policy.diseases:
        raise NothingToRenew
    return _open(held=held, policy=policy, kind=Kind.TRANSFER, by=by, door=door, at=at)


@transaction.atomic
def _open(*, held: RecognitionCard, policy: RegionPolicy, kind: Kind, by: Actor, door: str, at: datetime) -> str:
    earlier = filing_card(case_card(held.case_id).filing_id) if held.case_id else None
    extras = answers_of(earlier.id).get("told") if earlier else None
    reference = start_filing(by=by, policy=policy, person_id=held.person_id, door=door, at=at, extras=extras, kind=kind)
    filing = filing_for(viewer=by, reference=reference, at=at)
    _add_disease(filing, code=held.disease_code, policy=policy, at=at)
    note_following(
        filing_id=filing.id, disease_code=held.disease_code, at=at, earlier_case_id=held.case_id, recognition_id=held.id
    )
    if earlier:
        _prefill(filing, earlier, at=at)
    for one in baggage_for(held, policy=policy, on=day_of(at)).carried:
        reuse_paper(key=one.key, filing_id=filing.id, slot=one.slot, by=by, at=at)
    return reference


def _add_disease(filing: FilingCard, *, code: str, policy: RegionPolicy, at: datetime) -> None:
    codes = list(dict.fromkeys((*filing.disease_codes, code)))
    urgent = frozenset(one for one in codes if one in policy.diseases and policy.diseases[one].urgent)
    choose_diseases(filing_id=filing.id, codes=codes, urgent=urgent, at=at)
    keep_answer(filing_id=filing.id, question="disease", value=codes, at=at)


def _prefill(filing: FilingCard, earlier: FilingCard, *, at: datetime) -> None:
    """Hospital, doctor and words as last time; each can be changed on the check page."""
    given = {"institution_id": earlier.institution_code, "doctor_id": earlier.doctor_code, "summary": earlier.summary}
    note_particulars(filing_id=filing.id, at=at, **given)
    known = {"hospital": earlier.institution_code or "", "doctor": earlier.doctor_code or "", "summary": earlier.summary}
    if filing.insutype:
        known["insurance"] = filing.insutype
    for question, value in known.items():
        keep_answer(filing_id=filing.id, question=question, value=value, at=at)


def ensure_appealable(case: CaseCard) -> None:
    """Raises NotAppealable, or AppealRunning with the way to the appeal."""
    if case.stage is not Stage.DECIDED or case.outcome is not Outcome.NOT_RECOGNISED:
        raise NotAppealable
    running = appeal_against(case.id)
    if running:
        raise AppealRunning(reference=filing_card(running.filing_id).reference)
    if filing_card(case.filing_id).kind is Kind.APPEAL:
        raise NotAppealable


@transaction.atomic
def open_appeal(*, case: CaseCard, paths: Sequence[str], grounds: str, by: Actor, door: str = WEB, at: datetime) -> str:
    """Open (or find again) the appeal against a decision, with everything that was handed in; its reference.

    `paths` are the criteria it is about, `grounds` why. Who judged the case is written down and takes no part in the appeal.
    Raises NotAppealable, AppealRunning, AlreadyRunning, PersonMissing, NotOpenForFiling.
    """
    ensure_appealable(case)
    earlier = filing_card(case.filing_id)
    policy = policy_on(region=case.region, on=day_of(at))
    reference = start_filing(by=by, policy=policy, person_id=case.person_id, door=door, at=at, kind=Kind.APPEAL)
    filing = filing_for(viewer=by, reference=reference, at=at)
    _add_disease(filing, code=case.disease_code, policy=policy, at=at)
    note_following(
        filing_id=filing.id, disease_code=case.disease_code, at=at, earlier_case_id=case.id, paths=paths, grounds=grounds
    )
    _prefill(filing, earlier, at=at)
    _take_everything(earlier, filing, policy=policy, by=by, at=at)
    return reference


def _take_everything(earlier: FilingCard, filing: FilingCard, *, policy: RegionPolicy, by: Actor, at: datetime) -> None:
    """Every paper of the earlier filing, the form of then included: the new judges see what the old ones saw."""
    places = {slot.code for slot in policy.slots_for(filing.disease_codes)}
    for card in papers_of(earlier.id):
        reuse_paper(key=card.key, filing_id=filing.id, slot=card.slot if card.slot in places else _OTHER, by=by, at=at)


@transaction.atomic
def send_appeal(*, filing: FilingCard, by: Actor, at: datetime, holds: Sequence[str] = ()) -> Submitted:
    """Submit the appeal exactly once, under the rules that the decision was made by. With `holds` (APPEAL_LATE) it is not turned
    away: it waits for a person to accept it. Raises NotAppealable, AppealRunning, AlreadyRunning.
    """
    cases = [case_card(one.earlier_case_id) for one in followings_of(filing.id) if one.earlier_case_id]
    if filing.kind is not Kind.APPEAL or not cases:
        raise NotAppealable
    if filing.is_draft:
        for case in cases:
            ensure_appealable(case)
        Pledge.objects.get_or_create(filing_id=filing.id, defaults={"words": PLEDGE, "at": at})
    version = filing_card(cases[0].filing_id).policy_version_id or 0
    return submit_filing(filing_id=filing.id, by=by, at=at, policy_version_id=version, holds=holds)


def holds_of_appeal(filing: FilingCard, *, on: date) -> tuple[str, ...]:
    """What sends an appeal to a person first: that the published days are over for one of its decisions."""
    earlier = [one.earlier_case_id for one in followings_of(filing.id) if one.earlier_case_id]
    return (APPEAL_LATE,) if any(is_late(last_day_to_appeal(case_card(case_id)), on=on) for case_id in earlier) else ()


def last_day_to_appeal(case: CaseCard) -> date | None:
    """The pack's days after the decision was received (read, told, or failing that made); None where none are published."""
    days = policy_of(version_id=filing_card(case.filing_id).policy_version_id or 0).appeal.value.days
    return last_day(received=decision_received_on(case) or (day_of(case.decided_at) if case.decided_at else None), days=days)


def last_day(*, received: date | None, days: int | None) -> date | None:
    """The day of receipt is not counted, the last of the days is."""
    return received + timedelta(days=days) if days is not None and received else None


def is_late(last: date | None, *, on: date) -> bool:
    """True after the last day, where there is one."""
    return last is not None and on > last
