"""Looks and consents."""

from datetime import datetime

from mantetong.domain.actor import Actor
from mantetong.people.models import Consent, Look


def note_look(*, by: Actor, kind: str, reference: str, why: str, at: datetime, person_id: int | None = None) -> None:
    """Write down that `by` looked at something of a person: what kind, which one, under which assignment or for which purpose.

    Citizens looking at their own are not noted. Raises ValueError without a reason: nobody looks without one.
    """
    if by.account_id is None or not by.is_staff:
        return
    if not why.strip():
        raise ValueError("a look needs its assignment or purpose")
    role = next(role for role in sorted(by.roles))
    Look.objects.create(
        account_id=by.account_id,
        role=role,
        region=by.region or "",
        person_id=person_id,
        kind=kind,
        reference=reference,
        why=why,
        at=at,
    )


def forget_old_looks(*, before: datetime) -> int:
    """Delete looks from before the days an operator keeps them (MANTETONG_LOG_DAYS); how many."""
    return Look.objects.filter(at__lt=before).delete()[0]


def give_consent(*, account_id: int, what: str, version: str, at: datetime, person_id: int | None = None) -> int:
    """Agree to something in the words of one version; the same version again is the same consent, a newer one replaces it. Its id."""
    running = Consent.objects.filter(account_id=account_id, person_id=person_id, what=what, withdrawn_at=None)
    same = running.filter(version=version).first()
    if same:
        return same.pk
    running.update(withdrawn_at=at)
    return Consent.objects.create(account_id=account_id, person_id=person_id, what=what, version=version, given_at=at).pk


def withdraw_consent(*, account_id: int, what: str, at: datetime, person_id: int | None = None) -> None:
    """Take back a consent; what was done under it stays lawful."""
    Consent.objects.filter(account_id=account_id, person_id=person_id, what=what, withdrawn_at=None).update(withdrawn_at=at)
