"""What holds in a region on a day: the newest value not after it, the child's before the parent's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mantetong.policies.packs.keys import DISEASE_KEYS, REGION_KEYS, STATEMENT, Identity, Key
from mantetong.policies.packs.library import Library, Pack
from mantetong.policies.packs.plain import as_json, digest_of
from mantetong.policies.packs.yaml_file import YamlFile

Raw = dict[str, Any]
_IDENTITY = tuple(Identity.__dataclass_fields__)


class NoPolicyThen(LookupError):
    """The region has no complete policy on that day: its values begin later."""

    code = "NO_POLICY_THEN"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The plain JSON of a region's policy from `since` until the next change, and its digest."""

    region: str
    since: date
    content: Raw
    digest: str


def _entry_on(file: YamlFile, key: str, on: date) -> tuple[date, Raw] | None:
    """The newest entry of a key that is not after `on`."""
    periods: Mapping[str, Raw] = file.values.get(key, {}).get("from", {})
    days = [day for text in periods if (day := date.fromisoformat(text)) <= on]
    return (max(days), periods[max(days).isoformat()]) if days else None


def _statement(file: YamlFile, since: date, entry: Raw) -> Raw:
    """An entry with its date, and the file's default source and status where it names none."""
    defaults = file.values.get("defaults", {})
    named = {name: entry[name] for name in STATEMENT if name in entry}
    return as_json({**defaults, **named, "since": since, "value": entry["value"]})  # type: ignore[no-any-return]


def _keys_on(files: list[YamlFile], keys: Mapping[str, Key], on: date) -> Raw:
    """Every key that has a value; `files` child first. A null in the child ends the key, the parent's is not looked at."""
    resolved: Raw = {}
    for key in keys:
        for file in files:
            found = _entry_on(file, key, on)
            if found is None:
                continue
            resolved[key] = _statement(file, *found)
            break
    return resolved


def _diseases_on(chain: tuple[Pack, ...], on: date) -> Raw:
    codes = sorted({code for pack in chain for code in pack.diseases})
    diseases: Raw = {}
    for code in codes:
        files = [pack.diseases[code] for pack in chain if code in pack.diseases]
        keys = _keys_on(files, DISEASE_KEYS, on)
        if keys.get("listed", {}).get("value"):
            identity = {name: file.values[name] for file in reversed(files) for name in _IDENTITY if name in file.values}
            diseases[code] = {"identity": identity, "keys": keys}
    return diseases


def _content_on(chain: tuple[Pack, ...], on: date) -> Raw:
    region = chain[0].region.values
    return {
        "code": region["code"],
        "name": region["name"],
        "province": region.get("province", ""),
        "sources": region.get("sources", []),
        "keys": _keys_on([pack.region for pack in chain], REGION_KEYS, on),
        "diseases": _diseases_on(chain, on),
    }


def _days_of(file: YamlFile) -> Iterator[date]:
    for value in file.values.values():
        if isinstance(value, dict):
            yield from (date.fromisoformat(text) for text in value.get("from", {}))


def days_of_change(chain: tuple[Pack, ...]) -> list[date]:
    """Every day on which some value of the chain begins, in order."""
    files = (file for pack in chain for file in (pack.region, *pack.diseases.values()))
    return sorted({day for file in files for day in _days_of(file)})


def _is_complete(content: Raw) -> bool:
    return all(key in content["keys"] for key, spec in REGION_KEYS.items() if not spec.optional)


def resolve_region(library: Library, code: str) -> tuple[Resolved, ...]:
    """Every distinct policy of a region, oldest first; days before the first complete one have none."""
    chain = library.chain(code)
    found: list[Resolved] = []
    for day in days_of_change(chain):
        content = _content_on(chain, day)
        digest = digest_of(content)
        if _is_complete(content) and (not found or found[-1].digest != digest):
            found.append(Resolved(code, day, content, digest))
    return tuple(found)


def resolved_on(found: tuple[Resolved, ...], on: date) -> Resolved:
    """The one in force on a day. Raises NoPolicyThen."""
    current = [resolved for resolved in found if resolved.since <= on]
    if not current:
        raise NoPolicyThen(on.isoformat())
    return current[-1]
