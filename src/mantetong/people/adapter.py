"""How django-allauth meets our accounts: the stages of signing in, where one lands, how second-factor secrets are kept.

Both doors end in allauth's `perform_login`; none of its own pages is mounted.
"""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from mantetong.outside.keys import key_ring

_PURPOSE = "second-factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Accounts are made by a first code or by the agency, never by a sign-up page."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody registers; see `operations.use_login_code` and `make_staff`."""
        return False

    def get_login_stages(self) -> list[str]:
        """The one stage after proof of identity: the desk's second factor."""
        return ["mantetong.people.stages.SecondFactorStage"]

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Our pages say what happened; allauth's English messages are not wanted."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # untyped library
    """TOTP secrets are sealed with the installation's keys."""

    def encrypt(self, text: str) -> str:
        """Sealed and printable."""
        return base64.b64encode(key_ring().seal(text.encode(), purpose=_PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises CannotOpen."""
        return key_ring().open(base64.b64decode(encrypted_text), purpose=_PURPOSE).decode()
