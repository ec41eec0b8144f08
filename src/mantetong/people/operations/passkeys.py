"""通行密钥: a key kept by a device or a security stick, shown instead of a code at the desk. The code stays possible beside it.

What is asked of the browser and what it answers is the W3C's WebAuthn in JSON; the open question lies in the session of the request.
"""

import json
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError

from mantetong.people.models import Account
from mantetong.people.operations.desk import PER_ACCOUNT, SignInRefused
from mantetong.people.operations.limits import busy_until, note_attempt

MOST = 10
_NOT_A_KEY = (ValidationError, InvalidSignature, ValueError, KeyError, TypeError, AttributeError)


class PasskeyRefused(PermissionError):
    """What the browser answered is not the key asked for, or answers another question."""

    code = "PASSKEY_REFUSED"


class TooManyPasskeys(ValueError):
    """Somebody holds as many as are allowed."""

    code = "TOO_MANY_PASSKEYS"


class NoSuchPasskey(LookupError):
    """Nobody's, or somebody else's."""

    code = "NO_SUCH_PASSKEY"


def ask_for_new_passkey(*, account_id: int) -> dict[str, Any]:
    """What a browser needs to make one; kept in the session until it answers."""
    options: dict[str, Any] = auth.begin_registration(Account.objects.get(pk=account_id), passwordless=False)
    return options


def keep_passkey(*, account_id: int, name: str, answer: str) -> int:
    """Keep the key a browser made, under a name its owner knows it by; its id. Raises PasskeyRefused, TooManyPasskeys."""
    if Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.WEBAUTHN).count() >= MOST:
        raise TooManyPasskeys
    credential = _read(answer)
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except _NOT_A_KEY as error:
        raise PasskeyRefused from error
    return int(auth.WebAuthn.add(Account.objects.get(pk=account_id), name, credential).instance.pk)


def ask_for_passkey(*, account_id: int) -> dict[str, Any] | None:
    """What a browser needs to show one; None where this account has none."""
    if not Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.WEBAUTHN).exists():
        return None
    options: dict[str, Any] = auth.begin_authentication(Account.objects.get(pk=account_id))
    return options


def check_passkey(*, account_id: int, answer: str, at: datetime) -> Authenticator:
    """The key that answered; wrong answers count like wrong codes. Raises PasskeyRefused, SignInRefused."""
    if busy_until(kind="DESK_TOTP", key=str(account_id), limits=PER_ACCOUNT, at=at):
        raise SignInRefused("TOO_MANY")
    try:
        authenticator: Authenticator = auth.complete_authentication(Account.objects.get(pk=account_id), _read(answer))
    except (*_NOT_A_KEY, PasskeyRefused) as error:
        note_attempt(kind="DESK_TOTP", key=str(account_id), at=at)
        raise PasskeyRefused from error
    return authenticator


def remove_passkey(*, account_id: int, passkey_id: int) -> None:
    """It opens nothing from now on. Raises NoSuchPasskey."""
    mine = Authenticator.objects.filter(pk=passkey_id, user_id=account_id, type=Authenticator.Type.WEBAUTHN)
    if not mine.delete()[0]:
        raise NoSuchPasskey


def _read(answer: str) -> dict[str, Any]:
    try:
        credential = json.loads(answer)
    except ValueError as error:
        raise PasskeyRefused from error
    if not isinstance(credential, dict):
        raise PasskeyRefused
    return credential
