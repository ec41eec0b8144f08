"""A resolved policy as a flat list of entries in words, each with its source: what is shown, compared and counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mantetong.policies.packs.keys import CRITERIA, STATEMENT
from mantetong.policies.versions.labels import field_label, key_label, said

Raw = Mapping[str, Any]
_GROUPS = ("all", "any", "of")
_NAMES = ("code", "text", "name", "label")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value in words. `path` names it from the outside in; `item` is how much of the path names the whole it is part of."""

    path: tuple[str, ...]
    item: int
    words: str
    since: str = ""
    source: str = ""
    status: str = ""
    note: str = ""


def entries_of(content: Raw) -> Iterator[Entry]:
    """Every value of a region's content: sources, keys in their order, then the diseases."""
    yield Entry((key_label("sources"),), 1, said(content["sources"], ""))
    for key, statement in content["keys"].items():
        yield from _statement_entries((key_label(key),), key, statement)
    for disease in content["diseases"].values():
        yield from disease_entries(disease)


def disease_entries(disease: Raw) -> Iterator[Entry]:
    """Every value of one disease. Its path begins with code and name."""
    identity = disease["identity"]
    at = (f"{identity['code']} {identity['name']}",)
    for field, value in identity.items():
        if field != "code":
            yield Entry((*at, field_label(field)), 1, said(value, field))
    for key, statement in disease["keys"].items():
        yield from _statement_entries((*at, key_label(key)), key, statement, whole=1)


def _statement_entries(path: tuple[str, ...], key: str, statement: Raw, *, whole: int = 0) -> Iterator[Entry]:
    """`whole` above 0: the entry belongs to something larger that can come or go as one, a disease."""
    value = statement["value"]
    if key == CRITERIA:
        found = _criterion(path, value, "1", whole)
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield from _items(path, value, statement, whole)
        return
    else:
        found = _fields(path, key, value, whole or len(path))
    for entry in found:
        yield _sourced(entry, statement)


def _sourced(entry: Entry, statement: Raw) -> Entry:
    own = {name: str(statement.get(name, "")) for name in ("since", "source", "status", "note")}
    return Entry(entry.path, entry.item, entry.words, **own)


def _items(path: tuple[str, ...], items: list[Raw], statement: Raw, whole: int) -> Iterator[Entry]:
    for item in items:
        named = {name: item[name] for name in STATEMENT if name in item}
        inherited = {name: statement[name] for name in ("since", "source", "status")}
        name = next(str(item[key]) for key in _NAMES if key in item)
        shown = str(item.get("name") or item.get("label") or name)
        at = (*path, shown)
        for field, value in item.items():
            if field not in (*STATEMENT, "code") and value != shown:
                yield _sourced(Entry((*at, field_label(field)), whole or len(at), said(value, field)), {**inherited, **named})
        if set(item) <= {"text", *STATEMENT}:
            yield _sourced(Entry(at, whole or len(at), shown), {**inherited, **named})


def _fields(path: tuple[str, ...], key: str, value: Any, item: int) -> Iterator[Entry]:
    if not isinstance(value, dict):
        yield Entry(path, item, said(value, key))
        return
    for field, part in value.items():
        yield from _fields((*path, field_label(field)), field, part, item)


def _criterion(path: tuple[str, ...], node: Raw, number: str, whole: int) -> Iterator[Entry]:
    at = (*path, number)
    body = {name: value for name, value in node.items() if name not in (*_GROUPS, "label", "source")}
    detail = said(body, "")
    kind = next((f"（{_GROUP_WORDS[group]}）" for group in _GROUPS if group in node), "")
    yield Entry(at, whole or len(at), f"{node.get('label', '')}{kind}{'　' + detail if detail else ''}")
    for group in _GROUPS:
        for index, part in enumerate(node.get(group, []), start=1):
            yield from _criterion(path, part, f"{number}.{index}", whole)


_GROUP_WORDS = {"all": "全部满足", "any": "任一满足", "of": "至少满足若干项"}


def status_counts(content: Raw) -> Counter[str]:
    """How many statements are official, guide or sample; an item of a list that says its own counts for itself."""
    counts: Counter[str] = Counter()
    diseases = (statement for disease in content["diseases"].values() for statement in disease["keys"].values())
    for statement in (*content["keys"].values(), *diseases):
        value = statement["value"]
        items = value if isinstance(value, list) and value and isinstance(value[0], dict) else [{}]
        counts.update(item.get("status", statement["status"]) for item in items)
    return counts
