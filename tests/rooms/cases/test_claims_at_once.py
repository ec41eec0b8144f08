"""Twenty reviewers reach for the same cases in the same moment: nobody gets one that another holds."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from mantetong.cases import operations
from mantetong.cases.errors import AlreadyClaimed
from mantetong.cases.models import Claim
from tests.factories import MONDAY, a_reviewer, a_submitted_filing

pytestmark = pytest.mark.django_db(transaction=True)
REVIEWERS = 20


def all_at_once(act, people):
    """What `act` gives for each, begun in the same moment; an AlreadyClaimed is an answer."""
    together = Barrier(len(people))

    def one(person):
        together.wait()
        try:
            return act(person)
        except AlreadyClaimed as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


@pytest.fixture
def crowd(settings):
    settings.DATABASES["default"].setdefault("OPTIONS", {})
    return [a_reviewer() for _ in range(REVIEWERS)]


def test_one_filing_wanted_by_twenty_goes_to_one(crowd):
    filing, _by = a_submitted_filing()

    answers = all_at_once(lambda one: operations.claim_filing(filing_id=filing.pk, by=one, at=MONDAY), crowd)

    assert sum(answer is None for answer in answers) == 1
    assert Claim.objects.filter(filing=filing, released_at=None).count() == 1


def test_twenty_who_ask_for_the_next_case_get_twenty_different_ones(crowd):
    for _ in range(REVIEWERS + 5):
        a_submitted_filing()

    taken = all_at_once(lambda one: operations.claim_next(by=one, at=MONDAY), crowd)

    assert None not in taken
    assert len(set(taken)) == REVIEWERS


def test_when_fewer_cases_wait_than_people_ask_the_rest_get_none_and_nobody_a_second_one(crowd):
    for _ in range(7):
        a_submitted_filing()

    taken = all_at_once(lambda one: operations.claim_next(by=one, at=MONDAY), crowd)

    assert len({one for one in taken if one}) == len([one for one in taken if one]) == 7
