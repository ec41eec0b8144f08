"""An appeal is judged by people who had no hand in what it is about."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from mantetong.cases import operations
from mantetong.cases.models import Claim, Decision, Filing
from mantetong.cases.operations import JudgedBefore
from mantetong.cases.queries import appeal_against, hands_before, hands_of_case
from mantetong.determination.models import Panel, Seat
from mantetong.determination.operations import draw_panel, entrust, vote
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.stages import Action
from mantetong.policies.queries import current_version
from tests.factories import (
    MONDAY,
    NANCHONG,
    a_case_in_determination,
    a_hospital,
    a_reviewer,
    a_supervisor,
    as_applicant,
    decide,
    its_case,
)
from tests.rooms.determination.factories import SEED, VOTED_AT, a_case_before_an_institution, a_case_before_experts, an_expert
from tests.rooms.review.factories import leaves_of_case

pytestmark = pytest.mark.django_db
APPEALED_AT = MONDAY + timedelta(days=3)


def an_appeal_against(case, *, at=APPEALED_AT):
    """A submitted appeal by the applicant of a case that has ended."""
    by = as_applicant(case.filing.account)
    reference = operations.open_draft(
        by=by, person_id=case.person_id, region=case.region, insutype="390", door="web", at=at, kind=Kind.APPEAL
    )
    filing = Filing.objects.get(reference=reference)
    operations.choose_diseases(filing_id=filing.pk, codes=[case.disease_code], urgent=frozenset(), at=at)
    operations.note_following(
        filing_id=filing.pk, disease_code=case.disease_code, at=at, earlier_case_id=case.pk, grounds="看漏了"
    )
    version = current_version(region=case.region, on=at.date())
    operations.submit_filing(filing_id=filing.pk, by=by, at=at, policy_version_id=version.id)
    filing.refresh_from_db()
    return filing


def a_refused_case(**more):
    case, reviewer = a_case_in_determination(**more)
    decide(case, by=reviewer, outcome=Outcome.NOT_RECOGNISED)
    return case, reviewer


def test_who_decided_can_neither_take_the_appeal_nor_act_on_it():
    case, reviewer = a_refused_case()
    appeal = an_appeal_against(case)

    with pytest.raises(JudgedBefore):
        operations.claim_filing(filing_id=appeal.pk, by=reviewer, at=APPEALED_AT)
    with pytest.raises(JudgedBefore):
        operations.take_action(case_id=its_case(appeal).pk, action=Action.PASS_ON, by=reviewer, at=APPEALED_AT)


def test_a_colleague_takes_the_appeal():
    case, _reviewer = a_refused_case()
    appeal, colleague = an_appeal_against(case), a_reviewer()

    operations.claim_filing(filing_id=appeal.pk, by=colleague, at=APPEALED_AT)
    operations.take_action(case_id=its_case(appeal).pk, action=Action.PASS_ON, by=colleague, at=APPEALED_AT)

    assert its_case(appeal).stage == "DETERMINING"


def test_the_second_signature_counts_as_a_hand():
    case, reviewer = a_case_in_determination(region=NANCHONG)
    supervisor = a_supervisor(NANCHONG)
    operations.record_decision(
        case_id=case.pk, outcome=Outcome.NOT_RECOGNISED, reasons=[], remark="", by=reviewer, at=VOTED_AT, institution_code=None,
        doctor_code=None,
    )  # fmt: skip
    operations.take_action(case_id=case.pk, action=Action.PROPOSE, by=reviewer, at=VOTED_AT)
    operations.take_action(case_id=case.pk, action=Action.CONFIRM, by=supervisor, at=VOTED_AT)

    assert hands_of_case(case.pk).accounts == {reviewer.account_id, supervisor.account_id}


def test_experts_who_voted_are_left_out_of_the_appeals_panel():
    case, experts, _reviewer = a_case_before_experts()
    path = leaves_of_case(case)[0][0]
    for expert in experts:
        if not case.__class__.objects.filter(pk=case.pk, stage="DETERMINING").exists():
            break
        vote(case_id=case.pk, outcome=Outcome.NOT_RECOGNISED, path=path, reason="没有达到", by=expert, at=VOTED_AT)
    voted = set(Seat.objects.filter(panel__case=case, vote__isnull=False).values_list("account_id", flat=True))
    case.__class__.objects.filter(pk=case.pk, stage="CONFIRMING").update(stage="WITHDRAWN")
    for _ in range(4):
        an_expert()
    appeal, colleague = an_appeal_against(case), a_reviewer(NANCHONG)
    operations.take_action(case_id=its_case(appeal).pk, action=Action.PASS_ON, by=colleague, at=APPEALED_AT)

    draw_panel(case_id=its_case(appeal).pk, seed=SEED, at=APPEALED_AT)

    panel = Panel.objects.get(case=its_case(appeal))
    assert voted
    assert voted.isdisjoint(panel.pool)
    assert {panel.left_out[str(one)] for one in voted} == {"JUDGED_BEFORE"}


def test_the_institution_that_decided_is_not_drawn_again():
    case, member, _treating, _reviewer = a_case_before_an_institution()
    decide(case, by=member, outcome=Outcome.NOT_RECOGNISED)
    third = a_hospital(region="620900", is_entrusted=True)
    appeal, colleague = an_appeal_against(case), a_reviewer("620900")
    Filing.objects.filter(pk=appeal.pk).update(institution=case.filing.institution)
    operations.take_action(case_id=its_case(appeal).pk, action=Action.PASS_ON, by=colleague, at=APPEALED_AT)

    entrust(case_id=its_case(appeal).pk, seed=SEED, at=APPEALED_AT)

    assert hands_before(appeal.pk).institutions == {member.institution}
    assert list(appeal.assignments.values_list("institution_id", flat=True)) == [third.code]


def test_an_ordinary_filing_is_open_to_everybody_at_the_desk():
    case, reviewer = a_refused_case()

    assert hands_before(case.filing_id).accounts == frozenset()
    assert reviewer.account_id in hands_of_case(case.pk).accounts


def test_a_withdrawn_appeal_is_none():
    case, _reviewer = a_refused_case()
    appeal = an_appeal_against(case)
    by = as_applicant(case.filing.account)

    before = appeal_against(case.pk)
    operations.take_action(case_id=its_case(appeal).pk, action=Action.WITHDRAW, by=by, at=APPEALED_AT)

    assert before.filing_id == appeal.pk
    assert appeal_against(case.pk) is None


def test_the_database_itself_refuses_a_claim_or_decision_by_who_judged_before():
    case, reviewer = a_refused_case()
    appeal, colleague = an_appeal_against(case), a_reviewer()
    row = {"outcome": Outcome.RECOGNISED, "reasons": [], "role": "REVIEWER", "at": APPEALED_AT}

    with pytest.raises(IntegrityError, match="judged before"), transaction.atomic():
        Claim.objects.create(filing=appeal, account_id=reviewer.account_id, at=APPEALED_AT)
    with pytest.raises(IntegrityError, match="judged before"), transaction.atomic():
        Decision.objects.create(case=its_case(appeal), account_id=reviewer.account_id, **row)

    assert Claim.objects.create(filing=appeal, account_id=colleague.account_id, at=APPEALED_AT).pk
    assert Decision.objects.create(case=its_case(appeal), account_id=colleague.account_id, **row).pk
