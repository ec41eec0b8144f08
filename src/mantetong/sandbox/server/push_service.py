"""The pretend push service of a browser (RFC 8030), as strict as those of the browsers' makers.

Refused with their statuses: 400 without TTL or with a wrong topic, 401 without a signature, 403 for one that is not by the key the
browser subscribed with, for another service or run out, 404 nobody, 410 unsubscribed, 413 over 4096 bytes, 415 not aes128gcm.
What is taken stays sealed: only the browser (`sandbox/walk/push_browser.py`) can open it.
"""

import base64
import re
import secrets
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

PATH = "/push"
_LONGEST = 4096
_MOST_SECONDS = 24 * 3600
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")


def answer(request: Request, state: State) -> Reply:
    """A browser that subscribes, unsubscribes or fetches, or a message for one."""
    act, _, name = request.path.removeprefix(f"{PATH}/").partition("/")
    if act == "subscribe":
        return _subscribe(request, state)
    subscribed = state.answer_given(f"push-{name}")
    if subscribed is None:
        return Reply(404)
    if act == "leave":
        state.note_nonce(f"push-left-{name}", at=request.at)
        return Reply(204)
    if act == "received":
        return json_reply([one["text"] for one in state.messages(to=f"push:{name}")])
    return Reply(_refusal(request, state, name, subscribed["key"]) or _taken(request, state, name))


def _subscribe(request: Request, state: State) -> Reply:
    """`key`: the application's public key, as PushManager.subscribe is given it."""
    name = secrets.token_urlsafe(18)
    answer = {"key": request.query.get("key", "")}
    state.keep_answer(msgid=f"push-{name}", infno="push", answer=answer, at=request.at)
    return json_reply({"endpoint": f"http://{request.headers['host']}{PATH}/to/{name}"})


def _refusal(request: Request, state: State, name: str, key: str) -> int:
    """The status of a message that is not taken; 0 for one that is."""
    headers = request.headers
    if state.read("select 1 from nonce where nonce = ?", f"push-left-{name}"):
        return 410
    if not headers.get("ttl", "").isdecimal() or not _TOPIC.fullmatch(headers.get("topic", "-")):
        return 400
    if headers.get("content-encoding") != "aes128gcm":
        return 415
    if len(request.body) > _LONGEST:
        return 413
    return _unsigned(request, key)


def _unsigned(request: Request, key: str) -> int:
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    given = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
    if scheme != "vapid" or set(given) != {"t", "k"}:
        return 401
    return 0 if given["k"] == key and _is_by(key, given["t"], request) else 403


def _is_by(key: str, token: str, request: Request) -> bool:
    try:
        point = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        public = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
        origin = f"http://{request.headers['host']}"
        required: Any = {"require": ["exp", "aud", "sub"]}
        claims = jwt.decode(token, public, algorithms=["ES256"], audience=origin, options=required)
    except (ValueError, jwt.InvalidTokenError):
        return False
    is_soon = claims["exp"] - request.at.timestamp() <= _MOST_SECONDS
    return is_soon and str(claims["sub"]).startswith(("mailto:", "https:"))


def _taken(request: Request, state: State, name: str) -> int:
    topic = request.headers.get("topic", "")
    with state.writing() as rows:  # a newer message of the same topic takes the place of an older one
        rows.execute("delete from message where recipient = ? and reference = ? and reference <> ''", (f"push:{name}", topic))
    text = base64.b64encode(request.body).decode()
    state.keep_message(to=f"push:{name}", channel="push", template="", text=text, receipt="", reference=topic, at=request.at)
    return 201
