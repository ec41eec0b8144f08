"""What a transaction is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mantetong.outside.envelope import Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.fields import AnyField, Faulty, read_field, schema_of

Schema = Mapping[str, Any]
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its whole message, who asks (proven by token), and when."""

    message: Mapping[str, Any]
    institution: str
    at: datetime

    def node(self, name: str, *fields: AnyField) -> Mapping[str, Any]:
        """A named node of the input with its fields checked and read. Raises Refused, naming each fault and its mend."""
        node = self.message["input"].get(name)
        if not isinstance(node, Mapping):
            raise Refused(Infcode.FIELD_WRONG, why=f"input.{name}（交易输入节点）缺失，请按交易说明填写")
        return _read(node, fields, "")

    def rows(self, name: str, *fields: AnyField) -> tuple[Mapping[str, Any], ...]:
        """A named list of the input, each row checked and read; a single object counts as one row. Raises Refused."""
        rows = self.message["input"].get(name)
        rows = [rows] if isinstance(rows, Mapping) else rows
        if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
            raise Refused(Infcode.FIELD_WRONG, why=f"input.{name}（明细节点）应为至少一行的列表，请按交易说明填写")
        if len(rows) > MOST_LINES:
            raise Refused(Infcode.FIELD_WRONG, why=f"input.{name}（明细节点）一次最多{MOST_LINES}行，请分批上传")
        return tuple(_read(row, fields, f"第{place}行") for place, row in enumerate(rows, start=1))


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction number: what it is called, the schemas of its input and output, whether it writes, and what it does."""

    infno: str
    title: str
    takes: Schema
    gives: Schema
    writes: bool = False
    carry_out: Callable[[Asked], Mapping[str, Any]] | None = None


def text(label: str, longest: int) -> dict[str, Any]:
    """The schema of a text field."""
    return {"type": "string", "maxLength": longest, "description": label}


def node(required: tuple[str, ...], **fields: Schema) -> dict[str, Any]:
    """The schema of an object."""
    return {"type": "object", "properties": dict(fields), "required": list(required)}


def taking(name: str, *fields: AnyField) -> dict[str, Any]:
    """The schema of an input with one node."""
    return node((name,), **{name: schema_of(*fields)})


def listing(*fields: AnyField) -> dict[str, Any]:
    """The schema of a list of rows."""
    return {"type": "array", "minItems": 1, "maxItems": MOST_LINES, "items": schema_of(*fields)}


def _read(node: Mapping[str, Any], fields: tuple[AnyField, ...], place: str) -> Mapping[str, Any]:
    known, faults = {}, []
    for one in fields:
        try:
            known[one.name] = read_field(node, one)
        except Faulty as fault:
            faults.append(f"{place}{fault}")
    if faults:
        raise Refused(Infcode.FIELD_WRONG, why="；".join(faults))
    return known


__all__ = ["Asked", "Field", "Schema", "Transaction", "listing", "node", "taking", "text"]
