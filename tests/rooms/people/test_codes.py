"""Codes by telephone."""

import pytest
from django.db import connection, transaction

from mantetong.people import operations, queries
from mantetong.people.models import Account, StoredCode
from mantetong.people.operations import AskedTooOften, CodeExpired, CodeWrong, NoTelephone, TooManyTries
from tests.rooms.people.conftest import NOON, a_citizen, a_reviewer, another_than, code_of, minutes

pytestmark = pytest.mark.django_db
PHONE = "13900139000"


def ask(at=NOON, phone=PHONE, address="203.0.113.9", device=""):
    return operations.ask_login_code(phone=phone, address=address, device=device, at=at)


def test_asking_announces_the_code_by_id_only(heard):
    code_id = ask()

    assert heard.ids == [{"code_id": code_id}]


def test_neither_code_nor_number_stands_in_the_database_in_plain():
    code_id = ask()

    with connection.cursor() as cursor:
        cursor.execute("SELECT code, phone FROM people_storedcode WHERE id = %s", [code_id])
        sealed = b"".join(bytes(value) for value in cursor.fetchone())
    assert code_of(code_id).encode() not in sealed
    assert PHONE.encode() not in sealed


def test_the_message_job_finds_number_and_code_by_id():
    code_id = ask()

    sent = queries.code_to_send(code_id, at=NOON)

    assert (sent.phone, sent.code) == (PHONE, code_of(code_id))
    assert sent.code not in repr(sent)


def test_a_code_that_waited_too_long_is_not_sent_any_more():
    code_id = ask()
    stored_at = StoredCode.objects.get().stored_at

    assert queries.code_to_send(code_id, at=stored_at + minutes(9))
    with pytest.raises(queries.CodeGone):
        queries.code_to_send(code_id, at=stored_at + minutes(11))


def test_the_right_code_makes_an_account_once():
    first = ask()
    account_id = operations.use_login_code(code_id=first, code=code_of(first), at=NOON + minutes(1))
    second = ask(at=NOON + minutes(5))

    assert operations.use_login_code(code_id=second, code=code_of(second), at=NOON + minutes(6)) == account_id
    assert Account.objects.get().phone == PHONE


@pytest.mark.parametrize("typed", ["{} ", "{:.3} {:.3}", "full width"])
def test_a_code_may_be_typed_carelessly(typed):
    code_id = ask()
    code = code_of(code_id)
    careless = {
        "{} ": f" {code} ",
        "{:.3} {:.3}": f"{code[:3]} {code[3:]}",
        "full width": code.translate({ord("0") + d: ord("０") + d for d in range(10)}),
    }

    assert operations.use_login_code(code_id=code_id, code=careless[typed], at=NOON)


def test_a_wrong_code_says_how_many_tries_are_left():
    code_id = ask()

    with pytest.raises(CodeWrong) as refused:
        operations.use_login_code(code_id=code_id, code=another_than(code_of(code_id)), at=NOON)

    assert refused.value.left == 4
    assert not Account.objects.exists()


def test_after_five_wrong_tries_even_the_right_code_is_worth_nothing():
    code_id = ask()
    for _ in range(4):
        with pytest.raises(CodeWrong):
            operations.use_login_code(code_id=code_id, code=another_than(code_of(code_id)), at=NOON)
    with pytest.raises(TooManyTries):
        operations.use_login_code(code_id=code_id, code=another_than(code_of(code_id)), at=NOON)

    with pytest.raises(TooManyTries):
        operations.use_login_code(code_id=code_id, code=code_of(code_id), at=NOON)


@pytest.mark.parametrize("later", [10.1, 600])
def test_a_code_expires_after_ten_minutes(later):
    code_id = ask()

    with pytest.raises(CodeExpired):
        operations.use_login_code(code_id=code_id, code=code_of(code_id), at=NOON + minutes(later))


def test_a_code_is_used_once():
    code_id = ask()
    operations.use_login_code(code_id=code_id, code=code_of(code_id), at=NOON)

    with pytest.raises(CodeExpired):
        operations.use_login_code(code_id=code_id, code=code_of(code_id), at=NOON)
    with pytest.raises(queries.CodeGone):
        queries.code_to_send(code_id, at=NOON)


def test_a_second_code_within_a_minute_is_refused_with_the_wait():
    ask()

    with pytest.raises(AskedTooOften) as refused:
        ask(at=NOON + minutes(0.5))

    assert refused.value.wait == "30秒"


def test_one_number_gets_five_codes_an_hour():
    for count in range(5):
        ask(at=NOON + minutes(2 * count))

    with pytest.raises(AskedTooOften) as refused:
        ask(at=NOON + minutes(20))

    assert refused.value.wait == "40分钟"
    assert ask(at=NOON + minutes(60))


def test_one_address_gets_sixty_codes_an_hour_for_whatever_numbers():
    for count in range(60):
        ask(phone=f"139{count:08d}", device=f"device {count}")

    with pytest.raises(AskedTooOften):
        ask(phone="13800000001", device="another device")
    assert ask(phone="13800000001", address="203.0.113.10")


def test_one_device_gets_ten_codes_an_hour_from_whatever_address():
    for count in range(10):
        ask(phone=f"139{count:08d}", address=f"203.0.113.{count}", device="one")

    with pytest.raises(AskedTooOften) as refused:
        ask(phone="13800000001", address="198.51.100.1", device="one")

    assert refused.value.wait == "60分钟"
    assert ask(phone="13800000001", address="198.51.100.1", device="two")


def test_browsers_that_keep_no_cookie_share_one_count_per_address():
    for count in range(10):
        ask(phone=f"139{count:08d}")

    with pytest.raises(AskedTooOften):
        ask(phone="13800000001")
    assert ask(phone="13800000001", device="one that keeps it")


def test_a_signature_is_confirmed_by_the_newest_code_of_its_own_purpose():
    account = a_citizen()
    code_id = operations.ask_confirmation_code(account_id=account.pk, purpose="SIGN", at=NOON)

    assert operations.use_code(account_id=account.pk, purpose="SIGN", code=code_of(code_id), at=NOON) == code_id


def test_a_sign_in_code_confirms_no_signature():
    account = a_citizen(PHONE)
    code_id = ask()

    with pytest.raises(CodeExpired):
        operations.use_code(account_id=account.pk, purpose="SIGN", code=code_of(code_id), at=NOON)


def test_the_code_of_one_account_confirms_nothing_for_another():
    mine, theirs = a_citizen("13800138001"), a_citizen("13800138002")
    code_id = operations.ask_confirmation_code(account_id=theirs.pk, purpose="SIGN", at=NOON)

    with pytest.raises(CodeExpired):
        operations.use_code(account_id=mine.pk, purpose="SIGN", code=code_of(code_id), at=NOON)


def test_signing_in_does_not_use_up_the_minute_of_the_signature():
    account = a_citizen(PHONE)
    ask()

    assert operations.ask_confirmation_code(account_id=account.pk, purpose="SIGN", at=NOON)


def test_an_account_without_telephone_is_told_so():
    with pytest.raises(NoTelephone):
        operations.ask_confirmation_code(account_id=a_reviewer(), purpose="SIGN", at=NOON)


@pytest.mark.django_db(transaction=True)
def test_a_wrong_try_inside_somebody_elses_transaction_is_refused_before_it_can_be_undone():
    code_id = ask()

    with pytest.raises(RuntimeError), transaction.atomic():
        operations.use_login_code(code_id=code_id, code="000000", at=NOON)
    assert StoredCode.objects.get().tries == 0


def test_old_attempts_are_forgotten_and_counted():
    ask()

    assert operations.forget_old_attempts(at=NOON + minutes(60)) == 0
    assert operations.forget_old_attempts(at=NOON + minutes(3 * 24 * 60)) == 3
