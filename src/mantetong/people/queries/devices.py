"""Where somebody is signed in, as they see it."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.outside.keys import key_ring
from mantetong.people.models import Device


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One device: what kind, since when, last sign-in, whether it is this one and whether it opens submitted cases."""

    id: int
    label: str
    first_at: datetime
    last_at: datetime
    is_here: bool
    is_proven: bool


def devices_of(*, account_id: int, token: str) -> tuple[DeviceLine, ...]:
    """The devices of an account that are not signed out for good, the last used first. `token` is this browser's cookie."""
    here = key_ring().digest(token, purpose="device")
    rows = Device.objects.filter(account_id=account_id, ended_at=None).order_by("-last_at", "-id")
    return tuple(
        DeviceLine(row.pk, row.label, row.first_at, row.last_at, row.token_digest == here, row.proven_at is not None)
        for row in rows
    )
