"""What differs between two versions, in words an official can read. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mantetong.policies.versions.entries import Entry, entries_of

Raw = Mapping[str, Any]
Key = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where, what it was ("" when new), what it is ("" when gone), since when and by which source.

    `same_value` marks a change of source, status or day alone.
    """

    where: tuple[str, ...]
    before: str
    after: str
    since: str
    source: str
    status: str
    same_value: bool = False


def differences(*, before: Raw, after: Raw) -> tuple[Change, ...]:
    """Every difference between two contents, in the order of the later one; what is gone comes last."""
    old, new = _keyed(before), _keyed(after)
    wholes_old, wholes_new = ({entry.path[: entry.item] for entry in side.values()} for side in (old, new))
    lone_new = [entry for key, entry in new.items() if key not in old]
    lone_old = [entry for key, entry in old.items() if key not in new]
    changed = (_changed(old[key], entry) for key, entry in new.items() if key in old)
    gone = tuple(_told(lone_old, wholes_new, is_new=False))
    return (*(change for change in changed if change), *_told(lone_new, wholes_old, is_new=True), *gone)


def _keyed(content: Raw) -> dict[Key, Entry]:
    """Entries by path; a path that comes twice (two notes alike) is numbered."""
    keyed: dict[Key, Entry] = {}
    for entry in entries_of(content):
        number = 0
        while (entry.path, number) in keyed:
            number += 1
        keyed[entry.path, number] = entry
    return keyed


def _changed(old: Entry, new: Entry) -> Change | None:
    if old.words != new.words:
        return Change(new.path, old.words, new.words, new.since, new.source, new.status)
    if (old.source, old.status, old.since) != (new.source, new.status, new.since):
        return Change(new.path, old.words, new.words, new.since, new.source, new.status, same_value=True)
    return None


def _told(entries: list[Entry], known: set[tuple[str, ...]], *, is_new: bool) -> Iterator[Change]:
    """What only one side has: a whole that the other side lacks is told once, not field by field."""
    for whole, found in groupby(entries, key=lambda entry: entry.path[: entry.item]):
        parts = list(found)
        for part in [_joined(whole, parts)] if whole not in known else parts:
            before, after = ("", part.words) if is_new else (part.words, "")
            yield Change(part.path, before, after, part.since, part.source, part.status)


def _joined(whole: tuple[str, ...], parts: list[Entry]) -> Entry:
    said = (f"{part.path[-1]}：{part.words}" if part.path != whole else part.words for part in parts)
    first = next((part for part in parts if part.source), parts[0])
    return Entry(whole, len(whole), "；".join(said), first.since, first.source, first.status)
