"""Time stamps (RFC 3161) over papers: asked of an authority over HTTP, in the sandbox of the sandbox's own.

Errors: TimeStampAway. A paper is signed without a stamp rather than kept from its person; it is stamped afterwards.
"""

from functools import lru_cache

import httpx
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from mantetong.outside.gateways import GatewayMissing, TimeStampAway, time_stamp_url
from mantetong.outside.line import Line

_TIME_LIMIT = httpx.Timeout(5.0, connect=2.0)
_TYPE = "application/timestamp-query"
LINE = Line(_TIME_LIMIT, content_type=_TYPE)
_GRANTED = frozenset({"granted", "granted_with_mods"})


class Authority(TimeStamper):
    """The authority of this installation as pyHanko asks for one."""

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's answer to one request. Raises TimeStampAway."""
        try:
            answer = LINE.client().post(time_stamp_url(), content=req.dump())
            answer.raise_for_status()
            given = tsp.TimeStampResp.load(answer.content, strict=True)
            granted = given["status"]["status"].native in _GRANTED
        except (httpx.HTTPError, GatewayMissing, ValueError) as error:
            raise TimeStampAway(type(error).__name__) from error
        if not granted:
            raise TimeStampAway("not granted")
        return given


@lru_cache(maxsize=1)
def authority() -> Authority:
    """One per process: how long a stamp is gets asked once, then known."""
    return Authority()  # type: ignore[no-untyped-call]
