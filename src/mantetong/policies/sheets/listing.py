"""What a region's packs say of its diseases, day by day: the child's value before the parent's, every value with its source."""

from dataclasses import dataclass, field
from typing import Any

from mantetong.policies.packs.keys import Identity
from mantetong.policies.packs.library import Library
from mantetong.policies.packs.plain import as_json, digest_of
from mantetong.policies.packs.yaml_file import YamlFile
from mantetong.policies.sheets.columns import DATED

Raw = dict[str, Any]
Days = dict[str, Raw]
_NAMES = tuple(Identity.__dataclass_fields__)


@dataclass(slots=True)
class Listed:
    """One disease: its names, and by key what is stated from which day, in order of days."""

    identity: Raw
    keys: dict[str, Days] = field(default_factory=dict)


Listing = dict[str, Listed]


def listing_of(library: Library, code: str) -> Listing:
    """The diseases of a pack with those it inherits, in code order. Raises PackFaulty on an unknown parent."""
    chain = library.chain(code)
    codes = sorted({disease for pack in chain for disease in pack.diseases})
    return {one: _listed([pack.diseases[one] for pack in chain if one in pack.diseases]) for one in codes}


def _listed(files: list[YamlFile]) -> Listed:
    """`files` child first."""
    identity = {name: as_json(file.values[name]) for file in reversed(files) for name in _NAMES if name in file.values}
    keys = {key: _days(files, key) for key in DATED}
    return Listed(identity, {key: days for key, days in keys.items() if days})


def _days(files: list[YamlFile], key: str) -> Days:
    days: Days = {}
    for file in reversed(files):
        own = own_days(file, key)
        first = min(own, default="9999")
        days = {day: entry for day, entry in days.items() if day < first} | own
    return dict(sorted(days.items()))


def own_days(file: YamlFile, key: str) -> Days:
    """What one file states of a key, with the file's default source and status."""
    defaults = file.values.get("defaults", {})
    entries = file.values.get(key, {}).get("from", {})
    return {str(day): as_json({**defaults, **entry}) for day, entry in entries.items()}


def digest_of_listing(listing: Listing) -> str:
    """What a workbook remembers of the packs it was made from."""
    return digest_of([[code, one.identity, one.keys] for code, one in listing.items()])
