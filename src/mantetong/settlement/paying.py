"""Settlement 结算 and its reversal: figures from the pack's rule, balances under lock, one standing bill per batch."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from mantetong.domain.payment import Charge, Paid, Terms, settle
from mantetong.outside.envelope import SHANGHAI
from mantetong.settlement.balances import Overdrawn, Year, ensure_room
from mantetong.settlement.codes import Infcode
from mantetong.settlement.entitlement import Entitled
from mantetong.settlement.inserting import insert
from mantetong.settlement.models import Bill, Visit
from mantetong.settlement.refusals import Refused
from mantetong.web.clock import day_of


@dataclass(frozen=True, slots=True)
class Trial:
    """Figures and what they were reckoned for."""

    entitled: Entitled
    paid: Paid


def new_number(at: datetime) -> str:
    """A number for visits, bills and records that nobody can guess: yyyyMMdd and sixteen random digits."""
    return f"{at.astimezone(SHANGHAI):%Y%m%d}{secrets.randbelow(10**16):016d}"


def reckon(*, entitled: Entitled, charges: Sequence[Charge]) -> Trial:
    """What fund and person would pay now. Nothing is kept."""
    return Trial(entitled, settle(charges=charges, terms=entitled.terms, used=_year(entitled).used()))


@transaction.atomic(savepoint=False)  # whoever calls has one: each costs two turns to the database, and a settlement is hot
def pay(*, entitled: Entitled, charges: Sequence[Charge], visit: Visit, batch: str, invoice: str = "") -> tuple[Trial, Bill]:
    """Settle and keep the bill, with the year's balances locked. Raises Refused when the batch has a standing bill."""
    year = _year(entitled)
    used = year.locked(cap.name for cap in entitled.terms.caps)
    paid = settle(charges=charges, terms=entitled.terms, used=used)
    year.keep(used, used.after(paid))
    bill = _bill(entitled, paid, visit, batch, invoice)
    try:
        with transaction.atomic(savepoint=False):
            insert(bill)
    except IntegrityError as error:
        raise Refused(Infcode.ALREADY_SETTLED) from error
    return Trial(entitled, paid), bill


@transaction.atomic
def take_back(*, bill: Bill, at: datetime) -> Bill:
    """Reverse a bill once: the year is as if it had never been, to the cent. Raises Refused when it is reversed already."""
    visit = bill.visit
    year = Year(
        person_id=visit.person_id, region=bill.region, insutype=visit.insutype, year=bill.year, disease=visit.disease_code
    )
    used = year.locked(bill.caps)
    held = Bill.objects.select_for_update().get(pk=bill.pk)  # always after the balances: one order of locks
    if held.reversed_at is not None:
        raise Refused(Infcode.ALREADY_REVERSED)
    year.keep(used, used.before(paid_of(held)))
    held.reversed_at = at
    held.save(update_fields=["reversed_at"])
    return held


@transaction.atomic
def restore(*, bill: Bill, terms: Terms) -> Bill:
    """Undo a reversal (2601 of 2103 or 2208) as long as the caps still have room. Raises Refused."""
    visit = bill.visit
    year = Year(
        person_id=visit.person_id, region=bill.region, insutype=visit.insutype, year=bill.year, disease=visit.disease_code
    )
    used = year.locked({*bill.caps, *(cap.name for cap in terms.caps)})
    held = Bill.objects.select_for_update().get(pk=bill.pk)
    paid = paid_of(held)
    if held.reversed_at is None:
        raise Refused(Infcode.ALREADY_REVERSED)
    try:
        ensure_room(paid=paid, terms=terms, used=used)
        year.keep(used, used.after(paid))
        held.reversed_at = None
        with transaction.atomic():
            held.save(update_fields=["reversed_at"])
    except (Overdrawn, IntegrityError) as error:  # the batch was settled again meanwhile, or the caps are spent
        raise Refused(Infcode.CANNOT_RESTORE) from error
    return held


def paid_of(bill: Bill) -> Paid:
    """The figures of a bill."""
    return Paid(
        total=bill.total,
        own=bill.own,
        over_limit=bill.over_limit,
        own_first=bill.own_first,
        in_scope=bill.in_scope,
        deductible=bill.deductible,
        ratio=bill.ratio,
        fund=bill.fund,
        over_cap=bill.over_cap,
        caps=tuple(bill.caps),
    )


def ensure_total(*, charges: Sequence[Charge], given: Decimal, name: str) -> None:
    """The total of the message is the sum of its lines. Raises Refused."""
    ensure_same(name=name, given=given, expected=sum((charge.amount for charge in charges), Decimal("0.00")))


def ensure_same(*, name: str, given: Decimal, expected: Decimal) -> None:
    """A stated amount is what it must be. Raises Refused naming both."""
    if given != expected:
        raise Refused(Infcode.AMOUNT_DIFFERS, name=name, expected=expected, given=given)


def _year(entitled: Entitled) -> Year:
    return Year(
        person_id=entitled.person.id,
        region=entitled.region,
        insutype=entitled.insurance.insutype,
        year=day_of(entitled.at).year,
        disease=entitled.recognition.disease_code,
    )


def _bill(entitled: Entitled, paid: Paid, visit: Visit, batch: str, invoice: str) -> Bill:
    return Bill(
        setl_id=new_number(entitled.at),
        visit=visit,
        batch=batch,
        region=entitled.region,
        year=day_of(entitled.at).year,
        settled_at=entitled.at,
        invoice=invoice,
        total=paid.total,
        own=paid.own,
        over_limit=paid.over_limit,
        own_first=paid.own_first,
        in_scope=paid.in_scope,
        deductible=paid.deductible,
        ratio=paid.ratio,
        fund=paid.fund,
        over_cap=paid.over_cap,
        caps=list(paid.caps),
        rule_digest=entitled.digest,
    )
