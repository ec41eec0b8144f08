"""Jobs: claims asked about again, old rows forgotten."""

import pytest
from django.utils import timezone

from mantetong.outside.registry import RegistryAway
from mantetong.people import jobs, operations, queries
from mantetong.people.models import Attempt, StoredCode
from tests.rooms.people.conftest import NOON, XIE, a_citizen, saying

pytestmark = pytest.mark.django_db


def a_claim():
    account = a_citizen()
    operations.check_real_name(
        account_id=account.pk, name=XIE[0], id_number=XIE[1], at=timezone.now(), ask=saying(RegistryAway("slow"))
    )
    return account


def test_claims_are_proven_once_the_registry_is_back(registry):
    account = a_claim()

    assert jobs.recheck_claims(0) == 1
    assert queries.person_of_account(account.pk).psn_no == "5114000000000000006301"
    assert jobs.recheck_claims(0) == 0


def test_a_silent_registry_is_left_alone_until_the_next_time(registry_away):
    account = a_claim()

    assert jobs.recheck_claims(0) == 0
    assert not queries.person_of_account(account.pk).is_confirmed


def test_codes_and_attempts_of_long_ago_are_forgotten():
    operations.ask_login_code(phone="13900139000", address="203.0.113.9", at=NOON.replace(year=2020))

    assert jobs.forget(0) == 4  # the code, and the attempts of number, address and device
    assert not StoredCode.objects.exists()
    assert not Attempt.objects.exists()
