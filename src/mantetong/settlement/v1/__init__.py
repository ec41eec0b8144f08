"""The national interface as served, first version: one module per transaction, each with its schema and its one function."""

from mantetong.settlement.v1 import (
    t1101,
    t1309,
    t2001,
    t2101,
    t2102,
    t2103,
    t2201,
    t2202,
    t2203,
    t2204,
    t2205,
    t2206,
    t2207,
    t2208,
    t2503,
    t2504,
    t2505,
    t2506,
    t2601,
    t5301,
    t5302,
    t9001,
    t9002,
)
from mantetong.settlement.v1.transaction import Transaction

_MODULES = (
    t1101, t1309, t2001, t2101, t2102, t2103, t2201, t2202, t2203, t2204, t2205, t2206, t2207, t2208, t2503, t2504, t2505, t2506, t2601,
    t5301, t5302, t9001, t9002,
)  # fmt: skip
SERVED: dict[str, Transaction] = {module.SERVED.infno: module.SERVED for module in _MODULES}

__all__ = ["SERVED", "Transaction"]
