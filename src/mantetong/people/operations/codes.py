"""Codes by telephone: for signing in and for confirming a signature.

The code is stored encrypted and announced by id; a job of `notice` reads and sends it (DESIGN §3). A wrong try is kept
even when the caller fails afterwards, therefore `use_…` open their own transaction and must not be called inside one.
"""

import hmac
import math
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from mantetong.domain.events import Event
from mantetong.people.models import Account, CodePurpose, StoredCode
from mantetong.people.models.accounts import phone_digest
from mantetong.people.operations.limits import Limit, busy_until, note_attempt, stand_in_line
from mantetong.queue.announce import announce

CODE_LASTS = timedelta(minutes=10)  # WCAG 2.2.1: reading, switching and typing takes old people minutes
TRIES = 5
PER_NUMBER = (Limit(1, timedelta(seconds=60)), Limit(5, timedelta(hours=1)), Limit(10, timedelta(days=1)))
PER_ADDRESS = (Limit(60, timedelta(hours=1)),)  # a hospital's waiting room shares one address
PER_DEVICE = (Limit(10, timedelta(hours=1)),)
_PLAIN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


class AskedTooOften(RuntimeError):
    """Another code may be asked for at `free_at`; `wait` says how long that is, in words."""

    code = "ASKED_TOO_OFTEN"

    def __init__(self, *, at: datetime, free_at: datetime) -> None:
        super().__init__(free_at)
        self.free_at = free_at
        self.seconds = max(1, math.ceil((free_at - at).total_seconds()))
        self.wait = f"{self.seconds}秒" if self.seconds <= 90 else f"{math.ceil(self.seconds / 60)}分钟"  # noqa: PLR2004


class CodeWrong(ValueError):
    """Not the code that was sent. `left` tries remain."""

    code = "CODE_WRONG"

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CodeExpired(ValueError):
    """The code is too old, was used already, or none was asked for."""

    code = "CODE_EXPIRED"


class TooManyTries(ValueError):
    """The code was tried wrongly too often and is worth nothing now."""

    code = "TOO_MANY_TRIES"


class NoTelephone(LookupError):
    """The account has no telephone number to send a code to."""

    code = "NO_TELEPHONE"


@transaction.atomic
def ask_login_code(*, phone: str, address: str, at: datetime, device: str = "") -> int:
    """Store a fresh sign-in code for a number of eleven digits and have it sent; its id. Raises AskedTooOften.

    Counted by number, by address and by the browser's cookie; browsers that keep none share one count per address.
    """
    _count_asking(address=address, device=device, at=at)
    return _new_code(phone=phone, account=None, purpose=CodePurpose.LOGIN, at=at)


@transaction.atomic
def ask_phone_code(*, account_id: int, phone: str, address: str, device: str, at: datetime) -> int:
    """Store a code for the new number of an account and have it sent there; its id. Raises AskedTooOften."""
    _count_asking(address=address, device=device, at=at)
    return _new_code(phone=phone, account=Account.objects.get(pk=account_id), purpose=CodePurpose.PHONE, at=at)


@transaction.atomic
def ask_ward_code(*, account_id: int, phone: str, at: datetime) -> int:
    """Store a code for somebody the account wants to act for and have it sent to their number; its id. Raises AskedTooOften."""
    return _new_code(phone=phone, account=Account.objects.get(pk=account_id), purpose=CodePurpose.MANDATE, at=at)


@transaction.atomic
def ask_confirmation_code(*, account_id: int, purpose: str, at: datetime) -> int:
    """Store a fresh code for a signature and have it sent to the account's number; its id. Raises AskedTooOften, NoTelephone."""
    account = Account.objects.get(pk=account_id)
    if not account.phone:
        raise NoTelephone
    return _new_code(phone=account.phone, account=account, purpose=CodePurpose(purpose), at=at)


def use_login_code(*, code_id: int, code: str, at: datetime) -> int:
    """Spend a sign-in code; the id of the account of that number, made on first use. Raises CodeWrong, CodeExpired, TooManyTries."""
    stored = _spend(StoredCode.objects.filter(pk=code_id, purpose=CodePurpose.LOGIN), code, at)
    defaults = {"phone": stored.phone, "phone_verified_at": at, "created_at": at}
    account, is_new = Account.objects.get_or_create(phone_digest=stored.phone_digest, defaults=defaults)
    if not is_new:
        Account.objects.filter(pk=account.pk).update(phone_verified_at=at)
    return account.pk


def use_code(*, account_id: int, purpose: str, code: str, at: datetime) -> int:
    """Spend the newest code of an account for a purpose; its id. Raises CodeWrong, CodeExpired, TooManyTries."""
    return _spend(StoredCode.objects.filter(account_id=account_id, purpose=CodePurpose(purpose)), code, at).pk


def use_code_sent_to(*, account_id: int, purpose: str, phone: str, code: str, at: datetime) -> None:
    """Spend the newest code of an account for a purpose that went to one number. Raises CodeWrong, CodeExpired, TooManyTries."""
    rows = StoredCode.objects.filter(account_id=account_id, purpose=CodePurpose(purpose), phone_digest=phone_digest(phone))
    _spend(rows, code, at)


def use_phone_code(*, account_id: int, code: str, at: datetime) -> str:
    """Spend the newest code for a change of number; the new number. Raises CodeWrong, CodeExpired, TooManyTries."""
    return str(_spend(StoredCode.objects.filter(account_id=account_id, purpose=CodePurpose.PHONE), code, at).phone)


def forget_old_codes(*, at: datetime) -> int:
    """Delete codes that expired a day ago; how many."""
    return StoredCode.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()[0]


def _count_asking(*, address: str, device: str, at: datetime) -> None:
    by_device = device or f"none:{address}"
    _ensure_may_ask(kind="ADDRESS", key=address, limits=PER_ADDRESS, at=at)
    _ensure_may_ask(kind="DEVICE", key=by_device, limits=PER_DEVICE, at=at)
    note_attempt(kind="ASK_ADDRESS", key=address, at=at)
    note_attempt(kind="ASK_DEVICE", key=by_device, at=at)


def _ensure_may_ask(*, kind: str, key: str, limits: tuple[Limit, ...], at: datetime) -> None:
    stand_in_line(kind=f"ASK_{kind}", key=key)
    free_at = busy_until(kind=f"ASK_{kind}", key=key, limits=limits, at=at)
    if free_at:
        raise AskedTooOften(at=at, free_at=free_at)


def _new_code(*, phone: str, account: Account | None, purpose: CodePurpose, at: datetime) -> int:
    _ensure_may_ask(kind=purpose, key=phone, limits=PER_NUMBER, at=at)
    note_attempt(kind=f"ASK_{purpose}", key=phone, at=at)
    stored = StoredCode.objects.create(
        code=f"{secrets.randbelow(1_000_000):06d}",
        phone=phone,
        phone_digest=phone_digest(phone),
        account=account,
        purpose=purpose,
        asked_at=at,
        expires_at=at + CODE_LASTS,
    )
    announce(Event.CODE_ASKED, code_id=stored.pk)
    return stored.pk


def _spend(codes: QuerySet[StoredCode], typed: str, at: datetime) -> StoredCode:
    with transaction.atomic(durable=True):
        stored = codes.select_for_update().order_by("-id").first()
        problem = _problem(stored, typed, at) if stored else None
        if stored and problem is None:
            stored.used_at = at
            stored.save(update_fields=["used_at"])
    if stored is None or problem is not None:
        raise problem or CodeExpired
    return stored


def _problem(stored: StoredCode, typed: str, at: datetime) -> ValueError | None:
    if stored.tries >= TRIES:
        return TooManyTries()
    if stored.used_at is not None or at > stored.expires_at:
        return CodeExpired()
    if hmac.compare_digest(_digits(typed).encode(), stored.code.encode()):
        return None
    stored.tries += 1
    stored.save(update_fields=["tries"])
    return CodeWrong(TRIES - stored.tries) if stored.tries < TRIES else TooManyTries()


def _digits(typed: str) -> str:
    return "".join(typed.translate(_PLAIN_DIGITS).split()).replace("-", "")
