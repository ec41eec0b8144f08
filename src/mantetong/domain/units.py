"""Units of laboratory values: converted where it is exact and customary, refused everywhere else.

Amount and mass meet through the molar mass of glucose, creatinine and uric acid only; HbA1c through the IFCC master
equation; UACR through creatinine's molar mass. HBV DNA in IU and in copies never meet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from mantetong.domain.criteria.text import folded


@dataclass(frozen=True, slots=True)
class _Unit:
    quantity: str
    factor: Decimal


_TABLE: dict[str, dict[str, str]] = {
    "mass per volume": {"g/l": "1", "mg/l": "1e-3", "ug/l": "1e-6", "ng/ml": "1e-6", "g/dl": "10", "mg/dl": "1e-2", "mg%": "1e-2", "ug/ml": "1e-3"},
    "amount per volume": {"mol/l": "1", "mmol/l": "1e-3", "umol/l": "1e-6", "nmol/l": "1e-9"},
    "count per volume": {
        "10^12/l": "1e12", "10^9/l": "1e9", "10^6/l": "1e6", "10^3/ul": "1e9", "/ul": "1e6", "个/ul": "1e6", "cells/ul": "1e6", "k/ul": "1e9",
    },
    "share": {"%": "1"},
    "mmol per mol": {"mmol/mol": "1"},
    "mass per day": {"g/24h": "1", "mg/24h": "1e-3", "g/24小时": "1", "mg/24小时": "1e-3", "g/d": "1", "mg/d": "1e-3"},
    "mass per mass": {"mg/g": "1", "ug/mg": "1", "mg/gcr": "1", "mg/g*cr": "1", "mg/g.cr": "1", "ug/mgcr": "1"},
    "mass per amount": {"mg/mmol": "1", "g/mol": "1", "mg/mmolcr": "1", "mg/mmol*cr": "1", "mg/mmol.cr": "1"},
    "viral units": {"iu/ml": "1", "iu/l": "1e-3"},
    "viral copies": {"copies/ml": "1", "拷贝/ml": "1"},
    "activity": {"u/l": "1", "iu/l酶": "1"},
    "speed of settling": {"mm/h": "1", "mm/1h": "1", "mm/hr": "1"},
    "clearance": {"ml/min": "1", "ml/min/1.73m2": "1", "ml/(min*1.73m2)": "1", "ml/min*1.73m2": "1", "ml/min.1.73m2": "1", "ml/min/1.73m^2": "1"},
}  # fmt: skip
_UNITS = {name: _Unit(quantity, Decimal(factor)) for quantity, names in _TABLE.items() for name, factor in names.items()}
_MOLAR_MASS = {"GLU": Decimal("180.156"), "GLU2H": Decimal("180.156"), "CR": Decimal("113.12"), "UA": Decimal("168.11")}
_TENS = re.compile(r"^[*x]?10[\^e]?(?=\d)")  # ×10⁹/L folds to *109/l; also 10^9/L, 10E9/L, x10^9/L
_SPELLINGS = str.maketrans({"μ": "u", "µ": "u", "×": "*", "·": "*", "ˆ": "^", "²": "2"})


def _unit_of(printed: str) -> _Unit | None:
    plain = folded(printed).translate(_SPELLINGS)
    return _UNITS.get(_TENS.sub("10^", plain))


def converted(*, value: Decimal, unit: str, into: str, item: str) -> Decimal | None:
    """`value` of the laboratory item `item` in the unit `into`; None when no exact, customary conversion exists."""
    if folded(unit) == folded(into):
        return value
    source, target = _unit_of(unit), _unit_of(into)
    if source is None or target is None:
        return None
    if source.quantity == target.quantity:
        return value * source.factor / target.factor
    return _bridged(value, source, target, item)


def _bridged(value: Decimal, source: _Unit, target: _Unit, item: str) -> Decimal | None:
    """Across two quantities, for the items where medicine does so."""
    base = value * source.factor
    bridge = _BRIDGES.get((source.quantity, target.quantity))
    if bridge is None or item not in bridge.items:
        return None
    return bridge.across(base, item) / target.factor


@dataclass(frozen=True, slots=True)
class _Bridge:
    items: frozenset[str]
    across: Callable[[Decimal, str], Decimal]


_MOLAR = frozenset(_MOLAR_MASS)
_SLOPE, _OFFSET = Decimal("0.09148"), Decimal("2.152")  # NGSP % = 0.09148 × IFCC + 2.152
_BRIDGES = {
    ("mass per volume", "amount per volume"): _Bridge(_MOLAR, lambda base, item: base / _MOLAR_MASS[item]),
    ("amount per volume", "mass per volume"): _Bridge(_MOLAR, lambda base, item: base * _MOLAR_MASS[item]),
    ("mmol per mol", "share"): _Bridge(frozenset({"HBA1C"}), lambda base, _item: base * _SLOPE + _OFFSET),
    ("share", "mmol per mol"): _Bridge(frozenset({"HBA1C"}), lambda base, _item: (base - _OFFSET) / _SLOPE),
    ("mass per amount", "mass per mass"): _Bridge(frozenset({"UACR"}), lambda base, _item: base * 1000 / _MOLAR_MASS["CR"]),
    ("mass per mass", "mass per amount"): _Bridge(frozenset({"UACR"}), lambda base, _item: base * _MOLAR_MASS["CR"] / 1000),
}


def is_known_unit(unit: str) -> bool:
    """True when values in this unit can be compared with others."""
    return _unit_of(unit) is not None
