"""The envelope at speed: a typed reading of what mostly arrives, and the answer's bytes.

What the typed reading refuses goes to `outside.envelope`, which explains field by field. None of the shapes can be part of a
ring, so the collector need not know of them (`gc=False`).
"""

import itertools
import secrets
import time
from typing import Annotated, Any

import msgspec

from mantetong.outside.envelope import CIPHER

_DAY = r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
_MSGID = rf"^[HP]\d{{11}}20\d\d{_DAY}([01]\d|2[0-3])[0-5]\d[0-5]\d\d{{4}}$"
_TIME = r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$"
_SHANGHAI = 8 * 3600  # no summer time since 1991


def _text(longest: int) -> Any:
    return Annotated[str, msgspec.Meta(min_length=1, max_length=longest)]


class PersonNode(msgspec.Struct, gc=False):
    """input.data of 5301."""

    psn_no: Annotated[str, msgspec.Meta(min_length=1, max_length=30)]


class PersonInput(msgspec.Struct, gc=False):
    """input of 5301."""

    data: PersonNode


class LookUpRequest(msgspec.Struct, gc=False):
    """A whole 5301 request (national_interface §1). Fields nobody reads are only checked for their length."""

    infno: _text(6)  # type: ignore[valid-type]
    msgid: Annotated[str, msgspec.Meta(pattern=_MSGID)]
    mdtrtarea_admvs: _text(6)  # type: ignore[valid-type]
    recer_sys_code: _text(10)  # type: ignore[valid-type]
    infver: _text(6)  # type: ignore[valid-type]
    opter_type: _text(3)  # type: ignore[valid-type]
    opter: _text(30)  # type: ignore[valid-type]
    opter_name: _text(50)  # type: ignore[valid-type]
    inf_time: Annotated[str, msgspec.Meta(pattern=_TIME)]
    fixmedins_code: _text(30)  # type: ignore[valid-type]
    fixmedins_name: _text(200)  # type: ignore[valid-type]
    input: PersonInput
    insuplc_admdvs: Annotated[str, msgspec.Meta(max_length=6)] | None = None
    enc_type: Annotated[str, msgspec.Meta(max_length=0)] | None = None  # an encrypted one goes the slow way


class Line(msgspec.Struct, gc=False):
    """One line of output.feedetail; `enddate` null is open-ended."""

    opsp_dise_code: str
    opsp_dise_name: str
    begndate: str
    enddate: str | None


class Envelope(msgspec.Struct, gc=False):
    """An answer (national_interface §1), fields in the order of the specification."""

    infcode: int
    inf_refmsgid: str
    refmsg_time: str
    respond_time: str
    err_msg: str
    output: Any
    warn_msg: str = ""
    cainfo: str = ""
    signtype: str = ""
    enc_type: str = ""


_decoder = msgspec.json.Decoder(LookUpRequest)
_encoder = msgspec.json.Encoder()
_serial = itertools.count(secrets.randbelow(10**9))
_second: tuple[int, str] = (0, "")


def read_look_up(body: bytes) -> LookUpRequest:
    """The request. Raises msgspec.DecodeError (also its subclass ValidationError) for anything out of the ordinary."""
    return _decoder.decode(body)


def second_of(moment: float) -> str:
    """The second of a Unix time, in Shanghai, as yyyyMMddHHmmss."""
    global _second  # noqa: PLW0603  the last second's text; a torn race writes an equal or newer pair
    whole = int(moment)
    known, text = _second
    if known != whole:
        text = time.strftime("%Y%m%d%H%M%S", time.gmtime(whole + _SHANGHAI))
        _second = (whole, text)
    return text


def milliseconds(moment: float) -> str:
    """A Unix time as the Shanghai yyyyMMddHHmmssSSS of the envelope."""
    return f"{second_of(moment)}{int(moment % 1 * 1000):03d}"


def answer_bytes(*, infcode: int, err_msg: str, output: Any, region: str, received: float, warn_msg: str = "") -> bytes:
    """The whole answer. `received` is the Unix time at which the request came in; `region` who receives (six digits).

    An `output` that is text is an encrypted one, and named so.
    """
    taken = milliseconds(received)
    serial = f"{region:0<6.6}{taken[:14]}{next(_serial) % 10**10:010d}"
    enc_type = CIPHER if isinstance(output, str) else ""
    answer = Envelope(infcode, serial, taken, milliseconds(time.time()), err_msg, output, warn_msg, enc_type=enc_type)
    return _encoder.encode(answer)
