"""A criterion as rows, one per node, numbered as the guide and the examples number them: "1" is the whole, "1.2" its second part."""

from collections.abc import Iterator
from typing import Any

from mantetong.policies.packs.criteria import LEAVES
from mantetong.policies.sheets.columns import CRITERIA
from mantetong.policies.sheets.faults import SheetFaulty, one_fault

Raw = dict[str, Any]
_GROUPS = {"all": "all", "any": "any", "at_least": "of"}
_BESIDE = {"code", "called", "since", "path", "node", "label", "own", "source", "status", "note"}
_LEAF_CELLS = {column.name: column.title for column in CRITERIA.columns if column.name not in _BESIDE}
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def criterion_rows(node: Raw, path: str = "1") -> Iterator[Raw]:
    """The node and all below it, in reading order."""
    kind = next(name for name in (*_GROUPS, *LEAVES) if name in node)
    row = {"path": path, "node": kind, "label": node.get("label"), "own": node.get("source")}
    if kind not in _GROUPS:
        yield {**row, **_cells(node[kind])}
        return
    yield {**row, "number": node["at_least"]} if kind == "at_least" else row
    for number, part in enumerate(node[_GROUPS[kind]], start=1):
        yield from criterion_rows(part, f"{path}.{number}")


def _cells(leaf: Raw) -> Raw:
    cells = {name: value for name, value in leaf.items() if name not in ("by_sex", "by_age")}
    cells |= leaf.get("by_sex") or {}
    if leaf.get("by_age"):
        cells["by_age"] = [f"{one['from_age']}:{one['limit']}" for one in leaf["by_age"]]
    return cells


def criterion_of(rows: list[Raw], old: Raw | None) -> Raw:
    """The tree of its rows. What `old` says in a way no cell shows (an explicit null) is kept. Raises SheetFaulty with the row."""
    by_path = {row["path"]: row for row in rows}
    for row in rows:
        _ensure_place(row, by_path)
        _ensure_own_cells(row)
    if "1" not in by_path:
        raise one_fault("编号为1的一行，是整个标准", row=rows[0]["at"], column="编号")
    return _node("1", by_path, old or {})


def _ensure_own_cells(row: Raw) -> None:
    """A filled cell that this kind of condition has no use for would be lost without a word."""
    kind = row["node"]
    used = {"number"} if kind == "at_least" else set(LEAVES[kind].__dataclass_fields__) if kind in LEAVES else set()
    used |= {"male", "female"} if kind == "lab" else set()
    for name, title in _LEAF_CELLS.items():
        if name not in used and row.get(name) not in _EMPTY:
            raise one_fault("空着：这一种条件用不到这一列", row=row["at"], column=title)


def _ensure_place(row: Raw, by_path: dict[str, Raw]) -> None:
    if by_path[row["path"]] is not row:
        raise _misplaced(row, "每个编号只用一次")
    parent, _dot, number = row["path"].rpartition(".")
    if not parent and row["path"] == "1":
        return
    if parent not in by_path or by_path[parent]["node"] not in _GROUPS or not number.isdecimal():
        raise _misplaced(row, "上一级编号的一行，条件为全部满足、任一满足或至少满足")
    if int(number) > 1 and f"{parent}.{int(number) - 1}" not in by_path:
        raise _misplaced(row, f"先有{parent}.{int(number) - 1}，编号不跳号")


def _misplaced(row: Raw, expected: str) -> SheetFaulty:
    return one_fault(expected, row=row["at"], column="编号")


def _node(path: str, by_path: dict[str, Raw], old: Raw) -> Raw:
    row = by_path[path]
    kind = row["node"]
    node: Raw = {"label": row.get("label"), "source": row.get("own")}
    if kind in _GROUPS:
        parts: list[Raw] = []
        before = old.get(_GROUPS[kind]) or []
        while (child := f"{path}.{len(parts) + 1}") in by_path:
            known = before[len(parts)] if len(parts) < len(before) else {}
            parts.append(_node(child, by_path, known))
        node |= {"at_least": row.get("number")} if kind == "at_least" else {}
        node[_GROUPS[kind]] = parts
    else:
        node[kind] = keeping(_leaf(row, kind), old.get(kind) or {})
    return keeping(node, old)


def _leaf(row: Raw, kind: str) -> Raw:
    leaf = {name: row.get(name) for name in LEAVES[kind].__dataclass_fields__ if name not in ("label", "source")}
    if kind == "lab":
        leaf["by_sex"] = {sex: row[sex] for sex in ("male", "female") if row.get(sex) is not None}
        leaf["by_age"] = [_age_limit(text, row) for text in row.get("by_age") or []]
    return leaf


def _age_limit(text: str, row: Raw) -> Raw:
    age, _colon, limit = text.partition(":")
    try:
        return {"from_age": int(age), "limit": float(limit)}
    except ValueError as error:
        raise one_fault("写成 岁数:界值，例如 60:1.5", row=row["at"], column="各年龄起的界值") from error


def keeping(new: Raw, old: Raw) -> Raw:
    """The new values in the old order; an empty one only where the old one was written as empty (7 and 7.0 are the same, too)."""
    names = (*(name for name in old if name in new), *(name for name in new if name not in old))
    merged = {name: old.get(name) if _same(new[name], old.get(name)) else new[name] for name in names}
    return {name: value for name, value in merged.items() if value not in _EMPTY or (name in old and old[name] in _EMPTY)}


def _same(new: Any, old: Any) -> bool:
    return new == old or (new in _EMPTY and old in _EMPTY)
