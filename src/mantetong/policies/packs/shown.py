"""A policy in readable lines, each value with its source, day and status."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from mantetong.domain.criteria.tree import Criterion, Group
from mantetong.domain.policy import DiseasePolicy, RegionPolicy, Stated

_STATUS = {"official": "官方文件", "guide": "据公开指南整理（非医保部门发布）", "sample": "样例，非官方"}


def policy_lines(policy: RegionPolicy) -> Iterator[str]:
    """Every value of a region, then its diseases with their criteria."""
    yield f"{policy.name} {policy.code}（{policy.province}）  {policy.on}  {policy.digest[:12]}"
    yield from (f"来源：{source}" for source in policy.sources)
    for field in fields(policy):
        value = getattr(policy, field.name)
        statements = value if isinstance(value, tuple) else (value,)
        for statement in statements:
            if isinstance(statement, Stated):
                yield f"{field.name}: {_said(statement)}"
    for disease in policy.diseases.values():
        yield from _disease_lines(disease)


def _said(stated: Stated[Any]) -> str:
    tail = "；".join(part for part in (stated.note, " ".join(stated.facts)) if part)
    return f"{words_of(stated.value)}  [{stated.since}起，{stated.source}，{_STATUS[stated.status]}]{'  ' + tail if tail else ''}"


def words_of(value: Any) -> str:
    """A value without Python's punctuation."""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        return "，".join(f"{name}={words_of(part)}" for name, part in parts if part not in ("", (), None, {}))
    if isinstance(value, Mapping):
        return "，".join(f"{name}={words_of(part)}" for name, part in value.items())
    if isinstance(value, tuple | list):
        return "、".join(words_of(part) for part in value)
    return str(value)


def _disease_lines(disease: DiseasePolicy) -> Iterator[str]:
    yield f"\n{disease.code} {disease.name}  {_said(disease.validity)}"
    yield from criterion_lines(disease.criteria.value, "1")


def criterion_lines(criterion: Criterion, path: str) -> Iterator[str]:
    """The tree, one node a line, indented by depth."""
    yield f"{'  ' * path.count('.')}  {path} {criterion.label}"
    if isinstance(criterion, Group):
        for number, part in enumerate(criterion.parts, start=1):
            yield from criterion_lines(part, f"{path}.{number}")
