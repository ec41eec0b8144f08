"""Several officers at one publication in the same moment: each step happens once, and always with two people."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mantetong.domain.roles import Role
from mantetong.insight.replay.running import replay
from mantetong.policies import operations
from mantetong.policies.models import Loading, Publication
from tests.factories import a_staff_member
from tests.rooms.policies.conftest import LOADED_AT
from tests.rooms.policies.test_publishing import NOW, TODAY, new_packs

pytestmark = pytest.mark.django_db(transaction=True)
OFFICERS = 4


@pytest.fixture
def staged(tmp_path):
    """Two replayed publications."""
    operations.load_packs(at=LOADED_AT)
    numbers = []
    for days in (3, 5):
        target = operations.stage_packs(folder=new_packs(tmp_path / str(days), days=days), at=NOW)
        replay(target=target, since=None, at=NOW)
        numbers.append(Publication.objects.get(digest=target.digest).pk)
    return numbers


def at_once(*steps):
    """Run every step in a thread and a transaction of its own, all let go together; what each gave or raised."""
    gate = threading.Barrier(len(steps))

    def run(step):
        gate.wait(timeout=20)
        try:
            return step()
        except operations.PublicationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def asking(number, officer):
    return lambda: operations.ask_publication(publication_id=number, due_on=TODAY, by=officer, at=NOW)


def confirming(number, officer):
    return lambda: operations.confirm_publication(publication_id=number, by=officer, at=NOW)


def officers(count=OFFICERS):
    return [a_staff_member(Role.POLICY_OFFICER) for _ in range(count)]


def test_of_officers_who_ask_at_once_one_has_asked(staged):
    said = at_once(*(asking(staged[0], officer) for officer in officers()))

    assert sorted(type(one).__name__ for one in said) == ["NoneType", *["NotThisFar"] * (OFFICERS - 1)]


def test_two_publications_asked_for_at_once_do_not_both_get_under_way(staged):
    first, second = officers(2)

    said = at_once(asking(staged[0], first), asking(staged[1], second))

    assert sorted(type(one).__name__ for one in said) == ["AnotherUnderWay", "NoneType"]
    assert Publication.objects.filter(asked_by__isnull=False).count() == 1


def test_of_officers_who_confirm_at_once_one_puts_it_in_force(staged):
    asker, *others = officers()
    asking(staged[0], asker)()

    said = at_once(*(confirming(staged[0], officer) for officer in others))

    assert said.count(True) == 1
    assert Loading.objects.count() == 2


def test_confirming_and_recalling_at_once_leaves_one_of_the_two(staged):
    asker, second, third = officers(3)
    asking(staged[0], asker)()

    at_once(confirming(staged[0], second), lambda: operations.recall_publication(publication_id=staged[0], by=third, at=NOW))

    row = Publication.objects.get(pk=staged[0])
    assert (row.loading_id is None) != (row.recalled_at is None)
    assert Loading.objects.count() == 1 + (row.loading_id is not None)
