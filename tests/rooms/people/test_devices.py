"""A telephone shows a number, not a person: what a session opens on another device, after silence, after a change of number."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from mantetong.people import operations, queries
from mantetong.people.middleware import STANDING
from mantetong.people.models import Account, Device, StoredCode
from mantetong.people.operations import IdentityDiffers, SameNumber, Standing, TooManyChecks
from mantetong.policies.operations import load_packs
from mantetong.sandbox.insured import PEOPLE
from tests.rooms.people.conftest import NOON, XIE, a_citizen, a_named_citizen, code_of, insured, minutes

pytestmark = pytest.mark.django_db
PHONE = "13900139000"
OTHER = next(person for person in PEOPLE if person.name == "严桂兰")
DAYS = timedelta(days=1)


def opened(account, device="here", at=NOON, key=""):
    return operations.open_on_device(account_id=account.pk, token=device, label="ANDROID", session_key=key, at=at)


def a_known_citizen():
    """Somebody whose name was given on the device `here`."""
    account = a_named_citizen(PHONE)
    opened(account)
    operations.prove_here(account_id=account.pk, token="here", at=NOON)
    return account


@pytest.mark.parametrize(
    ("device", "later", "opens"),
    [
        ("here", 0 * DAYS, Standing.FULL),
        ("here", 90 * DAYS, Standing.FULL),
        ("elsewhere", 1 * DAYS, Standing.DRAFTS),
        ("elsewhere", 90 * DAYS, Standing.DRAFTS),
        ("here", 91 * DAYS, Standing.NOTHING),
        ("elsewhere", 91 * DAYS, Standing.NOTHING),
    ],
)
def test_a_code_alone_opens_what_the_device_has_shown(device, later, opens):
    assert opened(a_known_citizen(), device, NOON + later) is opens


def test_an_account_that_holds_nothing_of_anybody_is_open():
    assert opened(a_citizen(), at=NOON + 200 * DAYS) is Standing.FULL


def test_a_claim_that_no_registry_has_confirmed_is_protected_as_well():
    account = a_named_citizen(PHONE)
    Account.objects.filter(pk=account.pk).update(real_name_level=0)

    assert opened(account, "elsewhere") is Standing.DRAFTS


@pytest.mark.parametrize("name", ["谢桂兰", " 谢 桂 兰 "])
def test_name_and_number_open_everything_on_that_device(name):
    account = a_known_citizen()
    opened(account, "elsewhere")

    operations.confirm_identity(account_id=account.pk, token="elsewhere", name=name, id_number=XIE[1], at=NOON)

    assert opened(account, "elsewhere", NOON + DAYS) is Standing.FULL
    assert opened(account, "a third", NOON + DAYS) is Standing.DRAFTS


@pytest.mark.parametrize(("name", "number"), [("谢桂芳", XIE[1]), (XIE[0], OTHER.id_number)])
def test_another_name_or_number_opens_nothing(name, number):
    account = a_known_citizen()
    opened(account, "elsewhere")

    with pytest.raises(IdentityDiffers):
        operations.confirm_identity(account_id=account.pk, token="elsewhere", name=name, id_number=number, at=NOON)
    assert opened(account, "elsewhere") is Standing.DRAFTS


def test_nobody_finds_out_the_name_by_trying():
    account = a_known_citizen()
    for _ in range(10):
        with pytest.raises(IdentityDiffers):
            operations.confirm_identity(account_id=account.pk, token="x", name="谢桂芳", id_number=XIE[1], at=NOON)

    with pytest.raises(TooManyChecks):
        operations.confirm_identity(account_id=account.pk, token="x", name=XIE[0], id_number=XIE[1], at=NOON)


def test_a_number_given_to_somebody_else_carries_nothing_over():
    former = a_known_citizen()

    new_id = operations.hand_over_number(account_id=former.pk, at=NOON + 100 * DAYS)

    former.refresh_from_db()
    assert (former.phone, former.person_id is not None) == (None, True)
    assert Account.objects.get(pk=new_id).phone == PHONE
    assert queries.person_of_account(new_id) is None
    assert queries.phone_of_account(former.pk) is None
    assert not Device.objects.filter(account=former, ended_at=None).exists()


def test_the_former_owner_finds_everything_again_under_a_new_number():
    former = a_known_citizen()
    operations.hand_over_number(account_id=former.pk, at=NOON)

    again = a_named_citizen("13700137000", insured())

    assert queries.own_person_of(again.pk) == former.person_id


def test_changing_the_number_signs_out_everywhere_else_and_asks_for_the_name_anew():
    account = a_known_citizen()
    opened(account, "elsewhere")
    code_id = operations.ask_phone_code(account_id=account.pk, phone="13700137000", address="a", device="d", at=NOON)

    operations.change_number(account_id=account.pk, code=code_of(code_id), token="here", at=NOON + minutes(1))

    assert [one.label for one in queries.devices_of(account_id=account.pk, token="here")] == ["ANDROID"]
    assert queries.phone_of_account(account.pk) == "13700137000"
    assert opened(account, "here", NOON + DAYS) is Standing.DRAFTS


def test_the_number_that_was_left_is_told_the_tail_of_the_new_one():
    account = a_known_citizen()
    former = account.phone
    code_id = operations.ask_phone_code(account_id=account.pk, phone="13700137000", address="a", device="d", at=NOON)

    operations.change_number(account_id=account.pk, code=code_of(code_id), token="here", at=NOON + minutes(1))

    told = StoredCode.objects.get(purpose="NUMBER_LEFT")
    assert (told.phone, told.code) == (former, "7000")


def test_a_number_that_somebody_else_had_is_taken_off_them():
    other, account = a_named_citizen("13700137000", insured(OTHER.name, OTHER.id_number)), a_known_citizen()
    code_id = operations.ask_phone_code(account_id=account.pk, phone="13700137000", address="a", device="d", at=NOON)

    operations.change_number(account_id=account.pk, code=code_of(code_id), token="here", at=NOON)

    assert queries.phone_of_account(other.pk) is None


def test_the_same_number_is_no_change():
    with pytest.raises(SameNumber):
        operations.ensure_new_number(account_id=a_known_citizen().pk, phone=PHONE)


# through the pages


def at(minutes=0, day=2):
    return {"X-Sandbox-Now": f"2026-03-{day:02d}T12:{minutes:02d}:00+08:00"}


def enter(client, headers, phone=PHONE):
    client.post("/account/login/", {"phone": phone}, headers=headers)
    return client.post("/account/code/", {"code": StoredCode.objects.latest("id").code}, headers=headers)


@pytest.fixture
def known(client, registry):
    """A browser in which Xie Guilan has given her name."""
    load_packs(at=NOON)
    enter(client, at())
    client.post("/account/name/", {"name": XIE[0], "id_number": XIE[1]}, headers=at())
    return client


WALLED = ["/account/", "/account/family/", "/account/data/", "/account/phone/", "/notices/", "/apply/511400/start/"]


@pytest.mark.parametrize("path", WALLED)
def test_on_another_device_everything_but_drafts_asks_for_the_name(known, path):
    other = Client()
    enter(other, at(5))

    assert other.get(path, headers=at(6)).url.startswith("/account/confirm/?next=")
    assert other.get("/my/", headers=at(6)).status_code == 200


@pytest.mark.parametrize("path", ["/my/", "/account/devices/", *WALLED])
def test_after_ninety_days_even_drafts_ask_for_the_name(known, path):
    late = {"X-Sandbox-Now": "2026-06-20T12:00:00+08:00"}
    known.post("/account/logout/")
    enter(known, late)

    assert known.get(path, headers=late).url.startswith("/account/confirm/?next=")


def test_the_name_opens_the_page_one_wanted(known):
    other = Client()
    enter(other, at(5))

    answer = other.post("/account/confirm/", {"name": XIE[0], "id_number": XIE[1], "next": "/account/family/"}, headers=at(6))

    assert answer.url == "/account/family/"
    assert other.get("/account/family/", headers=at(6)).status_code == 200


def test_a_wrong_name_is_told_with_the_way_for_newcomers(known):
    other = Client()
    enter(other, at(5))

    answer = other.post("/account/confirm/", {"name": "谢桂芳", "id_number": XIE[1]}, headers=at(6))

    assert (answer.status_code, answer["X-Error-Code"]) == (422, "IDENTITY_DIFFERS")
    assert "/account/newcomer/" in answer.content.decode()


def test_the_newcomer_to_a_number_begins_with_nothing_of_the_former_owner(known):
    other = Client()
    enter(other, at(5))

    begun = other.post("/account/newcomer/", headers=at(6))

    assert begun.url == "/account/name/"
    assert STANDING not in other.session
    assert "**兰" not in other.get("/account/", headers=at(7)).content.decode()
    assert known.get("/account/family/", headers=at(7)).url.startswith("/account/login/")  # the former owner is signed out


def test_nobody_hands_a_number_over_from_an_open_session(known):
    assert known.post("/account/newcomer/", headers=at(6)).url == "/my/"
    assert Account.objects.count() == 1


def test_ending_a_device_ends_its_session(known):
    other = Client()
    enter(other, at(5))
    there = Device.objects.latest("id")

    known.post(f"/account/devices/{there.pk}/end/", headers=at(6))

    assert not Session.objects.filter(session_key=other.session.session_key).exists()
    assert other.get("/my/", headers=at(7)).url.startswith("/account/login/")


def test_somebody_elses_device_cannot_be_ended(known):
    theirs = Device.objects.get()
    stranger = Client()
    enter(stranger, at(5), phone="13900139001")

    stranger.post(f"/account/devices/{theirs.pk}/end/", headers=at(6))

    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_leaving_on_this_device_leads_to_the_door(known):
    here = Device.objects.get()

    assert known.post(f"/account/devices/{here.pk}/end/", headers=at(6)).url == "/account/login/"


def test_the_number_is_changed_over_a_code_and_the_name(known):
    known.post("/account/phone/", {"phone": "１３７００１３７０００"}, headers=at(5))

    changed = known.post("/account/phone/code/", {"code": StoredCode.objects.latest("id").code}, headers=at(6))

    assert changed.url == "/account/confirm/?next=%2Faccount%2F"
    known.post("/account/confirm/", {"name": XIE[0], "id_number": XIE[1]}, headers=at(7))
    assert "137****7000" in known.get("/account/", headers=at(8)).content.decode()


def test_a_filing_without_a_person_leads_to_the_name_and_back(client, registry):
    load_packs(at=NOON)
    enter(client, at())

    assert client.get("/apply/511400/start/", headers=at()).url == "/account/name/?next=%2Fapply%2F511400%2Fstart%2F"
