"""The pretend portal: takes signed pushes, once each, and refuses what is not signed, too old, or no CloudEvent."""

import hmac
import json

from mantetong.outside.gateways import SANDBOX_PORTAL_SECRET
from mantetong.outside.webhooks import signature
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

CLOCK_SKEW = 300  # seconds
_WANTED = {"specversion", "id", "source", "type", "subject", "time", "data"}


def answer(request: Request, state: State) -> Reply:
    """200 for a genuine push, whether new or seen before."""
    message_id, stamp = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
    if request.method != "POST" or not stamp.isdigit() or abs(request.at.timestamp() - int(stamp)) > CLOCK_SKEW:
        return json_reply({"error": "timestamp"}, status=401)
    right = signature(secret=SANDBOX_PORTAL_SECRET, message_id=message_id, stamp=int(stamp), body=request.body)
    if not hmac.compare_digest(right, request.headers.get("webhook-signature", "")):
        return json_reply({"error": "signature"}, status=401)
    return _taken(request, state, message_id)


def _taken(request: Request, state: State, message_id: str) -> Reply:
    event = json.loads(request.body)
    if not set(event) >= _WANTED or event["specversion"] != "1.0" or event["id"] != message_id:
        return json_reply({"error": "no CloudEvent"}, status=400)
    if state.note_nonce(f"portal-{message_id}", at=request.at):
        state.keep_message(
            to=event["subject"], channel="portal", template=event["type"], text=request.body.decode(), receipt="", reference=message_id,
            at=request.at,
        )  # fmt: skip
    return json_reply({"ok": True})
