"""The signed list of certificates that do not count any more before their last day: small, and good without a network."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from mantetong.outside.signing import sign
from mantetong.recognition.credential import PURPOSE
from mantetong.recognition.models import Recognition, State
from mantetong.web.clock import day_of

_HEX = 16


@dataclass(frozen=True, slots=True)
class SignedList:
    """`text` is JSON: `made_at`, and `tokens`, the first 8 bytes of each token's SHA-256 in hex. `signature` is Ed25519 over it."""

    text: str
    signature: str


def withdrawn_list(*, at: datetime) -> SignedList:
    """Revoked and suspended certificates whose last day has not passed: about 19 bytes each, none of which names a person."""
    running = Recognition.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day_of(at))).exclude(state=State.IN_FORCE)
    tokens = sorted(token_digest(token) for token in running.values_list("token", flat=True))
    text = json.dumps({"made_at": at.isoformat(timespec="seconds"), "tokens": tokens}, separators=(",", ":"))
    return SignedList(text, sign(text.encode(), purpose=PURPOSE))


def token_digest(token: str) -> str:
    """How a certificate stands on the list."""
    return hashlib.sha256(token.encode()).hexdigest()[:_HEX]
