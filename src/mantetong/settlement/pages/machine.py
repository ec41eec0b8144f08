"""POST /interface/<infno>: the national envelope, over HTTP. The look-up mostly never comes here: see `look_up`."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from mantetong.settlement.answering import INFNO, answer_look_up, authorised, output_of
from mantetong.settlement.carrying_out import carry_out
from mantetong.settlement.codes import Infcode, said
from mantetong.settlement.look_up import LONGEST
from mantetong.settlement.message import answer_bytes
from mantetong.settlement.noting import note_call
from mantetong.settlement.openapi import document
from mantetong.settlement.queries import received_of
from mantetong.settlement.refusals import Refused
from mantetong.settlement.tills import DjangoTill
from mantetong.web.access import machine, public
from mantetong.web.clock import day_of, now_of

_LONGEST_BATCH = 512 * 1024  # 500 charged lines


@machine
@csrf_exempt
def transact(request: HttpRequest, infno: str) -> HttpResponse:
    """One transaction of the national interface; every outcome is an envelope."""
    received, began = time.time(), time.perf_counter()
    answer, status, known = _answer(request, infno)
    code, words, output = answer
    body = answer_bytes(infcode=int(code), err_msg=words, output=output, region=known.get("region", ""), received=received)
    took = int((time.perf_counter() - began) * 1_000_000)
    note_call(at=now_of(request), infno=infno, infcode=int(code), known=known, microseconds=took)
    return _response(body, status)


@machine
def received(request: HttpRequest, msgid: str) -> JsonResponse:
    """What did you receive from me? The journal of one msgid, for the institution that sent it."""
    try:
        till = DjangoTill(is_sandbox=settings.MANTETONG_SANDBOX)
        institution = authorised(till=till, authorization=request.headers.get("Authorization", ""))
    except Refused as refused:
        return JsonResponse({"infcode": int(refused.code), "err_msg": said(refused.code, **refused.facts)}, status=401)
    return JsonResponse(received_of(institution=institution, msgid=msgid), json_dumps_params={"ensure_ascii": False})


@public
def openapi(_request: HttpRequest) -> JsonResponse:
    """What the interface takes and gives, as OpenAPI 3.1."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


def _answer(request: HttpRequest, infno: str) -> tuple[tuple[Infcode, str, Any], int, dict[str, str]]:
    if request.method != "POST":
        return (Infcode.WRONG_METHOD, said(Infcode.WRONG_METHOD), {}), 405, {}
    longest = LONGEST if infno == INFNO else _LONGEST_BATCH
    body = request.read(longest + 1)
    if len(body) > longest:
        return (Infcode.TOO_LARGE, said(Infcode.TOO_LARGE, limit=longest), {}), 200, {}
    authorization, till = request.headers.get("Authorization", ""), DjangoTill(is_sandbox=settings.MANTETONG_SANDBOX)
    if infno != INFNO:
        return carry_out(till=till, authorization=authorization, infno=infno, body=body, at=now_of(request))
    at = now_of(request)
    answered = answer_look_up(till=till, authorization=authorization, body=body, on=day_of(at), at=at)
    known = {name: getattr(answered, name) for name in ("msgid", "institution", "psn_no", "region")}
    return (answered.infcode, answered.err_msg, output_of(answered)), answered.status, known


def _response(body: bytes, status: int) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "no-store"
    if status == 401:  # noqa: PLR2004  the one status with a header of its own
        response["WWW-Authenticate"] = 'Bearer realm="interface"'
    return response
