"""Transactions other than the look-up: who asks, is the message whole, do it, and keep the answer of what writes.

The same msgid with the same content gets the same answer; with another content it is refused (national_interface §1).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from mantetong.outside.envelope import Mangled, parse_closed_request
from mantetong.settlement.answering import Till, TillAway, authorised, token_of
from mantetong.settlement.codes import Infcode, said
from mantetong.settlement.encryption import Reply, closed_output, opened_message
from mantetong.settlement.refusals import Refused
from mantetong.settlement.signing import ensure_signed
from mantetong.settlement.statements import statement
from mantetong.settlement.v1 import SERVED, Transaction
from mantetong.settlement.v1.transaction import Asked

_KEEP, _KEPT = statement("settlement", "keep_answer"), statement("settlement", "kept_answer")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class _Came(NamedTuple):
    """A message, proven and opened: which transaction it asks for, and what its answer is closed with."""

    served: Transaction
    asked: Asked
    reply: Reply | None


Answer = tuple[Infcode, str, Mapping[str, Any]]


def carry_out(
    *, till: Till, authorization: str, infno: str, body: bytes, at: datetime
) -> tuple[tuple[Infcode, str, Mapping[str, Any] | str], int, dict[str, str]]:
    """The answer (infcode, err_msg, output), the HTTP status, and what the journal keeps. Never raises for what a sender does.

    The output is a text where the question came encrypted.
    """
    known: dict[str, str] = {}
    reply: Reply | None = None
    try:
        known["institution"] = authorised(till=till, authorization=authorization)
        till.ensure_pace(known["institution"])
        came = _received(known, till, infno, body, token_of(authorization), at)
        reply = came.reply
        (code, words, output), status = _carried_out(came, known), 200
    except Refused as refused:
        (code, words, output), status = _refusal(refused), refused.status
    except TillAway:
        (code, words, output), status = (Infcode.UNKNOWN, said(Infcode.UNKNOWN), {}), 200
    return (code, words, closed_output(output, reply=reply) if reply else output), status, known


def _received(known: dict[str, str], till: Till, infno: str, body: bytes, token: str, at: datetime) -> _Came:
    served = SERVED.get(infno)
    if served is None or served.carry_out is None:
        raise Refused(Infcode.NOT_SERVED, infno=infno)
    message = _read(body)
    known |= {"msgid": message["msgid"], "region": message["mdtrtarea_admvs"], "psn_no": _person_named(message["input"])}
    if message["infno"] != infno:
        raise Refused(Infcode.WRONG_TRANSACTION, path=infno)
    if message["fixmedins_code"] != known["institution"]:
        raise Refused(Infcode.OTHER_INSTITUTION)
    if keys := till.keys_of(known["institution"]):
        ensure_signed(message=message, keys=keys, token=token, at=at)
    opened, reply = opened_message(message, ciphers=till, institution=known["institution"], at=at)
    return _Came(served, Asked(opened, known["institution"], at), reply)


def _carried_out(came: _Came, known: dict[str, str]) -> Answer:
    if came.reply:
        _ensure_writable(came.asked.message)
        known["psn_no"] = _person_named(came.asked.message["input"])
    return _kept(came.served, came.asked) if came.served.writes else _fresh(came.served, came.asked)


def _refusal(refused: Refused) -> Answer:
    return refused.code, said(refused.code, **refused.facts), {}


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        message = parse_closed_request(body)
    except Mangled as mangled:
        raise Refused(Infcode.MANGLED, why=str(mangled)) from mangled
    _ensure_writable(message)
    return message


def _ensure_writable(message: Mapping[str, Any]) -> None:
    if name := _unwritable(message):
        raise Refused(Infcode.MANGLED, why=f"{name}含有控制字符或无效的文字编码，请删除后重发")


def _unwritable(message: Mapping[str, Any]) -> str:
    """The name of the first text that no database keeps (control characters, half a surrogate pair), or nothing."""
    waiting: list[tuple[str, Any]] = [("报文", message)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [("报文", key) for key in value] + list(value.items())
        elif isinstance(value, list):
            waiting += [(name, one) for one in value]
        elif isinstance(value, str) and _UNWRITABLE.search(value):
            return "报文" if _UNWRITABLE.search(name) else name
    return ""


def _person_named(given: Mapping[str, Any] | str) -> str:
    """The psn_no of any node, for the journal; none while the input is closed."""
    if isinstance(given, str):
        return ""
    nodes = [one[0] if isinstance(one, list) and one else one for one in given.values()]
    named = [one["psn_no"] for one in nodes if isinstance(one, Mapping) and isinstance(one.get("psn_no"), str)]
    return named[0] if named else ""


def _fresh(served: Transaction, asked: Asked) -> Answer:
    assert served.carry_out is not None  # noqa: S101  the caller has looked
    return Infcode.DONE, "", served.carry_out(asked)


class _CameTwice(Exception):
    """Another message of this number was answered meanwhile: what this one did is undone."""


class _Numbered(NamedTuple):
    """What a kept answer is found by, and what it was asked."""

    institution_code: str
    msgid: str
    infno: str
    request_digest: str


def _kept(served: Transaction, asked: Asked) -> Answer:
    """Do it once: of two messages with one msgid the second gets the first one's answer."""
    digest = hashlib.sha256(json.dumps(asked.message["input"], sort_keys=True).encode()).hexdigest()
    number = _Numbered(asked.institution, asked.message["msgid"], served.infno, digest)
    given = _given(number)
    if given is None:
        try:
            return _first_time(served, asked, number)
        except _CameTwice:
            given = _given(number)
    assert given is not None  # noqa: S101  kept answers are never deleted
    infno, asked_for, answer = given
    if answer["infcode"] == Infcode.TAKEN_BACK:
        raise Refused(Infcode.TAKEN_BACK)
    if (infno, asked_for) != (served.infno, digest):
        raise Refused(Infcode.REPEATED_DIFFERENTLY)
    return Infcode(answer["infcode"]), answer["err_msg"], answer["output"]


def _given(number: _Numbered) -> tuple[str, str, Mapping[str, Any]] | None:
    """What was answered to this msgid: the transaction, the digest of what it was asked, the answer."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, number._asdict())
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1], json.loads(row[2]))


def _first_time(served: Transaction, asked: Asked, number: _Numbered) -> Answer:
    """What was done and its answer stand together or not at all; of a refusal only the answer stands."""
    try:
        with transaction.atomic():
            answer = _fresh(served, asked)
            _keep(number, answer, asked.at)
    except Refused as refused:
        answer = _refusal(refused)
        _keep(number, answer, asked.at)
    return answer


def _keep(number: _Numbered, answer: Answer, at: datetime) -> None:
    """The last statement of a transaction: the msgid is held only while it is written. Raises _CameTwice."""
    code, words, output = answer
    kept = json.dumps({"infcode": int(code), "err_msg": words, "output": dict(output)})
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {**number._asdict(), "answer": kept, "at": at})
        if not cursor.rowcount:
            raise _CameTwice
