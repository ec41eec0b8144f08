"""Where somebody signs in, and what a session may open there.

A code by telephone shows that somebody holds a number, not who they are, and numbers are given out again. So a code alone opens
drafts; what has been submitted opens where the name and the ID number were given, and has to be opened anew on another device,
after 90 days of silence or after a change of number.
"""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from mantetong.domain.identity import parse_id_number
from mantetong.outside.keys import key_ring
from mantetong.people.models import Account, Device, Mandate
from mantetong.people.models.persons import id_digest
from mantetong.people.operations.limits import Limit, busy_until, note_attempt
from mantetong.people.operations.names import TooManyChecks, same_name

IDLE = timedelta(days=90)  # a number given back is given out again after about three months
PER_ACCOUNT = (Limit(10, timedelta(hours=1)),)


class Standing(StrEnum):
    """What a session opens: everything of the account, its drafts, or nothing until the name is given."""

    FULL = "FULL"
    DRAFTS = "DRAFTS"
    NOTHING = "NOTHING"


class IdentityDiffers(PermissionError):
    """Not the name and number this account is registered under."""

    code = "IDENTITY_DIFFERS"


def new_device_token() -> str:
    """What a browser is known by: 128 bits, kept in its cookie."""
    return secrets.token_hex(16)


def token_digest(token: str) -> str:
    """What a cookie is searched by."""
    return key_ring().digest(token, purpose="device")


@transaction.atomic
def open_on_device(*, account_id: int, token: str, label: str, session_key: str, at: datetime) -> Standing:
    """Write down a sign-in on a device and give what its session may open."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    device = account.devices.filter(token_digest=token_digest(token), ended_at=None).first()
    standing = _standing(account, device, at)
    device = device or Device(account=account, token_digest=token_digest(token), first_at=at)
    _end_session(device.session_key if device.session_key != session_key else "")
    device.label, device.session_key, device.last_at = label[:60], session_key, at
    device.save()
    account.seen_at = at
    account.save(update_fields=["seen_at"])
    return standing


def _standing(account: Account, device: Device | None, at: datetime) -> Standing:
    if account.person_id is None and not Mandate.objects.standing().filter(account=account).exists():
        return Standing.FULL  # nothing of anybody's yet
    if at - (account.seen_at or account.created_at) > IDLE:
        return Standing.NOTHING
    return Standing.FULL if device is not None and _is_proven(account, device, at) else Standing.DRAFTS


def _is_proven(account: Account, device: Device, at: datetime) -> bool:
    if device.proven_at is None or at - device.last_at > IDLE:
        return False
    return account.phone_changed_at is None or device.proven_at > account.phone_changed_at


def prove_here(*, account_id: int, token: str, at: datetime) -> None:
    """The name and number of this account were given on this device."""
    Device.objects.filter(account_id=account_id, token_digest=token_digest(token), ended_at=None).update(proven_at=at)


def confirm_identity(*, account_id: int, token: str, name: str, id_number: str, at: datetime) -> None:
    """Open everything of the account on this device to whoever knows its name and number.

    Raises NotAnIdNumber, IdentityDiffers, TooManyChecks. Nobody is asked outside: it works when the registry is away.
    """
    number = parse_id_number(id_number)
    if busy_until(kind="CONFIRM", key=str(account_id), limits=PER_ACCOUNT, at=at):
        raise TooManyChecks
    note_attempt(kind="CONFIRM", key=str(account_id), at=at)
    person = Account.objects.select_related("person").get(pk=account_id).person
    if person is None or person.id_digest != id_digest(number.text) or not same_name(person.name, name):
        raise IdentityDiffers
    prove_here(account_id=account_id, token=token, at=at)


@transaction.atomic
def hand_over_number(*, account_id: int, at: datetime) -> int:
    """The number belongs to somebody else now: its former account keeps everything but the number, the newcomer begins afresh.

    The id of the new account. What the former owner has filed opens to them again under a new number and their name.
    """
    old = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    phone, digest = old.phone, old.phone_digest
    release_number(account=old, at=at)
    return Account.objects.create(phone=phone, phone_digest=digest, phone_verified_at=at, created_at=at).pk


def release_number(*, account: Account, at: datetime) -> None:
    """Take the number off an account and end its sessions. Call inside a transaction."""
    account.phone, account.phone_digest, account.phone_left_at = None, None, at
    account.save(update_fields=["phone", "phone_digest", "phone_left_at"])
    end_devices(account_id=account.pk, at=at)


def end_device(*, account_id: int, device_id: int, at: datetime) -> None:
    """Sign out on one device; signing in there again asks for the name. A second time changes nothing."""
    _end(list(Device.objects.filter(pk=device_id, account_id=account_id, ended_at=None)), at)


def end_devices(*, account_id: int, at: datetime, but: str = "") -> None:
    """Sign out everywhere, except on the device with the cookie `but`."""
    devices = Device.objects.filter(account_id=account_id, ended_at=None)
    _end(list(devices.exclude(token_digest=token_digest(but)) if but else devices), at)


def _end(devices: list[Device], at: datetime) -> None:
    for device in devices:
        _end_session(device.session_key)
        device.ended_at, device.session_key = at, ""
        device.save(update_fields=["ended_at", "session_key"])


def sign_out(devices: list[Device], *, at: datetime) -> None:
    """End the sessions there; the devices stay known."""
    for device in devices:
        _end_session(device.session_key)
        device.session_key, device.last_at = "", at
        device.save(update_fields=["session_key", "last_at"])


def session_store(session_key: str) -> SessionBase:
    """What a session keeps."""
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return store


def _end_session(session_key: str) -> None:
    if session_key:
        session_store(session_key).delete()
