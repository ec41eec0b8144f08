"""9001 签到: a machine of an institution begins its day."""

import secrets
from collections.abc import Mapping
from typing import Any

from mantetong.outside.envelope import SHANGHAI, Field
from mantetong.settlement.models import SignIn
from mantetong.settlement.v1.transaction import Asked, Transaction, node, text

_FIELDS = (Field("opter_no", "操作员编号", 20), Field("mac", "签到MAC地址", 20), Field("ip", "签到IP地址", 20))


def _carry_out(asked: Asked) -> Mapping[str, Any]:
    given = asked.node("signIn", *_FIELDS)
    moment = asked.at.astimezone(SHANGHAI)
    sign_no = f"{moment:%Y%m%d%H%M%S}{secrets.randbelow(10**16):016d}"
    SignIn.objects.create(institution_code=asked.institution, sign_no=sign_no, operator=given["opter_no"], at=asked.at)
    return {"signinoutb": {"sign_time": f"{moment:%Y-%m-%d %H:%M:%S}", "sign_no": sign_no}}


SERVED = Transaction(
    infno="9001",
    title="签到",
    takes=node(
        ("signIn",),
        signIn=node(
            ("opter_no", "mac", "ip"), opter_no=text("操作员编号", 20), mac=text("签到MAC地址", 20), ip=text("签到IP地址", 20)
        ),
    ),
    gives=node(
        ("signinoutb",),
        signinoutb=node(("sign_time", "sign_no"), sign_time=text("签到时间", 19), sign_no=text("签到编号", 30)),
    ),
    writes=True,
    carry_out=_carry_out,
)
