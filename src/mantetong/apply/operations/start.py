"""Opening a draft: for oneself or for somebody one may act for (NC-14)."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from mantetong.apply.answers import keep_answer, version_of
from mantetong.apply.errors import NotOpenForFiling, PersonMissing
from mantetong.apply.questions.told import record_extras
from mantetong.cases.operations import note_particulars, open_draft
from mantetong.cases.queries import FilingCard, filing_for, filings_of
from mantetong.domain.actor import Actor
from mantetong.domain.outcomes import Kind
from mantetong.domain.policy import RegionPolicy
from mantetong.people.queries import (
    MandateCard,
    chosen_insurance_of,
    insurances_of,
    mandate_for,
    person_of_account,
    phone_of_account,
)


def is_open_for_filing(policy: RegionPolicy) -> bool:
    """Outside the demonstration a region whose list or criteria are sample takes no filing (DESIGN §4)."""
    return bool(settings.MANTETONG_SANDBOX) or not policy.is_sample


@transaction.atomic
def start_filing(
    *,
    by: Actor,
    policy: RegionPolicy,
    person_id: int | None,
    door: str,
    at: datetime,
    extras: Sequence[str] | None = None,
    kind: Kind = Kind.NEW,
) -> str:
    """Open (or find again) the draft for the account's own person or for a ward; its reference.

    `extras` are the optional consents given after being told what is used and why; None leaves that question open. What is known
    from the sign-in and the last filing is filled in. Raises NotOpenForFiling, and PersonMissing when nobody is proven or the
    person is nobody one may act for.
    """
    if not is_open_for_filing(policy):
        raise NotOpenForFiling
    chosen, mandate = _for_whom(by, policy, person_id)
    reference = open_draft(
        by=by,
        person_id=chosen,
        region=policy.code,
        insutype=_insutype(by.known_id, chosen, policy),
        door=door,
        at=at,
        mandate_id=mandate.id if mandate else None,
        kind=kind,
    )
    filing = filing_for(viewer=by, reference=reference, at=at)
    if extras is not None:
        record_extras(account_id=by.known_id, person_id=chosen, extras=extras, at=at)
        keep_answer(filing_id=filing.id, question="told", value=sorted(extras), at=at)
    _fill_in(filing, by=by, at=at)
    return reference


def _for_whom(by: Actor, policy: RegionPolicy, person_id: int | None) -> tuple[int, MandateCard | None]:
    own = person_of_account(by.known_id)
    chosen = person_id or (own.id if own else None)
    if chosen is None:
        raise PersonMissing
    if own and chosen == own.id:
        return chosen, None
    mandate = mandate_for(account_id=by.known_id, person_id=chosen, on=policy.on, kind="NEW")
    if mandate is None:
        raise PersonMissing
    return chosen, mandate


def _insutype(account_id: int, person_id: int, policy: RegionPolicy) -> str:
    """The insurance chosen when the name was proven, else the first active one of the region; empty where there is none."""
    preferred = chosen_insurance_of(account_id)
    rows = [row for row in insurances_of(person_id) if row.region[:4] == policy.code[:4] and row.is_active]
    same = [row.insutype for row in rows if preferred and row.id == preferred.id]
    return next(iter([*same, *(row.insutype for row in rows)]), "")


def _fill_in(filing: FilingCard, *, by: Actor, at: datetime) -> None:
    """Telephone and address as last time, else the number one has signed in with. Nothing that has been answered is touched."""
    last = last_filing(filing, by=by, at=at)
    phone = (last.phone if last else "") or phone_of_account(by.known_id) or ""
    if not phone or version_of(filing_id=filing.id, question="contact"):
        return
    known = {"phone": phone, "address": last.address if last else ""}
    note_particulars(filing_id=filing.id, at=at, **known)
    keep_answer(filing_id=filing.id, question="contact", value=known, at=at)


def last_filing(filing: FilingCard, *, by: Actor, at: datetime) -> FilingCard | None:
    """The newest submitted filing of the same person that `by` may see."""
    visible = filings_of(viewer=by, at=at)
    return next((one for one in visible if one.person_id == filing.person_id and not one.is_draft), None)
