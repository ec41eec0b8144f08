"""Opening a draft: for oneself or for somebody one may act for (NC-14)."""

from datetime import datetime

from django.conf import settings

from mantetong.apply.errors import NotOpenForFiling, PersonMissing
from mantetong.cases.operations import open_draft
from mantetong.domain.actor import Actor
from mantetong.domain.policy import RegionPolicy
from mantetong.people.queries import chosen_insurance_of, insurances_of, mandate_for, person_of_account


def is_open_for_filing(policy: RegionPolicy) -> bool:
    """Outside the demonstration a region whose list or criteria are sample takes no filing (DESIGN §4)."""
    return bool(settings.MANTETONG_SANDBOX) or not policy.is_sample


def start_filing(*, by: Actor, policy: RegionPolicy, person_id: int | None, door: str, at: datetime) -> str:
    """Open (or find again) the draft for the account's own person or for a ward; its reference.

    Raises NotOpenForFiling, and PersonMissing when nobody is proven or the person is nobody one may act for.
    """
    if not is_open_for_filing(policy):
        raise NotOpenForFiling
    assert by.account_id is not None  # noqa: S101  the page is for citizens
    own = person_of_account(by.account_id)
    chosen = person_id or (own.id if own else None)
    if chosen is None:
        raise PersonMissing
    mandate = None if own and chosen == own.id else mandate_for(account_id=by.account_id, person_id=chosen, on=policy.on)
    if mandate is None and not (own and chosen == own.id):
        raise PersonMissing
    rows = [row for row in insurances_of(chosen) if row.region[:4] == policy.code[:4] and row.is_active]
    insutype = rows[0].insutype if rows else ""
    return open_draft(
        by=by,
        person_id=chosen,
        region=policy.code,
        insutype=insutype,
        door=door,
        at=at,
        mandate_id=mandate.id if mandate else None,
    )


def _insutype(account_id: int, person_id: int, policy: RegionPolicy) -> str:
    """The insurance chosen when the name was proven, else the first active one of the region; empty where there is none."""
    preferred = chosen_insurance_of(account_id)
    rows = [row for row in insurances_of(person_id) if row.region[:4] == policy.code[:4] and row.is_active]
    same = [row.insutype for row in rows if preferred and row.id == preferred.id]
    return next(iter([*same, *(row.insutype for row in rows)]), "")
