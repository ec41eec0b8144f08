"""Signing in at a provincial portal or app: OpenID Connect, authorization code with PKCE.

Everything the portal sends is checked here: whose answer it is (issuer, also in the redirect: RFC 9207), to which question (state,
nonce), for whom (audience), by whom (a signature of the portal's own keys; never `none`, never a shared secret) and when. A fault is
one error with a stable reason; nothing that was sent is repeated in it.

Errors: DoorAnswerBad (the answer proves nothing), DoorAway (the portal did not answer).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt

from mantetong.outside.gateways import OidcGateway
from mantetong.outside.line import Line

TIME_LIMIT = httpx.Timeout(8.0, connect=3.0)
LINE = Line(TIME_LIMIT)
SCOPES = "openid profile phone realname"
_SIGNED_BY_KEYS = ("RS256", "PS256", "ES256")
_LEEWAY = 60  # seconds between two clocks
_REQUIRED = ["exp", "iat", "iss", "aud", "sub", "nonce"]
_REQUIRED_OF_LOGOUT = ["iat", "iss", "aud", "sub", "jti", "events"]
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


class DoorAnswerBad(ValueError):
    """What came proves nothing. `reason`: STATE, ISSUER, REFUSED, CODE, UNSIGNED, TOKEN, SUBJECT, NOT_A_LOGOUT."""

    code = "DOOR_ANSWER_BAD"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DoorAway(ConnectionError):
    """The portal cannot be reached or speaks nonsense."""

    code = "DOOR_AWAY"


@dataclass(frozen=True, slots=True)
class Going:
    """What is kept while somebody is at the portal: answers are only taken for these. `goes_to` is where they wanted to go."""

    region: str
    door: str
    state: str
    nonce: str
    verifier: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the portal vouches for. `level` is its real-name level; `id_token` is shown again at log-out, `session` is the portal's
    name for its own session, where it has one.
    """

    issuer: str
    subject: str
    name: str
    id_number: str
    phone: str
    level: str
    id_token: str
    session: str = ""


def going(*, region: str, door: str, goes_to: str) -> Going:
    """Fresh secrets for one journey to the portal and back."""
    return Going(region, door, secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48), goes_to)


def address_to_go(gateway: OidcGateway, journey: Going, *, back_to: str) -> str:
    """Where the browser is sent. Raises DoorAway."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(journey.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": gateway.client_id, "redirect_uri": back_to, "scope": SCOPES,
        "state": journey.state, "nonce": journey.nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{_told(gateway, 'authorization_endpoint')}?{urlencode(asked)}"


def vouched(gateway: OidcGateway, journey: Going, answer: Mapping[str, str], *, back_to: str) -> Vouched:
    """Whom the answer in the redirect vouches for. Raises DoorAnswerBad, DoorAway."""
    if not hmac.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
        raise DoorAnswerBad("STATE")
    if answer.get("iss", gateway.issuer) != gateway.issuer:
        raise DoorAnswerBad("ISSUER")
    if answer.get("error") or not answer.get("code"):
        raise DoorAnswerBad("REFUSED")
    tokens = _tokens(gateway, journey, answer["code"], back_to)
    claims = _claims(gateway, journey, str(tokens.get("id_token", "")))
    more = _more(gateway, str(tokens.get("access_token", "")), str(claims["sub"]))
    return _read(gateway, {**more, **claims}, str(tokens["id_token"]))


def address_to_leave(gateway: OidcGateway, *, id_token: str, back_to: str) -> str:
    """Where the browser is sent so that the portal ends its session too; empty where it offers no log-out. Raises DoorAway."""
    target = _metadata(gateway).get("end_session_endpoint")
    asked = {"id_token_hint": id_token, "client_id": gateway.client_id, "post_logout_redirect_uri": back_to}
    return f"{target}?{urlencode(asked)}" if target else ""


def logged_out(gateway: OidcGateway, *, token: str) -> tuple[str, str]:
    """(subject, portal's session or empty) whose session the portal has ended: a log-out token it pushed to us (OIDC back-channel).

    Raises DoorAnswerBad, DoorAway.
    """
    claims = _signed(gateway, token, require=_REQUIRED_OF_LOGOUT)
    events = claims.get("events")
    if "nonce" in claims or not isinstance(events, dict) or not isinstance(events.get(_LOGOUT), dict):
        raise DoorAnswerBad("NOT_A_LOGOUT")  # an id_token must never pass for one
    return str(claims["sub"]), str(claims.get("sid", ""))


def _metadata(gateway: OidcGateway) -> dict[str, Any]:
    found = _got(f"{gateway.issuer}/.well-known/openid-configuration")
    if found.get("issuer") != gateway.issuer:
        raise DoorAway("ISSUER")
    return found


def _told(gateway: OidcGateway, name: str) -> str:
    try:
        return str(_metadata(gateway)[name])
    except KeyError:
        raise DoorAway(name) from None


def _got(url: str, **headers: str) -> dict[str, Any]:
    try:
        found = LINE.client().get(url, headers=headers).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise DoorAway(type(error).__name__) from error
    return found if isinstance(found, dict) else {}


def _tokens(gateway: OidcGateway, journey: Going, code: str, back_to: str) -> dict[str, Any]:
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": back_to, "code_verifier": journey.verifier}
    try:
        response = LINE.client().post(
            _told(gateway, "token_endpoint"), data=given, auth=(gateway.client_id, gateway.client_secret)
        )
        said = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise DoorAway(type(error).__name__) from error
    if response.is_server_error:
        raise DoorAway(f"HTTP {response.status_code}")
    if not response.is_success or not isinstance(said, dict) or "id_token" not in said:
        raise DoorAnswerBad("CODE")
    return said


def _claims(gateway: OidcGateway, journey: Going, id_token: str) -> dict[str, Any]:
    claims = _signed(gateway, id_token, require=_REQUIRED)
    is_ours = claims.get("azp", gateway.client_id) == gateway.client_id
    if not is_ours or not hmac.compare_digest(str(claims["nonce"]).encode(), journey.nonce.encode()):
        raise DoorAnswerBad("TOKEN")
    return claims


def _signed(gateway: OidcGateway, token: str, *, require: list[str]) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in _SIGNED_BY_KEYS:
            raise DoorAnswerBad("UNSIGNED")
        claims: dict[str, Any] = jwt.decode(
            token, _key(gateway, header.get("kid")), algorithms=[header["alg"]], audience=gateway.client_id,
            issuer=gateway.issuer, leeway=_LEEWAY, options={"require": require},
        )  # fmt: skip
    except jwt.InvalidTokenError as error:
        raise DoorAnswerBad("TOKEN") from error
    return claims


def _key(gateway: OidcGateway, kid: str | None) -> Any:
    keys = _got(_told(gateway, "jwks_uri")).get("keys", [])
    fitting = [one for one in keys if one.get("use", "sig") == "sig" and (kid is None or one.get("kid") == kid)]
    if not fitting:
        raise DoorAnswerBad("UNSIGNED")
    return jwt.PyJWK.from_dict(fitting[0]).key


def _more(gateway: OidcGateway, access_token: str, subject: str) -> dict[str, Any]:
    url = _metadata(gateway).get("userinfo_endpoint")
    if not url or not access_token:
        return {}
    found = _got(str(url), Authorization=f"Bearer {access_token}")
    if found.get("sub") != subject:
        raise DoorAnswerBad("SUBJECT")
    return found


def _read(gateway: OidcGateway, claims: Mapping[str, Any], id_token: str) -> Vouched:
    def text(*names: str) -> str:
        return next((str(claims[name]).strip() for name in names if claims.get(name)), "")

    return Vouched(
        gateway.issuer, text("sub"), text("real_name", "name"), text("id_number").upper(),
        text("phone_number").removeprefix("+86"), text("real_name_level"), id_token, text("sid"),
    )  # fmt: skip
