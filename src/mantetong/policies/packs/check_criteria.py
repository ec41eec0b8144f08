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
    if "all" in node:
        yield from _contradicting_ages(node, path)
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
    limits = [name for name in ("limit", "by_sex", "by_age") if leaf.get(name) is not None]
    if not is_worded and not limits:
        yield (*path, "comparison"), "a limit beside it (limit, by_sex or by_age)"
    if is_worded and limits:
        yield (*path, limits[0]), f"no limit beside {leaf['comparison']}, which asks for a word and no number"
    if "by_sex" in limits and "by_age" in limits:
        yield (*path, "by_age"), "by_sex or by_age, not both: one of them would not be looked at"
    if len(ages := [step["from_age"] for step in leaf.get("by_age", [])]) > len(set(ages)):
        yield (*path, "by_age"), "each from_age once"
    unit = leaf.get("unit", "")
    if unit and unit != TITRE and not is_known_unit(unit):
        yield (*path, "unit"), "a unit this program knows, or titre"
    if not unit and not is_worded:
        yield path, "a unit for the limit"


def _document_faults(leaf: Raw, path: Path_) -> Found:
    if not leaf["kinds"]:
        yield (*path, "kinds"), "at least one kind of paper: it can never be met"
    within, older = leaf.get("within_months"), leaf.get("older_than_months")
    if within is not None and older is not None and older > within:
        yield (*path, "older_than_months"), f"at most within_months ({within}): it can never be met"


def _age_faults(leaf: Raw, path: Path_) -> Found:
    youngest, oldest = leaf.get("at_least"), leaf.get("at_most")
    if youngest is not None and oldest is not None and youngest > oldest:
        yield (*path, "at_least"), f"at most {leaf['at_most']}: it can never be met"
    if leaf.get("at_least") is None and leaf.get("at_most") is None:
        yield path, "at_least, at_most or both"


def _contradicting_ages(node: Raw, path: Path_) -> Found:
    """At least 60 and at most 14 years at once: each may be right, both together never are."""
    ages = list(_ages(node))
    youngest = max((age["at_least"] for age in ages if age.get("at_least") is not None), default=None)
    oldest = min((age["at_most"] for age in ages if age.get("at_most") is not None), default=None)
    if len(ages) > 1 and youngest is not None and oldest is not None and youngest > oldest:
        yield (*path, "all"), f"ages that meet, not at least {youngest} and at most {oldest}: it can never be met"


def _ages(node: Raw) -> Iterator[Raw]:
    if "age" in node:
        yield node["age"]
    for part in node.get("all", []):
        yield from _ages(part)


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
