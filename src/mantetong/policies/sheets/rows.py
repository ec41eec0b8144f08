"""From a dated value to the rows of its sheet, and back."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from mantetong.policies.sheets.columns import CRITERIA, DATED, IDENTITY, NO_LONGER, PAYMENT, VALIDITY, Sheet
from mantetong.policies.sheets.criteria_rows import criterion_of, criterion_rows, keeping
from mantetong.policies.sheets.faults import SheetFault, SheetFaulty, one_fault
from mantetong.policies.sheets.listing import Days, Listed, Listing, Raw

_STEP = "›"
_PERIODS = ("months", "review_every_months", "renewal_window_days", "renews_itself", "renewal_proof_months")


def rows_of(listing: Listing, sheet: Sheet) -> Iterator[Raw]:
    """Every row of a sheet, in the order of codes and days."""
    for code, one in listing.items():
        if sheet is IDENTITY:
            yield {**one.identity, "code": code}
            continue
        for day, entry in one.keys.get(sheet.key, {}).items():
            beside = {"code": code, "called": one.identity["name"], "since": day}
            beside |= {name: entry.get(name) for name in ("source", "status", "note")}
            yield from ({**beside, **row} for row in value_rows(sheet, entry["value"]))


def value_rows(sheet: Sheet, value: Any) -> list[Raw]:
    """The cells of one dated value, without the day and the source."""
    if sheet is VALIDITY:
        return [dict(value)]
    if sheet is CRITERIA:
        return list(criterion_rows(value))
    if sheet is PAYMENT:
        return list(_amount_rows(value)) if value is not None else [{"item": NO_LONGER}]
    return [{"value": value}]


def _amount_rows(payment: Raw) -> Iterator[Raw]:
    for item, value in payment.items():
        yield from ({"item": item, "group": _STEP.join(path), "amount": amount} for path, amount in _amounts(value, ()))


def _amounts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(value, dict):
        yield path, value
        return
    for name, part in value.items():
        yield from _amounts(part, (*path, name))


def listing_from(tables: dict[str, list[Raw]], *, old: Listing) -> Listing:
    """What the rows say, `old` being what they were made from. Raises SheetFaulty with every fault."""
    faults: list[SheetFault] = []
    listing = _identities(tables[IDENTITY.title], old, faults)
    for sheet in DATED.values():
        rows = sorted(tables[sheet.title], key=_place)
        for (code, day), found in groupby(rows, key=_place):
            _take(listing, sheet, code, day, list(found), old, faults)
    if faults:
        raise SheetFaulty(tuple(faults))
    return {code: listing[code] for code in sorted(listing)}


def _place(row: Raw) -> tuple[str, str]:
    return row["code"], row["since"]


def _identities(rows: list[Raw], old: Listing, faults: list[SheetFault]) -> Listing:
    listing: Listing = {}
    for row in rows:
        code = row["code"]
        if code in listing:
            faults.append(SheetFault(IDENTITY.title, row["at"], "病种代码", f"{code}只写一行"))
        before = old[code].identity if code in old else {}
        listing[code] = Listed(keeping({name: value for name, value in row.items() if name != "at"}, before))
    return listing


def _take(listing: Listing, sheet: Sheet, code: str, day: str, rows: list[Raw], old: Listing, faults: list[SheetFault]) -> None:
    if code not in listing:
        faults.append(SheetFault(sheet.title, rows[0]["at"], "病种代码", f"“{IDENTITY.title}”表里有的代码，没有{code}"))
        return
    before = old[code].keys.get(sheet.key, {}).get(day, {}) if code in old else {}
    try:
        entry = _entry(sheet, rows, before)
    except SheetFaulty as error:
        faults.extend(SheetFault(sheet.title, fault.row, fault.column, fault.expected) for fault in error.faults)
        return
    days: Days = listing[code].keys.setdefault(sheet.key, {})
    days[day] = entry


def _entry(sheet: Sheet, rows: list[Raw], before: Raw) -> Raw:
    _ensure_said_alike(rows)
    value = _VALUES.get(sheet.key, _single)(rows, before.get("value"))
    said = {name: rows[0].get(name) for name in ("source", "status", "note")}
    kept = {name: before[name] for name in ("certainty", "facts") if name in before}
    return keeping(said, before) | kept | {"value": value}


def _ensure_said_alike(rows: list[Raw]) -> None:
    for row in rows[1:]:
        for name, title in (("source", "来源"), ("status", "性质"), ("note", "备注")):
            if row.get(name) != rows[0].get(name):
                raise one_fault(f"与第{rows[0]['at']}行相同：同一病种、同一天的各行来源一致", row=row["at"], column=title)


def _single(rows: list[Raw], old: Any) -> Any:
    if len(rows) > 1:
        raise one_fault("同一病种、同一天只写一行", row=rows[1]["at"], column="自哪天起")
    value = rows[0].get("value")
    return old if value in (None, []) and old in (None, []) else value


def _validity(rows: list[Raw], old: Any) -> Raw:
    _single(rows, None)
    cells = {name: rows[0].get(name) for name in _PERIODS}
    return {"months": None} | keeping(cells, old or {})


def _payment(rows: list[Raw], old: Any) -> Raw | None:
    if rows[0]["item"] == NO_LONGER and len(rows) == 1:
        return None
    payment: Raw = {}
    for row in rows:
        _put_amount(payment, row)
    return old if payment == old else payment


def _put_amount(payment: Raw, row: Raw) -> None:
    if row["item"] == NO_LONGER:
        raise one_fault(f"“{NO_LONGER}”单独写一行", row=row["at"], column="项目")
    *above, last = (row["item"], *(part.strip() for part in (row.get("group") or "").split(_STEP) if part.strip()))
    place: Any = payment
    for name in above:
        place = place.setdefault(name, {}) if isinstance(place, dict) else None
    if not isinstance(place, dict) or last in place:
        raise one_fault("每个项目和适用范围只写一行，不与上一级同时写", row=row["at"], column="适用（险种›医院级别）")
    place[last] = row.get("amount")


_VALUES: dict[str, Callable[[list[Raw], Any], Any]] = {
    CRITERIA.key: criterion_of,
    VALIDITY.key: _validity,
    PAYMENT.key: _payment,
}
