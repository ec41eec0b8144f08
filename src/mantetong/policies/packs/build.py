"""From a resolved policy's plain JSON to the frozen `RegionPolicy` that the house works with."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import msgspec

from mantetong.domain.policy import DiseasePolicy, RegionPolicy, Stated, Status
from mantetong.policies.packs.criteria import build_criterion
from mantetong.policies.packs.keys import CRITERIA, DISEASE_KEYS, REGION_KEYS, STATEMENT, Identity, Key

Raw = Mapping[str, Any]


def build_policy(content: Raw, *, on: date, digest: str) -> RegionPolicy:
    """The policy of a resolved content, as of the day `on`. Raises msgspec.ValidationError."""
    values = {name: _built(content["keys"].get(name), key) for name, key in REGION_KEYS.items()}
    diseases = {code: _disease(raw) for code, raw in content["diseases"].items()}
    return RegionPolicy(
        code=content["code"],
        name=content["name"],
        province=content["province"],
        on=on,
        digest=digest,
        diseases=diseases,
        sources=tuple(content["sources"]),
        **values,
    )


def _built(statement: Raw | None, key: Key) -> Any:
    if statement is None or statement["value"] is None:
        return () if key.items else None
    if key.items:
        return tuple(_item(item, statement, key) for item in statement["value"])
    return stated(statement, msgspec.convert(statement["value"], key.type))


def stated(statement: Raw, value: Any) -> Stated[Any]:
    """A value with the words of its statement around it."""
    return Stated(
        value=value,
        since=date.fromisoformat(statement["since"]),
        source=statement["source"],
        status=Status(statement["status"]),
        facts=tuple(statement.get("facts", ())),
        hedged=statement.get("certainty") == "hedged",
        note=statement.get("note", ""),
    )


def _item(item: Raw, statement: Raw, key: Key) -> Stated[Any]:
    """One of a list: what it does not say of itself, the list's statement says. Facts and notes are never inherited."""
    inherited = {name: statement[name] for name in ("since", "source", "status")}
    own = {name: item[name] for name in STATEMENT if name in item}
    return stated({**inherited, **own}, _item_value(item, key))


def _item_value(item: Raw, key: Key) -> Any:
    if not is_dataclass(key.type):
        return msgspec.convert(item["text"], key.type)
    names = {field.name for field in fields(key.type)}
    return msgspec.convert({name: value for name, value in item.items() if name in names}, key.type)


def _disease(raw: Raw) -> DiseasePolicy:
    identity = msgspec.convert(raw["identity"], Identity)
    keys = raw["keys"]
    values = {name: _built(keys.get(name), key) for name, key in DISEASE_KEYS.items() if name not in (CRITERIA, "excludes")}
    criteria = keys[CRITERIA]
    excludes = keys.get("excludes", {}).get("value") or ()
    return DiseasePolicy(
        **{field.name: getattr(identity, field.name) for field in fields(Identity)},
        criteria=stated(criteria, build_criterion(criteria["value"], source=criteria["source"])),
        excludes=tuple(excludes),
        **values,
    )
