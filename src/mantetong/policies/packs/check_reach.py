"""Whether a criterion can be met in a region at all: a condition needs a place for its paper, and diseases that are known."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

Raw = dict[str, Any]
Path_ = tuple[str | int, ...]
Found = Iterator[tuple[Path_, str]]
_LABS = frozenset({"lab_report", "discharge_record", "outpatient_record"})
_VISITS = frozenset({"discharge_record", "outpatient_record", "prescription"})
_GROUPS = ("all", "any", "of")


def kinds_named(node: Raw) -> set[str]:
    """Every kind of paper some leaf can be shown by."""
    return _kinds(node).union(*(kinds_named(part) for group in _GROUPS for part in node.get(group, [])))


def _kinds(node: Raw) -> set[str]:
    kinds = {kind for name in ("document", "examination") for kind in node.get(name, {}).get("kinds", [])}
    return kinds | (_LABS if "lab" in node else set()) | (_VISITS if "visits" in node else set())


def unreachable(node: Raw, *, offered: AbstractSet[str], path: Path_) -> Found:
    """The conditions that keep `node` from ever being met, where `offered` are the kinds of paper some place takes."""
    if "all" in node:
        for number, part in enumerate(node["all"]):
            yield from unreachable(part, offered=offered, path=(*path, "all", number))
    elif "any" in node or "of" in node:
        yield from _too_few(node, offered, path)
    elif (kinds := _kinds(node)) and not kinds & offered:
        yield path, f"papers that some place of the checklist takes, not only {', '.join(sorted(kinds))}: it can never be met"


def _too_few(node: Raw, offered: AbstractSet[str], path: Path_) -> Found:
    group = "any" if "any" in node else "of"
    missed = [list(unreachable(part, offered=offered, path=(*path, group, number))) for number, part in enumerate(node[group])]
    if missed.count([]) < node.get("at_least", 1):
        yield from (fault for faults in missed for fault in faults)


def diseases_named(node: Raw, path: Path_) -> Found:
    """Every disease an exclusion leaf names, with its place."""
    for number, code in enumerate(node.get("exclusion", {}).get("diseases", [])):
        yield (*path, "exclusion", "diseases", number), code
    for group in _GROUPS:
        for number, part in enumerate(node.get(group, [])):
            yield from diseases_named(part, (*path, group, number))
