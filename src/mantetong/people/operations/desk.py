"""The desk's door: password, second factor, posts."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.auth.hashers import check_password as password_matches
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from mantetong.domain.roles import STAFF, Role
from mantetong.people.models import Account, StaffPost
from mantetong.people.operations.limits import Limit, busy_until, note_attempt
from mantetong.web.clock import day_of

PER_NAME = (Limit(10, timedelta(minutes=15)),)
PER_ADDRESS = (Limit(60, timedelta(minutes=15)),)
PER_ACCOUNT = (Limit(10, timedelta(minutes=15)),)
_CODE_LIVES = timedelta(minutes=2)  # 30 s, one period of tolerance on either side, and some


class SignInRefused(PermissionError):
    """`reason` is WRONG (name or password), NO_POST, NO_SECOND_FACTOR or TOO_MANY; the words differ only where that is safe."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = f"SIGN_IN_{reason}"


class SecondFactorWrong(PermissionError):
    """Not a code the authenticator shows now."""

    code = "SECOND_FACTOR_WRONG"


class SecondFactorUsed(PermissionError):
    """A right code, but it has opened the door once already."""

    code = "SECOND_FACTOR_USED"


def check_password(*, username: str, password: str, address: str, at: datetime) -> int:
    """The account that may go on to the second factor. Raises SignInRefused."""
    _ensure_not_too_many(username, address, at)
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        make_password(password)  # as slow as a comparison, so that time does not tell which names exist
    if account is None or not password_matches(password, account.password):
        note_attempt(kind="DESK_NAME", key=username, at=at)
        note_attempt(kind="DESK_ADDRESS", key=address, at=at)
        raise SignInRefused("WRONG")
    if not StaffPost.objects.in_force(on=day_of(at)).filter(account=account).exists():
        raise SignInRefused("NO_POST")
    if not _authenticators(account.pk).exists():
        raise SignInRefused("NO_SECOND_FACTOR")
    return account.pk


def check_second_factor(*, account_id: int, code: str, at: datetime) -> Authenticator:
    """The authenticator that showed this code. The time is the wall clock's. Raises SecondFactorWrong, SecondFactorUsed, SignInRefused."""
    plain = "".join(code.split())
    if busy_until(kind="DESK_TOTP", key=str(account_id), limits=PER_ACCOUNT, at=at):
        raise SignInRefused("TOO_MANY")
    for authenticator in _authenticators(account_id):
        if validate_totp_code(decrypt(authenticator.data["secret"]), plain):
            _spend_second_factor(account_id, plain, at)
            return authenticator
    note_attempt(kind="DESK_TOTP", key=str(account_id), at=at)
    raise SecondFactorWrong


@transaction.atomic
def make_staff(
    *,
    username: str,
    password: str,
    role: Role,
    region: str,
    institution: str | None,
    totp_secret: str,
    at: datetime,
    display_name: str = "",
) -> int:
    """A member of staff with a post from today on, password and second factor; what exists already is left as it is. The account's id.

    `totp_secret` is base32. Call again with another role for a second post. Raises ValueError for a citizen's role.
    """
    if role not in STAFF:
        raise ValueError(role)
    defaults = {"password": lambda: make_password(password), "display_name": display_name, "created_at": at}
    account, _ = Account.objects.get_or_create(username=username, defaults=defaults)
    Authenticator.objects.get_or_create(
        user=account, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(totp_secret)}}
    )
    StaffPost.objects.get_or_create(
        account=account,
        role=role,
        region=region,
        until_on=None,
        defaults={"institution_id": institution, "from_on": day_of(at)},
    )
    return account.pk


def end_post(*, account_id: int, role: Role, region: str, on: date) -> None:
    """The last day of a post. Rights end with it, also in a running session."""
    StaffPost.objects.filter(account_id=account_id, role=role, region=region, until_on=None).update(until_on=on)


def _authenticators(account_id: int) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP)
    return found


def _ensure_not_too_many(username: str, address: str, at: datetime) -> None:
    by_name = busy_until(kind="DESK_NAME", key=username, limits=PER_NAME, at=at)
    if by_name or busy_until(kind="DESK_ADDRESS", key=address, limits=PER_ADDRESS, at=at):
        raise SignInRefused("TOO_MANY")


@transaction.atomic
def _spend_second_factor(account_id: int, code: str, at: datetime) -> None:
    Account.objects.select_for_update().get(pk=account_id)  # two doors at once: one waits and then finds the code used
    key = f"{account_id}:{code}"
    if busy_until(kind="TOTP_USED", key=key, limits=(Limit(1, _CODE_LIVES),), at=at):
        raise SecondFactorUsed
    note_attempt(kind="TOTP_USED", key=key, at=at)
