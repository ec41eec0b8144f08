"""From a criterion as a pack writes it to the domain's tree, and the schema of what may be written."""

from collections.abc import Mapping
from typing import Any

import msgspec

from mantetong.domain.criteria.tree import (
    AgeLeaf,
    All,
    AnyOf,
    AtLeast,
    Criterion,
    DocumentLeaf,
    ExaminationLeaf,
    ExclusionLeaf,
    LabLeaf,
    StatedLeaf,
    VisitsLeaf,
)
from mantetong.domain.identity import Sex

LEAVES: dict[str, type[Criterion]] = {
    "document": DocumentLeaf,
    "lab": LabLeaf,
    "visits": VisitsLeaf,
    "examination": ExaminationLeaf,
    "age": AgeLeaf,
    "exclusion": ExclusionLeaf,
    "stated": StatedLeaf,
}
_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}


def build_criterion(raw: Mapping[str, Any], *, source: str) -> Criterion:
    """The tree of a checked mapping. Raises msgspec.ValidationError when it does not follow the schema."""
    own = str(raw.get("source", source))
    label = str(raw.get("label", ""))
    if "all" in raw:
        return All(label or "以下各项都要满足", own, parts=_parts(raw["all"], own))
    if "any" in raw:
        return AnyOf(label or "以下满足任意一项即可", own, parts=_parts(raw["any"], own))
    if "at_least" in raw:
        count = int(raw["at_least"])
        return AtLeast(label or f"以下至少满足{count}项", own, count=count, parts=_parts(raw["of"], own))
    return _leaf(raw, label=label, source=own)


def _parts(raw: list[Mapping[str, Any]], source: str) -> tuple[Criterion, ...]:
    return tuple(build_criterion(part, source=source) for part in raw)


def _leaf(raw: Mapping[str, Any], *, label: str, source: str) -> Criterion:
    kind = next(name for name in LEAVES if name in raw)
    body = dict(raw[kind])
    if "by_sex" in body:
        body["by_sex"] = {_SEXES[name]: limit for name, limit in body["by_sex"].items()}
    return msgspec.convert({**body, "label": label, "source": source}, LEAVES[kind])
