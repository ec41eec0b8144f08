"""What a transaction is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mantetong.outside.envelope import Field, field_fault
from mantetong.settlement.answering import Refused
from mantetong.settlement.codes import Infcode

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its whole message, who asks (proven by token), and when."""

    message: Mapping[str, Any]
    institution: str
    at: datetime

    def node(self, name: str, *fields: Field) -> Mapping[str, Any]:
        """A named node of the input with its fields checked. Raises Refused, naming each fault and its mend."""
        node = self.message["input"].get(name)
        if not isinstance(node, Mapping):
            raise Refused(Infcode.FIELD_WRONG, why=f"input.{name}（交易输入节点）缺失，请按交易说明填写")
        faults = [fault for one in fields if (fault := field_fault(node, one))]
        if faults:
            raise Refused(Infcode.FIELD_WRONG, why="；".join(faults))
        return node


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
