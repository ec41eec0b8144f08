"""Plain JSON values: what a pack file becomes before it is checked, stored and hashed."""

import hashlib
import json
from datetime import date
from typing import Any


def as_json(value: Any) -> Any:
    """The same value with days written as text."""
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def canonical(value: Any) -> str:
    """The one way a value is written for hashing: sorted keys, no blanks, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written(value: Any) -> str:
    """A value as it is stored: keys in the order an official wrote them."""
    return json.dumps(value, ensure_ascii=False)


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
