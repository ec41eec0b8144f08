"""The national interface as served, first version: one module per transaction, each with its schema and its one function."""

from mantetong.settlement.v1 import t1101, t5301, t9001, t9002
from mantetong.settlement.v1.transaction import Transaction

SERVED: dict[str, Transaction] = {one.infno: one for one in (t1101.SERVED, t5301.SERVED, t9001.SERVED, t9002.SERVED)}

__all__ = ["SERVED", "Transaction"]
