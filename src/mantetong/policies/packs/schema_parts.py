"""What every schema of a pack is made of: days, the words beside a value, and shapes taken from the domain's types."""

import re
from datetime import date
from typing import Any

from jsonschema import FormatChecker

from mantetong.domain.policy import Status
from mantetong.policies.packs.bounds import decimal_schema

Schema = dict[str, Any]
DAY = r"^\d{4}-\d{2}-\d{2}$"
DAY_SCHEMA: Schema = {"type": "string", "format": "date", "pattern": DAY}
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date", raises=ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or (re.fullmatch(DAY, value) is not None and bool(date.fromisoformat(value)))


STATEMENT: Schema = {
    "source": {"type": "string", "minLength": 2, "description": "Where the value stands."},
    "status": {"enum": [status.value for status in Status]},
    "certainty": {"enum": ["hedged"], "description": "The source says 通常, 一般, 可能 or 部分."},
    "note": {"type": "string"},
    "facts": {"type": "array", "items": {"type": "string"}, "description": "Ids of the facts this value carries."},
}


def tidied(schema: Any) -> Any:
    """Msgspec's schema made strict: no unknown keys, no titles, decimals written as numbers."""
    if isinstance(schema, list):
        return [tidied(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "decimal":
        return decimal_schema()
    tidy = {key: tidied(value) for key, value in schema.items() if key not in ("title", "default", "properties")}
    if "properties" in schema:
        tidy["properties"] = {name: tidied(value) for name, value in schema["properties"].items()}
        tidy["additionalProperties"] = False
    return tidy
