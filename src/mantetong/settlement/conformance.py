"""What an institution's own software has shown it can do, read from the journal of the calls it made."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import InstitutionCipher, InterfaceCall
from mantetong.settlement.v1 import SERVED

MOST = 20_000
"""Calls looked at, the newest: more than a day of tests."""
_PHARMACY = "P"
_SETTLES = timedelta(seconds=10)  # longer than any process goes by what it last read of an institution's keys


class Call(NamedTuple):
    """One line of the journal."""

    at: datetime
    infno: str
    msgid: str
    psn_no: str
    infcode: int


Calls = Sequence[Call]


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that the software of a till must do; `at` is when it last did, None while it has not."""

    what: str
    how: str
    at: datetime | None


def conformance_of(*, institution: str, since: datetime) -> tuple[Shown, ...]:
    """Every step of the conformance suite, in the order in which it is tried: a pharmacy's for codes with P, else a hospital's.

    Where the institution is to encrypt, also what that asks of it: from then on nothing plain was carried out.
    """
    rows = InterfaceCall.objects.filter(institution_code=institution, at__gte=since).order_by("-at", "-pk")
    calls = [Call(*row) for row in rows.values_list("at", "infno", "msgid", "psn_no", "infcode")[:MOST]][::-1]
    steps = (*_BOTH_FIRST, *(_OF_PHARMACY if institution.startswith(_PHARMACY) else _OF_HOSPITAL), *_BOTH_LAST)
    closed = _must_encrypt_since(institution)
    more = [call for call in calls if closed and call.at >= closed + _SETTLES]
    shown = [Shown(what, how, seen(calls)) for what, how, seen in steps]
    return (*shown, *(Shown(what, how, seen(more)) for what, how, seen in (_OF_ENCRYPTING if closed else ())))


def _must_encrypt_since(institution: str) -> datetime | None:
    standing = InstitutionCipher.objects.filter(institution_id=institution, withdrawn_at=None, is_demanded=True)
    return standing.order_by("made_at").values_list("made_at", flat=True).first()


def _done(infno: str) -> Callable[[Calls], datetime | None]:
    return lambda calls: _last(call.at for call in calls if call.infno == infno and call.infcode == Infcode.DONE)


def _told_not_identified(calls: Calls) -> datetime | None:
    """Refused a look-up, showed the certificate, asked again."""
    refused: set[str] = set()
    shown: set[str] = set()
    at = None
    for call in calls:
        if call.infcode == Infcode.NOT_IDENTIFIED:
            refused.add(call.psn_no)
        elif call.infno == "1101" and call.infcode == Infcode.DONE and refused:
            shown |= refused
        elif call.infno == "5301" and call.infcode == Infcode.DONE and call.psn_no in shown:
            at = call.at
    return at


def _sent_again(calls: Calls) -> datetime | None:
    """What writes came twice under one msgid, done both times: how to ask when no answer was heard."""
    done: set[tuple[str, str]] = set()
    at = None
    for call in calls:
        if call.infcode == Infcode.DONE and call.infno in SERVED and SERVED[call.infno].writes:
            at = call.at if (call.infno, call.msgid) in done else at
            done.add((call.infno, call.msgid))
    return at


def _put_right(calls: Calls) -> datetime | None:
    """A field was refused, and the same transaction done later under a number of its own."""
    refused: dict[str, set[str]] = {}
    at = None
    for call in calls:
        if call.infcode == Infcode.FIELD_WRONG:
            refused.setdefault(call.infno, set()).add(call.msgid)
        elif call.infcode == Infcode.DONE and call.infno in refused and call.msgid not in refused[call.infno]:
            at = call.at
    return at


def _done_writing(calls: Calls) -> datetime | None:
    done = (call for call in calls if call.infcode == Infcode.DONE)
    return _last(call.at for call in done if call.infno in SERVED and SERVED[call.infno].writes)


def _opened_after_all(calls: Calls) -> datetime | None:
    """An encrypted body did not open, and the same transaction was done later."""
    refused: set[str] = set()
    at = None
    for call in calls:
        if call.infcode == Infcode.NOT_OPENED:
            refused.add(call.infno)
        elif call.infcode == Infcode.DONE and call.infno in refused:
            at = call.at
    return at


def _never_reused(calls: Calls) -> datetime | None:
    """No number stood for two contents; as of the last call."""
    if not calls or any(call.infcode == Infcode.REPEATED_DIFFERENTLY for call in calls):
        return None
    return calls[-1].at


def _last(times: Iterable[datetime]) -> datetime | None:
    return max(times, default=None)


_BOTH_FIRST = (
    ("签到", "9001成功", _done("9001")),
    ("识别人员", "1101成功", _done("1101")),
    ("查询待遇", "5301成功", _done("5301")),
    ("未出示凭证时改正", "5301得到-209，办1101以后再查成功", _told_not_identified),
    ("字段写错时改正", "得到-205，改正后用新的msgid办成", _put_right),
)
_OF_PHARMACY = (
    ("预结算", "2101成功", _done("2101")),
    ("结算", "2102成功", _done("2102")),
    ("撤销结算", "2103成功", _done("2103")),
)
_OF_HOSPITAL = (
    ("挂号", "2201成功", _done("2201")),
    ("上传就诊信息", "2203成功", _done("2203")),
    ("上传明细", "2204成功", _done("2204")),
    ("预结算", "2206成功", _done("2206")),
    ("结算", "2207成功", _done("2207")),
    ("撤销结算", "2208成功", _done("2208")),
)
_BOTH_LAST = (
    ("没有听到应答时重发", "写入类交易以同一msgid、同一内容重发，得到同一应答", _sent_again),
    ("冲正", "2601成功", _done("2601")),
    ("msgid不重复使用", "没有得到过-301", _never_reused),
    ("签退", "9002成功", _done("9002")),
)
_OF_ENCRYPTING = (
    ("加密查询", "须加密以后，5301成功", _done("5301")),
    ("加密办理", "须加密以后，写入类交易成功", _done_writing),
    ("解不开时改正", "得到-408，改正后同一交易办成", _opened_after_all),
)
