"""A portal that answers the code with whatever token a test wants, and names keys and issuer as told."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from jwt.algorithms import RSAAlgorithm

from mantetong.outside.gateways import OidcGateway

CLIENT, SECRET = "mantetong", "a secret that a token must never be signed with"
KEY, FOREIGN_KEY = (generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Portal:
    """`changes` alters the claims, `make` the whole token."""

    def __init__(self, issuer):
        self.issuer = issuer
        self.changes, self.make, self.nonce = {}, None, ""
        self.gateway = OidcGateway(issuer, CLIENT, SECRET)

    def claims(self):
        now = int(time.time())
        right = {"iss": self.issuer, "aud": CLIENT, "sub": "s1", "iat": now, "exp": now + 300, "nonce": self.nonce}
        full = {**right, "real_name": "谢桂兰", "id_number": "510199195304172486", "phone_number": "+8613800000001"}
        return {name: value for name, value in (full | self.changes).items() if value is not None}

    def token(self):
        return self.make(self.claims()) if self.make else jwt.encode(self.claims(), KEY, algorithm="RS256", headers={"kid": "k"})

    def answer(self, path):
        if path.endswith("openid-configuration"):
            names = {"authorization": "authorize", "token": "token"}
            ends = {f"{name}_endpoint": f"{self.issuer}/{end}" for name, end in names.items()}
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **ends}
        if path.endswith("jwks"):
            return {"keys": [{**RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "k", "use": "sig"}]}
        return {"id_token": self.token(), "token_type": "Bearer"}


@contextmanager
def a_wicked_portal():
    """A portal on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.dumps(portal.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _serve  # noqa: N815  names of the library

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    portal = Portal(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
