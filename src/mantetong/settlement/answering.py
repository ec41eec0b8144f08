"""5301 人员慢特病备案查询, decided: recognised, nobody recognised, or unknown. Never a false "no".

Knows neither web server nor database driver: `Till` brings what is known. The contract is DESIGN §7; the fields are
national_interface §2.
"""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, Protocol

import msgspec

from mantetong.outside.envelope import Field, Mangled, field_fault, parse_closed_request
from mantetong.settlement.codes import WITHOUT_LIST, Infcode, said
from mantetong.settlement.encryption import Ciphers, Reply, closed_output, ensure_may_be_plain, opened_message
from mantetong.settlement.lookup_rules import LookUpRule
from mantetong.settlement.message import Line, LookUpRequest, PersonInput, PersonNode, read_look_up
from mantetong.settlement.refusals import Refused
from mantetong.settlement.signing import Key, ensure_signed

INFNO = "5301"
_PSN_NO = re.compile(r"[0-9A-Za-z]{1,30}")
_PSN_FIELD = Field("psn_no", "人员编号", 30)
_PREFECTURE = 4  # a county's insured are recognised by their prefecture
_SHANGHAI = timedelta(hours=8)
_AHEAD = timedelta(minutes=10)  # of a clock elsewhere


class Found(NamedTuple):
    """One row of recognition's look_up.sql: with nulls where the person has no recognition that day."""

    places: str | None
    region: str | None
    disease_code: str | None
    disease_name: str | None
    begins_on: str | None
    ends_on: str | None
    identified_at: int | None  # by certificate at the institution that asks, seconds since 1970


class Known(NamedTuple):
    """What is known of a person: the rows, and since when nothing newer is known; `as_of` None is now."""

    rows: Sequence[Sequence[Any]]
    as_of: float | None = None


class TillAway(ConnectionError):
    """The database cannot be asked now."""

    code = "TILL_AWAY"


class Till(Ciphers, Protocol):
    """What a look-up needs to know."""

    def institution_of(self, token: str) -> str | None:
        """The institution a token is bound to, None for a wrong one. Raises TillAway."""

    def keys_of(self, institution: str) -> Sequence[Key]:
        """The keys an institution must sign with; none: its token is enough."""

    def is_complete(self, prefecture: str) -> bool:
        """True when the existing recognitions of the prefecture (four digits) are declared complete."""

    def rule_of(self, prefecture: str) -> LookUpRule:
        """What the pack of the prefecture (four digits) asks of a look-up."""

    def may_treat(self, institution: str, disease: str) -> bool:
        """True when the institution is entitled to treat this sensitive disease."""

    def ensure_pace(self, institution: str) -> None:
        """Count one request of the institution. Raises Refused when it asks too fast."""

    def find(self, psn_no: str, on: date, institution: str) -> Known:
        """The rows of look_up.sql, each with when the institution identified the person. Raises TillAway."""


class Answered(msgspec.Struct, frozen=True, gc=False):
    """What goes back, and what the journal keeps."""

    infcode: Infcode
    err_msg: str = ""
    lines: tuple[Line, ...] = ()
    status: int = 200
    msgid: str = ""
    institution: str = ""
    psn_no: str = ""
    region: str = ""
    warn_msg: str = ""
    reply: Reply | None = None


def answer_look_up(*, till: Till, authorization: str, body: bytes, on: date, at: datetime) -> Answered:
    """Answer one 5301 request for the day `on` at the moment `at`. Never raises for what a sender does, nor for an absent database."""
    known: dict[str, Any] = {}
    try:
        institution = authorised(till=till, authorization=authorization)
        known["institution"] = institution
        till.ensure_pace(institution)
        if keys := till.keys_of(institution):
            ensure_signed(message=_message(body), keys=keys, token=token_of(authorization), at=at)
        request, reply = _read(body, till, institution, at)
        known |= {
            "reply": reply,
            "msgid": request.msgid,
            "psn_no": request.input.data.psn_no,
            "region": request.insuplc_admdvs or request.mdtrtarea_admvs,
        }
        _ensure_own(request, institution)
        return _told(till, request, on, at, known)
    except Refused as refused:
        return Answered(refused.code, said(refused.code, **refused.facts), status=refused.status, **known)
    except TillAway:
        return Answered(Infcode.UNKNOWN, said(Infcode.UNKNOWN), **known)


def output_of(answered: Answered) -> Any:
    """What goes out as `output`: the list, unless nothing was looked up; encrypted where the question was."""
    output = {} if answered.infcode in WITHOUT_LIST else {"feedetail": answered.lines}
    return closed_output(output, reply=answered.reply) if answered.reply else output


def authorised(*, till: Till, authorization: str) -> str:
    """The institution that shows its token. Raises Refused, TillAway."""
    institution = till.institution_of(token_of(authorization))
    if institution is None:
        raise Refused(Infcode.WRONG_TOKEN)
    return institution


def token_of(authorization: str) -> str:
    """The bearer token of the header. Raises Refused."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refused(Infcode.NO_TOKEN)
    return token.strip()


def _message(body: bytes) -> dict[str, Any]:
    try:
        return parse_closed_request(body)
    except Mangled as mangled:
        raise Refused(Infcode.MANGLED, why=str(mangled)) from mangled


def _read(body: bytes, till: Till, institution: str, at: datetime) -> tuple[LookUpRequest, Reply | None]:
    """The request, and what its answer is closed with where it came encrypted. Raises Refused, TillAway."""
    try:
        request = read_look_up(body)
    except msgspec.DecodeError:
        message, reply = opened_message(_message(body), ciphers=till, institution=institution, at=at)
        return _read_slowly(message), reply
    ensure_may_be_plain(ciphers=till, institution=institution)
    return request, None


def _read_slowly(message: Mapping[str, Any]) -> LookUpRequest:
    """The same reading with an explanation of what is wrong, field by field."""
    data = message["input"].get("data")
    if not isinstance(data, dict):
        raise Refused(Infcode.MANGLED, why="input.data（交易输入节点）缺失，请填写人员编号")
    if fault := field_fault(data, _PSN_FIELD):
        raise Refused(Infcode.MANGLED, why=fault)
    heads: dict[str, Any] = {name: message.get(name) for name in LookUpRequest.__struct_fields__ if name != "input"}
    return LookUpRequest(input=PersonInput(PersonNode(data["psn_no"])), **heads)


def _ensure_own(request: LookUpRequest, institution: str) -> None:
    if request.infno != INFNO:
        raise Refused(Infcode.WRONG_TRANSACTION, path=INFNO)
    if request.fixmedins_code != institution:
        raise Refused(Infcode.OTHER_INSTITUTION)
    if not request.msgid.startswith(institution):
        raise Refused(Infcode.MANGLED, why="msgid（发送方报文ID）应以本机构编号开头")
    if not _PSN_NO.fullmatch(request.input.data.psn_no):
        raise Refused(Infcode.PSN_NO_MALFORMED)


def _told(till: Till, request: LookUpRequest, on: date, at: datetime, known: dict[str, Any]) -> Answered:
    rows, as_of = till.find(request.input.data.psn_no, on, request.fixmedins_code)
    found = [Found(*row) for row in rows]
    if not found:
        raise Refused(Infcode.PSN_NO_UNREGISTERED)
    asked = _prefectures_asked(request.insuplc_admdvs or "", found) or {request.mdtrtarea_admvs[:_PREFECTURE]}
    if not all(till.is_complete(prefecture) for prefecture in asked):
        raise Refused(Infcode.REGION_NOT_READY)
    rules = {prefecture: till.rule_of(prefecture) for prefecture in asked}
    _ensure_identified(rules.values(), found[0].identified_at, at)
    if as_of is not None:
        known["warn_msg"] = _as_of(rules.values(), as_of)
    return Answered(Infcode.DONE, lines=_lines(till, request.fixmedins_code, found, rules), **known)


def _lines(till: Till, institution: str, found: list[Found], rules: Mapping[str, LookUpRule]) -> tuple[Line, ...]:
    """What this institution is told: of a sensitive disease only where it is entitled to treat it."""
    told = []
    for row in found:
        rule = rules.get((row.region or "")[:_PREFECTURE])
        if rule is None or row.disease_code is None:
            continue
        if row.disease_code not in rule.sensitive or till.may_treat(institution, row.disease_code):
            told.append(Line(row.disease_code, row.disease_name or "", row.begins_on or "", row.ends_on))
    return tuple(told)


def _ensure_identified(rules: Iterable[LookUpRule], identified_at: int | None, at: datetime) -> None:
    """The person showed a certificate at this institution lately, where the pack asks for it. Raises Refused."""
    hours = min((rule.certificate_hours for rule in rules if rule.certificate_hours), default=0)
    if not hours:
        return
    moment = at.timestamp()
    if identified_at is None or not moment - hours * 3600 <= identified_at <= moment + _AHEAD.total_seconds():
        raise Refused(Infcode.NOT_IDENTIFIED, hours=hours)


def _as_of(rules: Iterable[LookUpRule], as_of: float) -> str:
    """Words for an answer from before. Raises TillAway when it is older than the packs allow."""
    minutes = min(rule.last_known_minutes for rule in rules)
    if time.time() - as_of > minutes * 60:
        raise TillAway("too old")
    moment = datetime.fromtimestamp(as_of, UTC) + _SHANGHAI
    return f"数据库暂时无法访问，以下为{moment:%Y-%m-%d %H:%M:%S}的待遇状态"


def _prefectures_asked(place: str, found: list[Found]) -> set[str]:
    """Where the answer is asked for: the place of insurance named in the request, else every place the person is insured in."""
    insured = {place[:_PREFECTURE] for place in (found[0].places or "").split(",") if place}
    if not place:
        return insured or {(row.region or "")[:_PREFECTURE] for row in found if row.region}
    if insured and place[:_PREFECTURE] not in insured:
        raise Refused(Infcode.OTHER_REGION)
    return {place[:_PREFECTURE]}
