"""The passkeys of a member of staff."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator


@dataclass(frozen=True, slots=True)
class PasskeyCard:
    """One key by the name its owner gave it."""

    id: int
    name: str
    added_at: datetime
    last_used_at: datetime | None


def passkeys_of(account_id: int) -> tuple[PasskeyCard, ...]:
    """Oldest first."""
    rows = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return tuple(PasskeyCard(row.pk, str(row.data.get("name", "")), row.created_at, row.last_used_at) for row in rows)
