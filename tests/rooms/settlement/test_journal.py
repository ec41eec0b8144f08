"""The journal of the bare path: lines as bytes, one connection, nothing that a sender writes stops it."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from mantetong.settlement.bare_till import BareTill
from mantetong.settlement.journal import COLUMNS, Journal, journal_line
from mantetong.settlement.look_up import make_application
from mantetong.settlement.models import InterfaceCall
from tests.rooms.settlement.messages import HOSPITAL, PSN_NO, a_request
from tests.rooms.settlement.test_bare_path import call, dsn_of_this_test, till, token

__all__ = ["till", "token"]
pytestmark = pytest.mark.django_db(transaction=True)
MSGID = "H51149900001202611220900000001"


def a_line(*, received=1_790_000_000.000_25, psn_no=PSN_NO, msgid=MSGID):
    return journal_line(
        received=received, infno="5301", msgid=msgid, institution=HOSPITAL, psn_no=psn_no, infcode=-202, microseconds=417
    )


def backends():
    """The connections of the look-up, by the process that serves each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'mantetong look-up'")
        return {pid for (pid,) in cursor.fetchall()}


@pytest.mark.parametrize("received", [1_790_000_000.000_25, 1_790_000_059.999_999, 1_798_732_799.5, 1_790_000_001.0])
def test_a_line_says_everything_of_a_call(till, received):
    till.write_calls([a_line(received=received)], COLUMNS)

    call = InterfaceCall.objects.get()
    assert abs((call.at - datetime.fromtimestamp(received, UTC)).total_seconds()) < 2e-6
    assert (call.infno, call.msgid, call.institution_code) == ("5301", MSGID, HOSPITAL)
    assert (call.psn_no, call.infcode, call.microseconds) == (PSN_NO, -202, 417)


def test_a_number_longer_than_its_column_is_cut_and_half_a_character_is_replaced(till):
    till.write_calls([a_line(psn_no="9" * 31), a_line(psn_no="号\ud800\t" * 20)], COLUMNS)

    assert [call.psn_no for call in InterfaceCall.objects.order_by("pk")] == ["9" * 30, "号?\t" * 10]


def test_half_a_character_in_a_number_stops_neither_answer_nor_journal(till, token):
    journal = Journal(till.write_calls)
    application = make_application(till=till, journal=journal, is_sandbox=True)

    odd = call(application, token=token, body=json.dumps(a_request(psn_no="5114\ud800")).encode(), shown=False)[1]
    call(application, token=token, shown=False)
    journal.close()

    assert odd["infcode"] == -201
    assert InterfaceCall.objects.count() == 2


def test_batches_are_written_through_one_login(till):
    before = backends()

    for _ in range(3):
        till.write_calls([a_line()], COLUMNS)

    assert len(backends() - before) == 1
    assert InterfaceCall.objects.count() == 3


def test_a_restarted_database_takes_the_next_batch_whole(till):
    till.write_calls([a_line()], COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mantetong look-up'")

    till.write_calls([a_line(), a_line()], COLUMNS)

    assert InterfaceCall.objects.count() == 3


def test_who_may_ask_is_read_again_through_the_connection_that_asked(token):
    till = BareTill(dsn=dsn_of_this_test(), is_sandbox=True)
    application = make_application(till=till, journal=None, is_sandbox=True)
    before = backends()

    for _ in range(3):
        call(application, token=token, shown=False)
        till._read()

    assert len(backends() - before) == 1
    till.close()


def test_at_the_end_two_threads_write_one_after_the_other_and_every_line_once():
    written, began, go_on = [], threading.Event(), threading.Event()

    def write(lines, _columns):
        written.append(list(lines))
        began.set()
        assert go_on.wait(30)

    journal = Journal(write)
    journal._waiting.extend([b"1", b"2"])
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(journal.flush)
        assert began.wait(30)
        journal._waiting.append(b"3")
        second = threads.submit(journal.flush)
        inside = list(written)
        go_on.set()
        first.result()
        second.result()

    assert inside == [[b"1", b"2"]]
    assert written == [[b"1", b"2"], [b"3"]]


def test_lines_that_could_not_be_written_wait_in_their_order():
    away, written = [ConnectionError("away")], []

    def write(lines, _columns):
        if away:
            raise away.pop()
        written.extend(lines)

    journal = Journal(write)
    journal._waiting.extend([b"1", b"2"])

    with pytest.raises(ConnectionError):
        journal.flush()
    journal._waiting.append(b"3")
    journal.flush()

    assert written == [b"1", b"2", b"3"]
