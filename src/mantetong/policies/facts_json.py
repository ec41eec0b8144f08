"""Fact sheets and findings as plain JSON, the way `cases` stores them and replay reads them."""

from typing import Any

import msgspec

from mantetong.domain.criteria.answers import Finding
from mantetong.domain.criteria.facts import FactSheet


def fact_sheet_json(sheet: FactSheet) -> dict[str, Any]:
    """The sheet as JSON values, days in ISO form."""
    return msgspec.to_builtins(sheet)  # type: ignore[no-any-return]


def fact_sheet_of(stored: dict[str, Any]) -> FactSheet:
    """The sheet of stored JSON. Raises msgspec.ValidationError."""
    return msgspec.convert(stored, FactSheet)


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding with its parts as JSON values."""
    return msgspec.to_builtins(finding)  # type: ignore[no-any-return]


def finding_of(stored: dict[str, Any]) -> Finding:
    """The finding of stored JSON. Raises msgspec.ValidationError."""
    return msgspec.convert(stored, Finding)
