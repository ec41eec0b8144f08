"""Faults inside one criterion as written: what could never be met, and what names something unknown."""

from collections.abc import Callable, Iterator
from typing import Any

from mantetong.domain.criteria.judging_labs import TITRE
from mantetong.domain.criteria.lab_items import ITEMS
from mantetong.domain.criteria.tree import Comparison
from mantetong.domain.units import is_known_unit

Raw = dict[str, Any]
Path_ = tuple[str | int, ...]
Found = Iterator[tuple[Path_, str]]
_WORDED = {Comparison.POSITIVE, Comparison.NEGATIVE}
_GROUPS = ("all", "any", "of")


def criterion_faults(node: Raw, path: Path_) -> Found:
    """Every fault with the path of its key."""
    if "at_least" in node and node["at_least"] > len(node["of"]):
        yield (*path, "at_least"), f"at most {len(node['of'])}, the number of parts: it can never be met"
    for group in _GROUPS:
        for number, part in enumerate(node.get(group, [])):
            yield from criterion_faults(part, (*path, group, number))
    for kind, faults in _LEAF_FAULTS.items():
        if kind in node:
            yield from faults(node[kind], (*path, kind))


def _lab_faults(leaf: Raw, path: Path_) -> Found:
    if leaf["item"] not in ITEMS:
        yield (*path, "item"), f"a known laboratory item: {', '.join(sorted(ITEMS))}"
    is_worded = leaf["comparison"] in _WORDED
    if not is_worded and "limit" not in leaf and "by_sex" not in leaf and "by_age" not in leaf:
        yield (*path, "comparison"), "a limit beside it (limit, by_sex or by_age)"
    unit = leaf.get("unit", "")
    if unit and unit != TITRE and not is_known_unit(unit):
        yield (*path, "unit"), "a unit this program knows, or titre"
    if not unit and not is_worded:
        yield path, "a unit for the limit"
    if leaf.get("repeats", 1) < 1:
        yield (*path, "repeats"), "at least 1"


def _document_faults(leaf: Raw, path: Path_) -> Found:
    if not leaf["kinds"]:
        yield (*path, "kinds"), "at least one kind of paper: it can never be met"
    within, older = leaf.get("within_months"), leaf.get("older_than_months")
    if within is not None and older is not None and older > within:
        yield (*path, "older_than_months"), f"at most within_months ({within}): it can never be met"


def _age_faults(leaf: Raw, path: Path_) -> Found:
    if "at_least" in leaf and "at_most" in leaf and leaf["at_least"] > leaf["at_most"]:
        yield (*path, "at_least"), f"at most {leaf['at_most']}: it can never be met"
    if not leaf:
        yield path, "at_least, at_most or both"


def _exclusion_faults(leaf: Raw, path: Path_) -> Found:
    if not leaf["diseases"]:
        yield (*path, "diseases"), "at least one disease"


def _examination_faults(leaf: Raw, path: Path_) -> Found:
    if not leaf["kinds"]:
        yield (*path, "kinds"), "at least one kind of paper: it can never be met"


_LEAF_FAULTS: dict[str, Callable[[Raw, Path_], Found]] = {
    "lab": _lab_faults,
    "document": _document_faults,
    "age": _age_faults,
    "exclusion": _exclusion_faults,
    "examination": _examination_faults,
}


def kinds_named(node: Raw) -> set[str]:
    """Every kind of paper some leaf can be shown by."""
    kinds = {kind for name in ("document", "examination") for kind in node.get(name, {}).get("kinds", [])}
    kinds |= {"lab_report"} if "lab" in node else set()
    kinds |= {"discharge_record", "outpatient_record", "prescription"} if "visits" in node else set()
    return kinds.union(*(kinds_named(part) for group in _GROUPS for part in node.get(group, [])))
