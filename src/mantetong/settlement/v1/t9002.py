"""9002 签退: the machine ends its day."""

from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import SHANGHAI, Field
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import SignIn
from mantetong.settlement.refusals import Refused
from mantetong.settlement.v1.transaction import Asked, Transaction, node, text

_FIELDS = (Field("sign_no", "签到编号", 30), Field("opter_no", "操作员编号", 20))


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    given = asked.node("signOut", *_FIELDS)
    open_here = SignIn.objects.filter(institution_code=asked.institution, sign_no=given["sign_no"], ended_at=None)
    if not open_here.update(ended_at=asked.at):
        raise Refused(Infcode.FIELD_WRONG, why="sign_no（签到编号）不是本机构的未签退编号，请核对9001返回的编号")
    return {"signoutoutb": {"sign_time": f"{asked.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"}}


SERVED = Transaction(
    infno="9002",
    title="签退",
    takes=node(
        ("signOut",),
        signOut=node(("sign_no", "opter_no"), sign_no=text("签到编号", 30), opter_no=text("操作员编号", 20)),
    ),
    gives=node(("signoutoutb",), signoutoutb=node(("sign_time",), sign_time=text("签退时间", 19))),
    writes=True,
    carry_out=_carry_out,
)
