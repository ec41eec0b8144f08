"""The resumable upload, spoken by the phone's script. (Without script a plain form posts to `materials:upload`.)

1. `POST  /papers/of/<reference>/uploads/` form fields `slot`, `name`, `size` (bytes), `digest` (SHA-256 of the file in hex, may be
   empty), `client_key` (the sender's own unguessable name for this sending, at most 64 characters). 201, or 200 when the key is
   known: `{"key", "url", "offset", "size", "part_bytes", "expires_at", "paper", "refused"}`. Asking again never doubles anything.
2. `PUT   <url>` header `Upload-Offset: N`, body the raw bytes from N on (`application/octet-stream`, at most `part_bytes`).
   200 with the same body and the new `offset`; parts that came before are passed over. 409 UPLOAD_OFFSET with `offset`: go on there.
   The part that completes the file makes it a paper: 201, `paper: {"key", "url"}`. An empty PUT at `offset` = `size` only tries
   the end again (after a lost answer, a full slot, a timeout).
3. `HEAD  <url>` headers `Upload-Offset`, `Upload-Length`; `GET <url>` the same body as in 1.
4. `DELETE <url>` 204: given up.

Every refusal: its status and `{"code", "what", "why", "now"}` (and `offset` where it helps), header `X-Error-Code`. UPLOAD_DAMAGED:
begin again at 0. An upload belongs to the account that began it and is gone after a day. The CSRF token goes in `X-CSRFToken`.
"""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mantetong.cases.queries import filing_for
from mantetong.materials import operations
from mantetong.materials.access import may_change_papers
from mantetong.materials.errors import PaperError
from mantetong.materials.operations import Announced, UploadRef
from mantetong.materials.safety.errors import UnsafeFile
from mantetong.web.access import signed_in
from mantetong.web.clock import now_of
from mantetong.web.requests import Request
from mantetong.web.sentences import sentence_for

PART_BYTES = 512 * 1024
_LONGEST_KEY = 64


@signed_in
@require_POST
def begin(request: Request, reference: str) -> HttpResponseBase:
    """Begin an upload or find the one begun under the same client key."""
    at = now_of(request)
    filing = filing_for(viewer=request.actor, reference=reference, at=at)
    if not may_change_papers(request.actor, filing):
        raise Http404
    announced = _announced(request)
    if announced is None:
        return _refused("UPLOAD_DAMAGED")
    try:
        upload = operations.open_upload(filing_id=filing.id, announced=announced, by=request.actor, at=at)
    except (UnsafeFile, PaperError) as problem:
        return _refused(problem.code, most=getattr(problem, "most", ""))
    return JsonResponse(_said(upload), status=HTTPStatus.OK if upload.offset or upload.paper else HTTPStatus.CREATED)


@signed_in
@require_http_methods(["GET", "HEAD", "PUT", "DELETE"])
def upload(request: Request, key: str) -> HttpResponseBase:
    """Where an upload stands, its next part, or its end."""
    try:
        if request.method == "PUT":
            return _grown(request, key)
        if request.method == "DELETE":
            operations.give_up_upload(key=key, by=request.actor, at=now_of(request))
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return _answer(operations.upload_for(key=key, by=request.actor, at=now_of(request)), HTTPStatus.OK)
    except (UnsafeFile, PaperError) as problem:
        facts = {"most": getattr(problem, "most", ""), "offset": getattr(problem, "offset", None)}
        return _refused(problem.code, **facts)


def _grown(request: Request, key: str) -> HttpResponseBase:
    at, offset = now_of(request), request.headers.get("Upload-Offset", "")
    if not offset.isdecimal() or len(request.body) > PART_BYTES:
        return _refused("UPLOAD_OFFSET", offset=operations.upload_for(key=key, by=request.actor, at=at).offset)
    upload = operations.add_part(key=key, offset=int(offset), content=request.body, by=request.actor, at=at)
    if upload.refused:
        return _refused(upload.refused)
    if not upload.is_whole:
        return _answer(upload, HTTPStatus.OK)
    operations.finish_upload(key=key, by=request.actor, at=at)
    return _answer(operations.upload_for(key=key, by=request.actor, at=at), HTTPStatus.CREATED)


def _announced(request: Request) -> Announced | None:
    given, size = request.POST, request.POST.get("size", "")
    client_key, digest = given.get("client_key", ""), given.get("digest", "")
    if not (size.isdecimal() and 0 < len(client_key) <= _LONGEST_KEY and len(digest) in (0, 64)):
        return None
    return Announced(given.get("slot", ""), given.get("name", ""), int(size[:12]), digest, client_key)


def _said(upload: UploadRef) -> dict[str, object]:
    paper = upload.paper and {"key": upload.paper.key, "url": reverse("materials:paper", args=[upload.paper.key])}
    return {
        "key": upload.key, "url": reverse("materials:one_upload", args=[upload.key]), "offset": upload.offset, "size": upload.size,
        "part_bytes": PART_BYTES, "expires_at": upload.expires_at.isoformat(), "paper": paper, "refused": upload.refused,
    }  # fmt: skip


def _answer(upload: UploadRef, status: int) -> HttpResponse:
    headers = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.size), "Cache-Control": "no-store"}
    return JsonResponse(_said(upload), status=status, headers=headers)


def _refused(code: str, **facts: object) -> HttpResponse:
    sentence = sentence_for(code, facts)
    body = {"code": code, "what": sentence.what, "why": sentence.why, "now": sentence.now}
    if isinstance(facts.get("offset"), int):
        body["offset"] = facts["offset"]  # type: ignore[assignment]
    return JsonResponse(body, status=sentence.status, headers={"X-Error-Code": code, "Cache-Control": "no-store"})
