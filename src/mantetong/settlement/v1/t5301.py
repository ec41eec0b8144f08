"""5301 人员慢特病备案查询. Answered by `answering` on the bare path; here is only what it takes and gives."""

from mantetong.settlement.v1.transaction import Transaction, node, text

_DAY = {"type": "string", "format": "date"}
_LINE = node(
    ("opsp_dise_code", "opsp_dise_name", "begndate", "enddate"),
    opsp_dise_code=text("门慢门特病种目录代码", 30),
    opsp_dise_name=text("门慢门特病种名称", 300),
    begndate=_DAY | {"description": "开始日期"},
    enddate={"type": ["string", "null"], "format": "date", "description": "结束日期，为有效的最后一天；空为长期"},
)

SERVED = Transaction(
    infno="5301",
    title="人员慢特病备案查询",
    takes=node(("data",), data=node(("psn_no",), psn_no=text("人员编号", 30) | {"pattern": "^[0-9A-Za-z]{1,30}$"})),
    gives=node(
        ("feedetail",),
        feedetail={"type": "array", "items": _LINE, "description": "当日有效的慢特病备案；空表示没有，未知以非零infcode表示"},
    ),
)
