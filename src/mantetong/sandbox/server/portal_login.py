"""The pretend provincial portal's login: an OpenID provider for the insured persons of the pretend registry.

As strict as a certified one: registered redirect addresses, PKCE with S256 only, a code good once and for a minute, client
authentication, RS256, the issuer named in the redirect. Codes and access tokens are signed statements; used ones are remembered.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from mantetong.outside.gateways import SANDBOX_OIDC_CLIENT, SANDBOX_OIDC_SECRET
from mantetong.sandbox.insured import PEOPLE, InsuredPerson
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

PATH = "/oidc"
CODE_LASTS, TOKEN_LASTS = 60, 600  # seconds
_BACK_PATHS = ("/door/back/",)
_LOCAL = frozenset({"127.0.0.1", "localhost", "testserver", "::1"})


class Refused(Exception):
    """An OAuth error code."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.status = error, status


@lru_cache(maxsize=1)
def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def phone_of(person: InsuredPerson) -> str:
    """The telephone the portal knows of somebody."""
    return f"138{person.psn_no[-8:]}"


def answer(request: Request, state: State) -> Reply:
    """The office's pages and its interface."""
    page = _PAGES.get(request.path.removeprefix(PATH))
    if page is None:
        return json_reply({"error": "not_found"}, status=404)
    try:
        return page(request, state)
    except Refused as refusal:
        return json_reply({"error": refusal.error}, status=refusal.status)


def _issuer(request: Request) -> str:
    return f"http://{request.headers['host']}{PATH}"


def _signed(claims: Mapping[str, Any]) -> str:
    return jwt.encode(dict(claims), _key(), algorithm="RS256", headers={"kid": "sandbox"})


def _opened(token: str, *, kind: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(token, _key().public_key(), algorithms=["RS256"], audience=kind)
    except jwt.InvalidTokenError:
        raise Refused("invalid_grant") from None
    return claims


def _configuration(request: Request, _state: State) -> Reply:
    issuer = _issuer(request)
    names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "logout"}
    return json_reply(
        {
            "issuer": issuer, "jwks_uri": f"{issuer}/jwks", "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": True,
            **{f"{name}_endpoint": f"{issuer}/{path}" for name, path in names.items()},
        }
    )  # fmt: skip


def _keys(_request: Request, _state: State) -> Reply:
    public = RSAAlgorithm.to_jwk(_key().public_key(), as_dict=True)
    return json_reply({"keys": [{**public, "kid": "sandbox", "use": "sig", "alg": "RS256"}]})


def _authorize(request: Request, _state: State) -> Reply:
    """A page of people to sign in as; with `as`, straight back with a code."""
    asked = request.query
    back_to = urlsplit(asked.get("redirect_uri", ""))
    is_known = asked.get("client_id") == SANDBOX_OIDC_CLIENT and back_to.hostname in _LOCAL and back_to.path in _BACK_PATHS
    if not is_known:
        raise Refused("invalid_redirect_uri")  # never sent back to an address nobody registered
    if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return _sent_back(request, {"error": "invalid_request"})
    person = next((one for one in PEOPLE if one.psn_no == asked.get("as")), None)
    return _sent_back(request, {"code": _code(request, person)}) if person else _people_page(request)


def _people_page(request: Request) -> Reply:
    rows = "".join(
        f"<li><a href='?{escape(urlencode({**request.query, 'as': one.psn_no}))}'>{escape(one.name)}（{escape(one.why)}）</a></li>"
        for one in PEOPLE
    )
    page = f"<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>模拟政务平台登录</title><main><h1>模拟政务平台登录</h1><ul>{rows}</ul></main></html>"
    return Reply(200, page.encode(), "text/html; charset=utf-8")


def _code(request: Request, person: InsuredPerson) -> str:
    kept = {name: request.query.get(name, "") for name in ("nonce", "redirect_uri", "code_challenge")}
    return _signed({**kept, "sub": person.psn_no, "aud": "code", "jti": _fresh(), "exp": int(time.time()) + CODE_LASTS})


def _fresh() -> str:
    return hashlib.sha256(str(time.time_ns()).encode()).hexdigest()[:24]


def _sent_back(request: Request, said: Mapping[str, str]) -> Reply:
    given = {**said, "state": request.query.get("state", ""), "iss": _issuer(request)}
    return Reply(302, headers={"Location": f"{request.query['redirect_uri']}?{urlencode(given)}"})


def _token(request: Request, state: State) -> Reply:
    _ensure_client(request)
    given = dict(parse_qsl(request.body.decode()))
    if given.get("grant_type") != "authorization_code":
        raise Refused("unsupported_grant_type")
    code = _opened(given.get("code", ""), kind="code")
    challenge = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
    is_theirs = hmac.compare_digest(challenge, code["code_challenge"]) and given.get("redirect_uri") == code["redirect_uri"]
    if not is_theirs or not state.note_nonce(f"oidc-{code['jti']}", at=request.at):
        raise Refused("invalid_grant")
    now = int(time.time())
    same = {"iss": _issuer(request), "sub": code["sub"], "iat": now, "exp": now + TOKEN_LASTS}
    id_token = _signed({**same, "aud": SANDBOX_OIDC_CLIENT, "nonce": code["nonce"]})
    access = _signed({**same, "aud": "access"})
    return json_reply({"access_token": access, "token_type": "Bearer", "expires_in": TOKEN_LASTS, "id_token": id_token})


def _ensure_client(request: Request) -> None:
    kind, _, shown = request.headers.get("authorization", "").partition(" ")
    right = base64.b64encode(f"{quote(SANDBOX_OIDC_CLIENT)}:{quote(SANDBOX_OIDC_SECRET)}".encode()).decode()
    if request.method != "POST" or kind != "Basic" or not hmac.compare_digest(shown, right):
        raise Refused("invalid_client", 401)


def _userinfo(request: Request, _state: State) -> Reply:
    claims = _opened(request.headers.get("authorization", "").removeprefix("Bearer "), kind="access")
    person = next(one for one in PEOPLE if one.psn_no == claims["sub"])
    return json_reply(
        {
            "sub": person.psn_no, "real_name": person.name, "id_number": person.id_number, "real_name_level": "L3",
            "phone_number": f"+86{phone_of(person)}",
        }
    )  # fmt: skip


def _logout(request: Request, state: State) -> Reply:
    """Ends the portal's session of whoever the token names, and sends back."""
    try:
        claims = jwt.decode(
            request.query.get("id_token_hint", ""), _key().public_key(), algorithms=["RS256"], audience=SANDBOX_OIDC_CLIENT,
            options={"verify_exp": False},
        )  # fmt: skip
    except jwt.InvalidTokenError:
        raise Refused("invalid_request") from None
    state.keep_message(to=claims["sub"], channel="portal-logout", template="", text="", receipt="", reference="", at=request.at)
    return Reply(302, headers={"Location": request.query.get("post_logout_redirect_uri", "/")})


_PAGES: dict[str, Callable[[Request, State], Reply]] = {
    "/.well-known/openid-configuration": _configuration,
    "/jwks": _keys,
    "/authorize": _authorize,
    "/token": _token,
    "/userinfo": _userinfo,
    "/logout": _logout,
}
