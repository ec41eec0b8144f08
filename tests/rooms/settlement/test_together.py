"""Look-ups that come at the same moment share a statement: nobody gets another's answer, nor one from before they asked."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from mantetong.settlement.bare_line import Line
from mantetong.settlement.operations import note_identified
from mantetong.settlement.together import Question, Together
from tests.rooms.recognition.factories import BEGINS_ON, DECIDED_AT, LAST_DAY, a_recognition, an_insured_person
from tests.rooms.settlement.messages import HOSPITAL, PSN_NO
from tests.rooms.settlement.test_bare_path import dsn_of_this_test

NOBODY = "51140099009999999999999"


def a_question(psn_no=PSN_NO, *, on=BEGINS_ON, institution=HOSPITAL):
    return Question(psn_no, on, institution)


class ADatabase:
    """Gives each question its own number back; holds the first statement until it is let go."""

    def __init__(self, *, error=None):
        self.asked, self.error = [], error
        self.began, self.go_on = threading.Event(), threading.Event()

    def __call__(self, questions):
        self.asked.append([one.psn_no for one in questions])
        if len(self.asked) == 1:
            self.began.set()
            assert self.go_on.wait(30)
        if self.error and len(self.asked) > 1:
            raise self.error
        return [[(one.psn_no,)] for one in questions]


@contextmanager
def one_asking_and_waiting(database, *numbers):
    """The first number is being asked about, the others wait; on leaving, all have their answer."""
    together = Together(database)
    with ThreadPoolExecutor(len(numbers)) as threads:
        first = threads.submit(together.rows_of, a_question(numbers[0]))
        assert database.began.wait(30)
        others = [threads.submit(together.rows_of, a_question(number)) for number in numbers[1:]]
        end = time.monotonic() + 30
        while len(together._waiting) < len(others):
            assert time.monotonic() < end
            threading.Event().wait(0.001)
        yield together, [first, *others]
        database.go_on.set()


def test_who_waits_is_asked_for_in_one_statement_and_gets_their_own_rows():
    database = ADatabase()

    with one_asking_and_waiting(database, "A", "B", "C", "D") as (_, answers):
        pass

    assert [answer.result() for answer in answers] == [[("A",)], [("B",)], [("C",)], [("D",)]]
    assert [sorted(asked) for asked in database.asked] == [["A"], ["B", "C", "D"]]


def test_a_question_about_the_same_person_is_not_answered_by_a_statement_that_began_before_it():
    database = ADatabase()

    with one_asking_and_waiting(database, "A", "A"):
        pass

    assert database.asked == [["A"], ["A"]]


def test_a_failure_is_told_to_all_who_were_asked_for_together_and_the_next_is_asked_anew():
    database = ADatabase(error=ConnectionError("away"))

    with one_asking_and_waiting(database, "A", "B", "C") as (together, answers):
        pass
    database.error = None

    assert answers[0].result() == [("A",)]
    assert [type(answer.exception()) for answer in answers[1:]] == [ConnectionError, ConnectionError]
    assert together.rows_of(a_question("D")) == [("D",)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prepared", [True, False], ids=["prepared", "through a pooler"])
def test_asked_together_each_is_told_what_they_are_told_alone(prepared):
    a_recognition()
    an_insured_person(psn_no="51140099000000000000008")
    note_identified(institution_code=HOSPITAL, psn_no=PSN_NO, at=DECIDED_AT)
    questions = [
        a_question(),
        a_question(NOBODY),
        a_question("51140099000000000000008"),
        a_question(institution="H51149900002"),
        a_question(on=LAST_DAY + timedelta(days=1)),
        a_question(on=date(2026, 1, 1)),
        a_question(),
    ]
    line = Line(dsn_of_this_test(), prepared=prepared)

    together, alone = line.ask(questions), [line.ask([one])[0] for one in questions]

    line.close()
    assert together == alone
    assert [len(rows) for rows in alone] == [1, 0, 1, 1, 1, 1, 1]
    assert [rows[0][2] if rows else None for rows in alone] == ["M01600", None, None, "M01600", None, None, "M01600"]
    assert [rows[0][6] if rows else None for rows in alone][:4] == [int(DECIDED_AT.timestamp()), None, None, None]
