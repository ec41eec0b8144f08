"""Sharing out the work: the next case, handing a filing to a colleague, and everything of somebody who is away."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import BigIntegerField, F, Func, Value

from mantetong.cases.errors import CaseHasMoved, JudgedBefore
from mantetong.cases.models import Claim, Filing
from mantetong.cases.operations.following import ensure_other_hands
from mantetong.cases.operations.ledger import write_ledger
from mantetong.cases.operations.work import take_claim
from mantetong.cases.queries.turn import next_filings
from mantetong.domain.actor import Actor, NotYoursToTake, ensure_holds
from mantetong.domain.roles import Role
from mantetong.people.queries import is_kin_or_self, staff_in
from mantetong.web.clock import day_of

_WORKING = frozenset({Role.REVIEWER, Role.SUPERVISOR})


@transaction.atomic
def claim_next(*, by: Actor, at: datetime, besides: int | None = None) -> str | None:
    """Take the most urgent filing this person may judge and nobody holds; its reference, None when there is none.

    Two who ask at once get different ones: a row that somebody is taking is stepped over, not waited for. Raises NotYoursToTake.
    """
    role = ensure_holds(by, _WORKING)
    for filing in _free(next_filings(viewer=by, besides=besides)):
        if _may_judge(filing, by):
            take_claim(filing, by=by, role=role, at=at)
            return filing.reference
    return None


def _free(filing_ids: tuple[int, ...]) -> Iterator[Filing]:
    while (filing := _first_not_being_taken(filing_ids)) is not None:
        if not Claim.objects.filter(filing=filing, released_at=None).exists():
            yield filing
        filing_ids = filing_ids[filing_ids.index(filing.pk) + 1 :]


def _first_not_being_taken(filing_ids: tuple[int, ...]) -> Filing | None:
    """Locked in one question, however many others are being taken in this moment."""
    line = Value(list(filing_ids), output_field=ArrayField(BigIntegerField()))
    place = Func(line, F("pk"), function="array_position", output_field=BigIntegerField())
    return Filing.objects.select_for_update(skip_locked=True).filter(pk__in=filing_ids).order_by(place).first()


def _may_judge(filing: Filing, by: Actor) -> bool:
    if is_kin_or_self(account_id=by.account_id, person_id=filing.person_id):
        return False
    try:
        ensure_other_hands(filing_id=filing.pk, kind=filing.kind, by=by, role=Role.REVIEWER)
    except JudgedBefore:
        return False
    return True


@transaction.atomic
def reassign_filing(*, filing_id: int, to: int, seen_holder: int | None, by: Actor, at: datetime) -> None:
    """A supervisor gives a filing to a colleague of the region, from whoever was seen to hold it (None: nobody).

    Raises CaseHasMoved when somebody else holds it by now, JudgedBefore, NotYoursToTake (also when `to` does not work here).
    """
    role = ensure_holds(by, frozenset({Role.SUPERVISOR}))
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    claim = Claim.objects.select_for_update().filter(filing=filing, released_at=None).first()
    if (claim.account_id if claim else None) != seen_holder:
        raise CaseHasMoved
    _give(filing=filing, claim=claim, to=_colleague(to, region=filing.region, at=at), by=by, role=role, at=at)


@transaction.atomic
def hand_over(*, away: int, to: int | None, by: Actor, at: datetime) -> int:
    """Everything somebody holds goes to a colleague (`to`) or back on the list (None), before a leave or an absence; how many filings.

    One may hand over one's own; a supervisor anybody's of the region. What may not go to that colleague goes back on the list.
    """
    role = ensure_holds(by, _WORKING if by.account_id == away else frozenset({Role.SUPERVISOR}))
    held = Claim.objects.filter(account_id=away, released_at=None, filing__region=by.region).order_by("filing_id")
    filings = list(held.values_list("filing_id", flat=True))
    colleague = _colleague(to, region=by.region or "", at=at) if to is not None else None
    for filing_id in filings:
        filing = Filing.objects.select_for_update().get(pk=filing_id)
        claim = Claim.objects.select_for_update().filter(filing=filing, account_id=away, released_at=None).first()
        if claim is not None:
            takes = colleague if colleague and _may_judge(filing, colleague) else None
            _give(filing=filing, claim=claim, to=takes, by=by, role=role, at=at)
    return len(filings)


def _colleague(account_id: int, *, region: str, at: datetime) -> Actor:
    roles = {
        role for role in _WORKING for one in staff_in(region=region, role=role, on=day_of(at)) if one.account_id == account_id
    }
    if not roles:
        raise NotYoursToTake(_WORKING)
    return Actor(account_id, frozenset(roles), region)


def _give(*, filing: Filing, claim: Claim | None, to: Actor | None, by: Actor, role: Role, at: datetime) -> None:
    if claim is not None:
        Claim.objects.filter(pk=claim.pk).update(released_at=at)
    if to is not None:
        if not _may_judge(filing, to):
            raise JudgedBefore
        Claim.objects.create(filing=filing, account_id=to.known_id, at=at)
    was, now = (claim.account_id if claim else None), (to.account_id if to else None)
    write_ledger(filing=filing, action="REASSIGN", by=by, role=role, at=at, was=was, to=now)
