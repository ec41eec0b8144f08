"""The running balances of a person's year: read for a trial, locked for a settlement. The rows are the lock."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection

from mantetong.domain.payment import Paid, Terms, Used
from mantetong.settlement.models import Balance
from mantetong.settlement.statements import statement

DEDUCTIBLE = "deductible:"
_LOCK = statement("settlement", "lock_balances")
_KEEP = statement("settlement", "keep_balances")


class Overdrawn(RuntimeError):
    """A cap would be overspent, or a balance fall below nought."""

    code = "OVERDRAWN"


class Year:
    """One person's calendar year under one insurance, for one disease and the caps its terms name."""

    def __init__(self, *, person_id: int, region: str, insutype: str, year: int, disease: str) -> None:
        self._key: dict[str, Any] = {"person_id": person_id, "region": region, "insutype": insutype, "year": year}
        self._deductible = DEDUCTIBLE + disease

    def used(self) -> Used:
        """What is used now, without waiting for anybody: good for a trial."""
        return self._read(Balance.objects.filter(**self._key).values_list("name", "used"))

    def locked(self, caps: Iterable[str]) -> Used:
        """What is used, held for this transaction: a second till waits here for the first."""
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, {**self._key, "names": sorted({self._deductible, *caps})})
            return self._read(cursor.fetchall())

    def keep(self, before: Used, after: Used) -> None:
        """Write what changed between two states of the year. Call with the rows locked. Raises Overdrawn."""
        changes = {name: after.caps.get(name, Decimal()) for name in set(before.caps) | set(after.caps)}
        changes[self._deductible] = after.deductible
        was = {**before.caps, self._deductible: before.deductible}
        if min(changes.values()) < 0:
            raise Overdrawn
        changed = {name: figure for name, figure in changes.items() if figure != was.get(name, Decimal())}
        if changed:
            with connection.cursor() as cursor:
                cursor.execute(_KEEP, {**self._key, "names": list(changed), "figures": list(changed.values())})

    def _read(self, rows: Iterable[tuple[str, Decimal]]) -> Used:
        known = dict(rows)
        deductible = known.pop(self._deductible, Decimal("0.00"))
        caps = {name: used for name, used in known.items() if used and not name.startswith(DEDUCTIBLE)}
        return Used(deductible, caps)


def ensure_room(*, paid: Paid, terms: Terms, used: Used) -> None:
    """The figures of an earlier settlement still fit under every cap and the deductible. Raises Overdrawn."""
    if any(used.left(cap) < paid.fund for cap in terms.caps if cap.name in paid.caps):
        raise Overdrawn
    if used.deductible + paid.deductible > max(terms.deductible, paid.deductible):
        raise Overdrawn
