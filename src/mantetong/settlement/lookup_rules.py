"""What a region's pack asks of a look-up, in plain values: read by the bare path, which knows no packs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

_PREFECTURE = 4


class LookUpRule(NamedTuple):
    """`certificate_hours` 0 asks for no 1101; `sensitive` are the diseases told to entitled institutions only."""

    certificate_hours: int = 24
    last_known_minutes: int = 0
    sensitive: frozenset[str] = frozenset()


STRICT = LookUpRule()
"""Where no pack says otherwise."""


def by_prefecture(rows: Iterable[Sequence[Any]]) -> Mapping[str, LookUpRule]:
    """Rows of rules.sql, by the first four digits."""
    return {region[:_PREFECTURE]: LookUpRule(hours, minutes, frozenset(codes)) for region, hours, minutes, codes in rows}
