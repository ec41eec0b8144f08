"""What a schema cannot say: whether the packs make sense, alone and together. Every fault is found, not the first."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec

from mantetong.domain.payment import NotAPaymentRule, payment_rule
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.check_criteria import criterion_faults
from mantetong.policies.packs.check_languages import language_faults
from mantetong.policies.packs.check_reach import diseases_named, kinds_named, unreachable
from mantetong.policies.packs.faults import Fault, PackFaulty
from mantetong.policies.packs.keys import CRITERIA, DISEASE_KEYS, REGION_KEYS, Key
from mantetong.policies.packs.library import Library, Pack
from mantetong.policies.packs.resolve import Resolved, resolve_region
from mantetong.policies.packs.yaml_file import Path_, YamlFile

Raw = dict[str, Any]


def ensure_sound(library: Library) -> None:
    """Return when the packs can be put in force. Raises PackFaulty with every fault."""
    faults = [fault for pack in library.packs.values() for fault in _pack_faults(library, pack)]
    if faults:
        raise PackFaulty(tuple(faults))
    faults = [fault for code in library.region_codes() for fault in _region_faults(library, code)]
    if faults:
        raise PackFaulty(tuple(set(faults)))


def _fault(file: YamlFile, path: Path_, expected: str) -> Fault:
    return Fault(file.file, file.line_of(path), ".".join(map(str, path)), expected)


def _pack_faults(library: Library, pack: Pack) -> Iterator[Fault]:
    try:
        chain = library.chain(pack.code)
    except PackFaulty as error:
        yield from error.faults
        return
    yield from _dated_faults(pack.region, REGION_KEYS)
    yield from _locked_faults(pack, chain[1:])
    for entry, path in _entries(pack.region, "slots"):
        yield from _slot_faults(pack.region, entry["value"] or [], path)
    for entry, path in _entries(pack.region, "languages"):
        yield from language_faults(pack.region, entry["value"] or [], path)
    for entry, path in _entries(pack.region, "determination"):
        yield from _panel_faults(pack.region, entry["value"], path)
    for disease in pack.diseases.values():
        yield from _dated_faults(disease, DISEASE_KEYS)
        yield from _disease_faults(disease)


def _entries(file: YamlFile, key: str) -> Iterator[tuple[Raw, Path_]]:
    for day, entry in file.values.get(key, {}).get("from", {}).items():
        yield entry, (key, "from", day)


def _dated_faults(file: YamlFile, keys: dict[str, Key]) -> Iterator[Fault]:
    """Days in order, and a source and status for every value."""
    defaults = file.values.get("defaults", {})
    for key, spec in keys.items():
        entries = list(_entries(file, key))
        for (_, earlier), (_, later) in pairwise(entries):
            if str(later[-1]) <= str(earlier[-1]):
                yield _fault(file, later, f"a day after {earlier[-1]}")
        for entry, path in entries:
            if not _is_day(str(path[-1])):
                yield _fault(file, path, "a day that exists")
            yield from _unsourced(file, {**defaults, **entry}, path, spec)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unsourced(file: YamlFile, entry: Raw, path: Path_, spec: Key) -> Iterator[Fault]:
    for name in ("source", "status"):
        items = entry["value"] or [] if spec.items else []
        if name not in entry and not (items and all(name in item for item in items)):
            yield _fault(file, path, f"a {name}, here or in defaults")


def _locked_faults(pack: Pack, above: tuple[Pack, ...]) -> Iterator[Fault]:
    for parent in above:
        for key in parent.region.values.get("locked", []):
            for file in (pack.region, *pack.diseases.values()):
                if key in file.values:
                    yield _fault(file, (key,), f"no value of its own: {parent.region.file} locks it")


def _slot_faults(file: YamlFile, slots: list[Raw], path: Path_) -> Iterator[Fault]:
    seen: set[str] = set()
    groups = [slot.get("group", "") for slot in slots if slot["need"] == "either"]
    for number, slot in enumerate(slots):
        at = (*path, "value", number)
        if slot["code"] in seen:
            yield _fault(file, (*at, "code"), "a code used once")
        seen.add(slot["code"])
        if not slot["takes"]:
            yield _fault(file, (*at, "takes"), "at least one kind of paper")
        if slot.get("certainty") == "hedged" and slot["need"] == "required":
            yield _fault(file, (*at, "need"), "expected or optional: a hedged material warns and never blocks")
        if slot["need"] == "either" and (not slot.get("group") or groups.count(slot["group"]) == 1):
            yield _fault(file, (*at, "need"), "a group with another slot in it")


def _panel_faults(file: YamlFile, value: Raw, path: Path_) -> Iterator[Fault]:
    panel = value.get("panel", 1)
    if value.get("quorum", 1) > panel:
        yield _fault(file, (*path, "value", "quorum"), f"at most the panel of {panel}: they can never be enough")


def _disease_faults(file: YamlFile) -> Iterator[Fault]:
    for entry, path in _entries(file, CRITERIA):
        for at, expected in criterion_faults(entry["value"], (*path, "value")):
            yield _fault(file, at, expected)
    for entry, path in _entries(file, "extra_slots"):
        yield from _slot_faults(file, entry["value"] or [], path)
    for entry, path in _entries(file, "payment"):
        yield from _payment_faults(file, entry["value"], (*path, "value"))
    for entry, path in _entries(file, "excludes"):
        if file.values["code"] in (entry["value"] or []):
            yield _fault(file, path, "other diseases: a disease cannot exclude itself")


def _payment_faults(file: YamlFile, value: Raw | None, path: Path_) -> Iterator[Fault]:
    """What the till could not reckon with is found before it is in force."""
    if value is None:
        return
    try:
        payment_rule(disease=str(file.values["code"]), value=value)
    except NotAPaymentRule as error:
        yield _fault(file, path, str(error))


def _region_faults(library: Library, code: str) -> Iterator[Fault]:
    found = resolve_region(library, code)
    pack = library.packs[code]
    if not found:
        yield _fault(pack.region, (), f"a value for each of: {', '.join(_missing(library, code))}")
    for resolved in found:
        faults = [
            fault
            for disease, raw in resolved.content["diseases"].items()
            for fault in _resolved_disease_faults(library, resolved, disease, raw["keys"])
        ]
        yield from faults or _unbuilt(pack, resolved)


def _unbuilt(pack: Pack, resolved: Resolved) -> Iterator[Fault]:
    """What passed every check and still makes no policy; the building says what it stumbled over."""
    try:
        build_policy(resolved.content, on=resolved.since, digest=resolved.digest)
    except (msgspec.ValidationError, ValueError, ArithmeticError) as error:
        yield _fault(pack.region, (), f"values that make a policy from {resolved.since} on: {error}")


def _missing(library: Library, code: str) -> list[str]:
    chain = library.chain(code)
    return [
        key for key, spec in REGION_KEYS.items() if not spec.optional and not any(key in pack.region.values for pack in chain)
    ]


def _resolved_disease_faults(library: Library, resolved: Resolved, code: str, keys: Raw) -> Iterator[Fault]:
    files = [pack.diseases[code] for pack in library.chain(resolved.region) if code in pack.diseases]
    file = next((file for file in files if CRITERIA in file.values), files[0])
    absent = [key for key, spec in DISEASE_KEYS.items() if not spec.optional and key not in keys]
    if absent:
        yield _fault(file, (), f"a value for each of: {', '.join(absent)}")
        return
    yield from _exclusion_faults(file, resolved.content["diseases"], code)
    yield from _criterion_faults(file, resolved, code, keys)
    named = kinds_named(keys[CRITERIA]["value"])
    for number, slot in enumerate(keys["extra_slots"]["value"] or []):
        if not set(slot["takes"]) & named:
            yield _fault(
                file, ("extra_slots", "from", keys["extra_slots"]["since"], "value", number), "a slot some criterion asks for"
            )


def _criterion_faults(file: YamlFile, resolved: Resolved, code: str, keys: Raw) -> Iterator[Fault]:
    """Conditions no paper of this region can ever show, and exclusions of diseases it does not list."""
    at = (CRITERIA, "from", keys[CRITERIA]["since"], "value")
    slots = (*(resolved.content["keys"]["slots"]["value"] or []), *(keys["extra_slots"]["value"] or []))
    offered = {kind for slot in slots for kind in slot["takes"]}
    for path, expected in unreachable(keys[CRITERIA]["value"], offered=offered, path=at):
        yield _fault(file, path, f"in {resolved.region} {expected}")
    for path, named in diseases_named(keys[CRITERIA]["value"], at):
        if named == code or named not in resolved.content["diseases"]:
            yield _fault(file, path, f"another disease that {resolved.region} lists, not {named}")


def _exclusion_faults(file: YamlFile, diseases: Raw, code: str) -> Iterator[Fault]:
    for other in diseases[code]["keys"].get("excludes", {}).get("value") or []:
        if other not in diseases:
            yield _fault(file, ("excludes",), f"diseases of the region, not {other}")
        elif code not in (diseases[other]["keys"].get("excludes", {}).get("value") or []):
            yield _fault(file, ("excludes",), f"an exclusion that {other} returns")
