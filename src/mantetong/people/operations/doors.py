"""Somebody a door vouches for: found by the door's own name for them, by their proven person, by their number; else made anew."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mantetong.domain.identity import NotAMobileNumber, parse_id_number, parse_mobile
from mantetong.outside.keys import key_ring
from mantetong.people.models import Account, Device, DoorIdentity, InsuredPerson, RealName, RegistryState
from mantetong.people.models.accounts import phone_digest
from mantetong.people.models.doors import OFFICIAL_ACCOUNT, follower_issuer
from mantetong.people.models.persons import id_digest
from mantetong.people.operations.devices import session_store, sign_out
from mantetong.people.operations.real_name import RealNameOutcome, check_real_name


class NotVouchedFor(ValueError):
    """The door sends no real name and ID number, or no telephone for somebody new: they sign in by telephone instead."""

    code = "NOT_VOUCHED_FOR"


class NumberOfAnother(ValueError):
    """The telephone the door names belongs here to somebody else."""

    code = "NUMBER_OF_ANOTHER"


CAME_BY = "people.door.came_by"
"""Where a session keeps the portal it began at: door, issuer, the portal's session and its token."""


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What a door vouches for; `issuer` and `subject` name them there for good."""

    issuer: str
    subject: str
    name: str
    id_number: str
    phone: str
    level: str = ""


def arrive(seen: AtTheDoor, *, at: datetime) -> int:
    """The account of whoever came through a door, its real name proven strongly. Must not be called inside a transaction.

    Raises NotVouchedFor, NumberOfAnother, NotAnIdNumber, TooManyChecks, AlreadyNamed.
    """
    known = _identity(seen)
    if known is not None:
        DoorIdentity.objects.filter(pk=known.pk).update(last_at=at, level=seen.level[:20])
        return known.account_id
    if not (seen.name and seen.id_number and seen.subject):
        raise NotVouchedFor
    account_id = _account(seen, at)
    outcome = check_real_name(account_id=account_id, name=seen.name, id_number=seen.id_number, at=at).outcome
    _bind(seen, account_id, at, is_proven=outcome is RealNameOutcome.CONFIRMED)
    return account_id


def _identity(seen: AtTheDoor) -> DoorIdentity | None:
    found = DoorIdentity.objects.filter(issuer=seen.issuer, subject_digest=_digest(seen), account__is_active=True)
    return found.first()


def _digest(seen: AtTheDoor) -> str:
    return key_ring().digest(f"{seen.issuer} {seen.subject}", purpose="door-subject")


@transaction.atomic
def _account(seen: AtTheDoor, at: datetime) -> int:
    """Theirs by the person the registry has confirmed, else by the telephone, else a new one."""
    number = parse_id_number(seen.id_number)
    person = InsuredPerson.objects.filter(id_digest=id_digest(number.text), registry_state=RegistryState.CONFIRMED).first()
    own = Account.objects.filter(person=person, is_active=True, real_name_level__gt=0) if person else Account.objects.none()
    account = own.order_by("-real_name_at", "-id").first() or _by_phone(seen, id_digest(number.text))
    return account.pk if account else _new(seen, at)


def _by_phone(seen: AtTheDoor, digest: str) -> Account | None:
    account = Account.objects.select_related("person").filter(phone_digest=phone_digest(_phone(seen)), is_active=True).first()
    if account is not None and account.person is not None and account.person.id_digest != digest:
        raise NumberOfAnother
    return account


def _new(seen: AtTheDoor, at: datetime) -> int:
    phone = _phone(seen)
    return Account.objects.create(phone=phone, phone_digest=phone_digest(phone), phone_verified_at=at, created_at=at).pk


def _phone(seen: AtTheDoor) -> str:
    try:
        return parse_mobile(seen.phone)
    except NotAMobileNumber:
        raise NotVouchedFor from None


@transaction.atomic
def _bind(seen: AtTheDoor, account_id: int, at: datetime, *, is_proven: bool) -> None:
    row = {"subject": seen.subject, "account_id": account_id, "level": seen.level[:20], "first_at": at, "last_at": at}
    DoorIdentity.objects.get_or_create(issuer=seen.issuer, subject_digest=_digest(seen), defaults=row)
    if is_proven:
        Account.objects.filter(pk=account_id).update(real_name_level=RealName.STRONG, real_name_at=at)


def leave_by_portal(*, issuer: str, subject: str, portal_session: str, at: datetime) -> int:
    """The portal has ended somebody's session (one, or with `portal_session` empty every): ours that began there end; how many."""
    known = _identity(AtTheDoor(issuer, subject, "", "", ""))
    if known is None:
        return 0
    open_here = Device.objects.filter(account_id=known.account_id, ended_at=None).exclude(session_key="")
    left = [device for device in open_here if _began_at(device.session_key, issuer, portal_session)]
    sign_out(left, at=at)
    return len(left)


def _began_at(session_key: str, issuer: str, portal_session: str) -> bool:
    came = session_store(session_key).get(CAME_BY) or {}
    return came.get("issuer") == issuer and portal_session in ("", came.get("session"))


def follower(*, region: str, openid: str, at: datetime, kind: str = OFFICIAL_ACCOUNT) -> int | None:
    """The account that this follower of a region's official account, or user of its mini-program, is bound to."""
    known = _identity(_as_follower(region, openid, kind))
    if known is not None:
        DoorIdentity.objects.filter(pk=known.pk).update(last_at=at)
    return known.account_id if known else None


@transaction.atomic
def bind_follower(*, account_id: int, region: str, openid: str, at: datetime, kind: str = OFFICIAL_ACCOUNT) -> None:
    """Bind a follower to an account whose real name is proven; somebody's earlier binding at the same place gives way to it."""
    seen = _as_follower(region, openid, kind)
    DoorIdentity.objects.filter(issuer=seen.issuer, account_id=account_id).exclude(subject_digest=_digest(seen)).delete()
    row = {"subject": openid, "account_id": account_id, "first_at": at, "last_at": at}
    DoorIdentity.objects.get_or_create(issuer=seen.issuer, subject_digest=_digest(seen), defaults=row)


def _as_follower(region: str, openid: str, kind: str) -> AtTheDoor:
    return AtTheDoor(follower_issuer(region, kind), openid, "", "", "")
