"""Half a minute to think again: held, taken back, sent once, whatever dies in between."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from threading import Barrier

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from mantetong.cases.models import Case
from mantetong.domain.stages import Stage
from mantetong.review import operations
from mantetong.review.errors import AlreadySending, NothingAsked, TooLateToUndo
from mantetong.review.models import SendingAct, SendingState, SupplementNotice
from mantetong.review.operations import Deed
from tests.factories import a_reviewer, its_case
from tests.rooms.review.factories import LATER, a_claimed_filing, asking_for
from tests.rooms.review.test_desk_pages import at_desk, words

pytestmark = pytest.mark.django_db


def a_notice_to_send(filing, by, *, items=True):
    given = {"items": [asdict(asking_for(its_case(filing)))] if items else []}
    return Deed("SUPPLEMENT", filing.pk, None, given, by, LATER)


def test_what_is_held_is_not_sent_and_its_job_waits_half_a_minute():
    filing, reviewer, _applicant = a_claimed_filing()

    act = operations.hold(a_notice_to_send(filing, reviewer))

    job = ProcrastinateJob.objects.get(task_name="review.carry_out")
    assert job.args == {"act_id": act}
    assert job.scheduled_at is not None
    assert not SupplementNotice.objects.exists()
    assert its_case(filing).stage == Stage.REVIEWING


def test_after_half_a_minute_it_is_sent_once_however_often_the_job_runs():
    filing, reviewer, _applicant = a_claimed_filing()
    act = operations.hold(a_notice_to_send(filing, reviewer))

    states = [operations.carry_out(act_id=act) for _ in range(3)]

    assert states == [SendingState.SENT] * 3
    assert SupplementNotice.objects.get().sent_at == SendingAct.objects.get().sends_at
    assert its_case(filing).stage == Stage.SUPPLEMENTING


def test_what_was_taken_back_is_never_sent():
    filing, reviewer, _applicant = a_claimed_filing()
    act = operations.hold(a_notice_to_send(filing, reviewer))

    with pytest.raises(TooLateToUndo):
        operations.undo(filing_id=filing.pk, by=a_reviewer(), at=LATER)
    operations.undo(filing_id=filing.pk, by=reviewer, at=LATER)

    assert operations.carry_out(act_id=act) is SendingState.UNDONE
    assert not SupplementNotice.objects.exists()
    with pytest.raises(TooLateToUndo):
        operations.undo(filing_id=filing.pk, by=reviewer, at=LATER)


def test_what_speaks_against_it_is_said_when_it_is_pressed_and_nothing_is_kept():
    filing, reviewer, _applicant = a_claimed_filing()

    with pytest.raises(NothingAsked):
        operations.hold(a_notice_to_send(filing, reviewer, items=False))

    assert not SendingAct.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="review.carry_out").exists()


def test_two_things_are_never_on_their_way_for_one_filing():
    filing, reviewer, _applicant = a_claimed_filing()
    operations.hold(a_notice_to_send(filing, reviewer))

    with pytest.raises(AlreadySending):
        operations.hold(a_notice_to_send(filing, reviewer))


def test_a_case_withdrawn_meanwhile_is_told_and_not_forced():
    filing, reviewer, _applicant = a_claimed_filing()
    act = operations.hold(a_notice_to_send(filing, reviewer))
    Case.objects.filter(filing=filing).update(stage=Stage.WITHDRAWN)

    assert operations.carry_out(act_id=act) is SendingState.FAILED

    assert SendingAct.objects.get().code == "ACTION_NOT_AVAILABLE"
    assert "没有发出" in words(at_desk(reviewer).get(f"/desk/filing/{filing.reference}/"))


def test_the_page_holds_when_asked_to_and_shows_the_way_back():
    filing, reviewer, _applicant = a_claimed_filing()
    desk, key = at_desk(reviewer), f"{its_case(filing).reference}:SLOT:diagnosis_certificate"
    address = f"/desk/filing/{filing.reference}/"

    desk.post(f"{address}supplement/", {"item": key, "step": "send", "hold": "1"})
    page = desk.get(address)
    desk.post(f"{address}undo/")

    assert 'data-sending="30"' in page.content.decode()
    assert "审核通过" not in words(page)  # nothing else is done while it is on its way
    assert SendingAct.objects.get().state == SendingState.UNDONE
    assert "审核通过" in words(desk.get(address))


@pytest.mark.django_db(transaction=True)
def test_undo_and_the_job_in_the_same_moment_leave_one_of_the_two():
    filing, reviewer, _applicant = a_claimed_filing()
    act = operations.hold(a_notice_to_send(filing, reviewer))
    together = Barrier(2)

    def one(does):
        together.wait()
        try:
            return does()
        except TooLateToUndo as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        undone = pool.submit(one, lambda: operations.undo(filing_id=filing.pk, by=reviewer, at=LATER))
        sent = pool.submit(one, lambda: operations.carry_out(act_id=act))

    was_sent = sent.result() is SendingState.SENT
    assert isinstance(undone.result(), TooLateToUndo) is was_sent
    assert SupplementNotice.objects.exists() is was_sent
