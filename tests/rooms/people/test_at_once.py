"""Two at once: the database decides, nobody gets an error page."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from mantetong.people import operations
from mantetong.people.models import Account, InsuredPerson
from mantetong.people.operations import AskedTooOften, CodeExpired, RealNameOutcome
from tests.rooms.people.conftest import NOON, XIE, a_citizen, code_of, insured

pytestmark = pytest.mark.django_db(transaction=True)


def both(act, *given):
    """What `act` gives for each of two arguments, done in the same moment."""
    together = Barrier(2)

    def one(argument):
        together.wait()
        try:
            return act(argument)
        except Exception as error:  # noqa: BLE001  the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, given))


def test_one_code_given_twice_at_once_opens_once():
    code_id = operations.ask_login_code(phone="13900139000", address="203.0.113.9", at=NOON)
    code = code_of(code_id)

    answers = both(lambda _: operations.use_login_code(code_id=code_id, code=code, at=NOON), 1, 2)

    assert sorted(type(answer) for answer in answers if not isinstance(answer, int)) == [CodeExpired]
    assert Account.objects.count() == 1


def test_two_telephones_confirming_one_person_at_once_make_one_person():
    together = Barrier(2)

    def ask(**_asked):
        together.wait()
        return insured()

    accounts = [a_citizen("13800138001").pk, a_citizen("13800138002").pk]

    answers = both(
        lambda pk: operations.check_real_name(account_id=pk, name=XIE[0], id_number=XIE[1], at=NOON, ask=ask), *accounts
    )

    assert [answer.outcome for answer in answers] == [RealNameOutcome.CONFIRMED] * 2
    assert InsuredPerson.objects.count() == 1


def test_asking_twice_at_once_sends_one_code():
    answers = both(
        lambda address: operations.ask_login_code(phone="13900139000", address=address, at=NOON), "203.0.113.9", "203.0.113.10"
    )

    assert sorted(type(answer) for answer in answers if not isinstance(answer, int)) == [AskedTooOften]
