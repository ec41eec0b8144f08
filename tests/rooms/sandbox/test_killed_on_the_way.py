"""kill -9 between any two statements of what a walk through the doors does: filed once, decided once, registered once, taken in once.

Each act is done again after its death, as the person, the queue or the operator would; nothing it was to leave is missing or doubled.
"""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from mantetong.cases.models import Case, Filing
from mantetong.cases.queries import case_card, ledger_of
from mantetong.determination import operations as determination
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Stage
from mantetong.outside import interface_client
from mantetong.people.models import Doctor, InsuredPerson
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import policy_on
from mantetong.recognition.models import ImportRun, NationalState, Recognition
from mantetong.recognition.models import State as Standing
from mantetong.recognition.operations import register_taken_in, withdraw_taken_out
from mantetong.recognition.operations.importing import begin_import, go_on_importing
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server.state import State
from tests.factories import MEISHAN, MONDAY, a_case_in_determination, a_hospital, an_insured_person
from tests.killing import at_every_point, needs_fork
from tests.rooms.apply.homes import page, ready_draft
from tests.rooms.determination.factories import VOTED_AT
from tests.rooms.notice.test_killed import elsewhere
from tests.rooms.recognition.factories import a_recognition
from tests.rooms.recognition.test_importing import people_with_a_recognition_each
from tests.rooms.review.factories import answer_all

__all__ = ["elsewhere"]
pytestmark = [pytest.mark.django_db(transaction=True), needs_fork]


def jobs_about(**ids):
    """Every job queued for these ids: name, and of a telling which event."""
    rows = ProcrastinateJob.objects.filter(args__contains=ids).order_by("id")
    return [(row.task_name, row.args.get("event")) for row in rows]


def test_an_application_killed_anywhere_is_filed_once_with_all_that_follows():
    made, expected = [], []

    def make():
        filing, _by, home = ready_draft()
        made.append(filing)
        return lambda: home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"})

    def check(answer):
        filing = Filing.objects.get(pk=made[-1].pk)
        case = Case.objects.get(filing=filing)
        left = ([line.action for line in ledger_of(filing.pk)], sorted(map(str, jobs_about(case_id=case.pk))), case.stage)
        expected.append(left)
        assert answer.status_code == 302
        assert filing.number
        assert left == expected[0]
        assert left[0].count("SUBMIT") == left[0].count("ACCEPT") == 1
        assert len(left[1]) == len(set(left[1])) > 2

    assert at_every_point(make, check, apart=9) >= 5
    assert len({filing.number for filing in Filing.objects.all()}) == len(made)


def test_a_decision_killed_anywhere_is_made_once_and_recognises_once():
    cases, expected = [], []

    def make():
        case, reviewer = a_case_in_determination()
        answer_all(case, by=reviewer)
        card = case_card(case.pk)
        reasons = reasons_of(card, disease=rules_of(card).diseases[case.disease_code])
        cases.append(case.pk)
        return lambda: decided(case, reasons, reviewer)

    def decided(case, reasons, reviewer):
        if Case.objects.get(pk=case.pk).stage != Stage.DECIDED:  # else the page shows what was decided
            determination.decide(
                case_id=case.pk, outcome=Outcome.RECOGNISED, reasons=reasons, remark="", institution_code=None, doctor_code=None,
                by=reviewer, at=VOTED_AT,
            )  # fmt: skip

    def check(_nothing):
        case = Case.objects.get(pk=cases[-1])
        left = (sorted(map(str, jobs_about(case_id=case.pk))), [line.action for line in ledger_of(case.filing_id)])
        expected.append(left)
        assert Recognition.objects.filter(case_id=case.pk).count() == 1
        assert (case.stage, left) == (Stage.DECIDED, expected[0])
        assert len(left[0]) > 2

    assert at_every_point(make, check, apart=7) >= 5


@pytest.fixture
def known():
    """Somebody whom the pretend platform knows too, and the doctor 2503 asks for."""
    person = an_insured_person()
    InsuredPerson.objects.filter(pk=person.pk).update(psn_no=next(one for one in PEOPLE if one.name == "谢桂兰").psn_no)
    person.refresh_from_db()
    hospital = a_hospital()
    Doctor.objects.create(code="D510000000001", name="张秀", institution=hospital)
    load_packs(at=MONDAY)
    yield person, hospital
    interface_client.LINE.close()


@pytest.mark.parametrize("is_withdrawal", [False, True], ids=["2503", "2504"])
def test_a_national_registration_killed_anywhere_is_sent_once_and_withdrawn_once(elsewhere, tmp_path, known, is_withdrawal):
    person, hospital = known
    platform, minutes = State(tmp_path / "sandbox"), count(1)
    diseases = iter(sorted(policy_on(region=MEISHAN, on=MONDAY.date()).diseases))
    done = []

    def until_known(act, row_id):
        for _ in range(4):  # the queue asks again while the platform's word is not known
            said = act(recognition_id=row_id, at=timezone.now() + timedelta(minutes=next(minutes)))
            if said != NationalState.UNKNOWN and not (is_withdrawal and act is withdraw_taken_out and said == "REGISTERED"):
                break
        return row_id

    def make():
        row = a_recognition(
            person=person, disease_code=next(diseases), institution_code=hospital.code, doctor_code="D510000000001"
        )
        done.append(row.pk)
        if is_withdrawal:
            until_known(register_taken_in, row.pk)
            Recognition.objects.filter(pk=row.pk).update(state=Standing.REVOKED, state_reason="诊断有误")
        return lambda: until_known(withdraw_taken_out if is_withdrawal else register_taken_in, row.pk)

    def check(row_id):
        row = Recognition.objects.get(pk=row_id)
        standing = platform.registrations(psn_no=person.psn_no)
        assert row.national_state == (NationalState.NOT_YET if is_withdrawal else NationalState.REGISTERED), row.national_said
        assert len(standing) == (0 if is_withdrawal else len(done))

    deaths = at_every_point(make, check)

    platform.close()
    assert deaths >= 5


def test_an_import_killed_anywhere_takes_every_row_once():
    taken = count()

    def make():
        rows = people_with_a_recognition_each(next(taken) * 10, 5)
        return lambda: taken_in(rows)

    def taken_in(rows):
        run = begin_import(region=MEISHAN, sha256=rows[0].psn_no, at=MONDAY)
        left = [row for row in rows if row.line > run.lines_done]
        for _line, _report in go_on_importing(run=run, rows=left, unread=(), at=MONDAY, size=2):
            pass
        return rows

    def check(rows):
        run = ImportRun.objects.get(sha256=rows[0].psn_no)
        assert Recognition.objects.filter(psn_no__in=[row.psn_no for row in rows]).count() == 5
        assert run.finished_at is not None

    assert at_every_point(make, check) > 8
