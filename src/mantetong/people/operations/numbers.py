"""Changing the telephone number an account signs in with."""

from datetime import datetime

from django.db import transaction

from mantetong.people.models import Account
from mantetong.people.models.accounts import phone_digest
from mantetong.people.operations.codes import use_phone_code
from mantetong.people.operations.devices import end_devices, release_number
from mantetong.people.operations.words_to_numbers import tell_former_number


class SameNumber(ValueError):
    """The new number is the old one."""

    code = "SAME_NUMBER"


def ensure_new_number(*, account_id: int, phone: str) -> None:
    """Raises SameNumber when the account signs in with this number already."""
    if Account.objects.filter(pk=account_id, phone_digest=phone_digest(phone)).exists():
        raise SameNumber


def change_number(*, account_id: int, code: str, token: str, at: datetime) -> None:
    """Give the account the number that the code went to; every other device is signed out, and each has to give the name again.
    The number that was left is told by short message.

    Whoever had the number before loses it: it was given out anew. Raises CodeWrong, CodeExpired, TooManyTries. Not in a transaction.
    """
    _move_number(account_id, use_phone_code(account_id=account_id, code=code, at=at), token, at)


@transaction.atomic
def _move_number(account_id: int, phone: str, token: str, at: datetime) -> None:
    former = Account.objects.select_for_update(of=("self",)).filter(phone_digest=phone_digest(phone)).exclude(pk=account_id)
    for other in former:
        release_number(account=other, at=at)
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    left = account.phone
    account.phone, account.phone_digest = phone, phone_digest(phone)
    account.phone_verified_at, account.phone_changed_at, account.phone_left_at = at, at, None
    account.save(update_fields=["phone", "phone_digest", "phone_verified_at", "phone_changed_at", "phone_left_at"])
    end_devices(account_id=account_id, at=at, but=token)
    if left:
        tell_former_number(account=account, former=left, at=at)
