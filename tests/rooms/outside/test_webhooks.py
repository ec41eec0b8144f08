"""Where a push may go: to the address that was looked at and no other, whatever the name says a moment later or a redirect proposes."""

import os
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpcore
import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from mantetong.outside import webhooks
from mantetong.outside.webhooks import push

NAME = "portal.example"
PUBLIC, INSIDE = "93.184.216.34", "10.0.0.8"
AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)


def a_certificate(folder, name):
    """A key and a certificate for one name; the file with both."""
    key, who = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = timezone.now()
    made = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / f"{name}.pem"
    file.write_bytes(own + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return file


class Portal(BaseHTTPRequestHandler):
    """Takes a push, or sends it on where its path says."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(self.headers["Host"])
        self.send_response(302 if self.path == "/moved" else 204)
        self.send_header("Location", f"http://{INSIDE}/secret")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said):
        """Quietly."""


class Road(httpcore.SyncBackend):
    """The network: every address leads to the one server of the test, and is written down."""

    def __init__(self, port):
        self.port, self.gone_to = port, []

    def connect_tcp(self, host, port, **more):
        self.gone_to.append((host, port))
        return super().connect_tcp("127.0.0.1", self.port, **more)


@pytest.fixture(params=[NAME])
def road(request, tmp_path):
    """A portal behind TLS with a certificate for the name asked for."""
    file = a_certificate(tmp_path, request.param)
    server = HTTPServer(("127.0.0.1", 0), Portal)
    server.asked = []
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(file)
    server.socket = shown.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    client = httpx.Client(timeout=5, trust_env=False, verify=ssl.create_default_context(cafile=str(file)))
    way = Road(server.server_port)
    way.asked = server.asked
    client._transport._pool._network_backend = way
    webhooks.LINE.close()
    webhooks.LINE._made[os.getpid()] = client
    yield way
    webhooks.LINE.close()
    server.shutdown()
    thread.join()
    server.server_close()


def pushed(resolve, path="/hook"):
    return push(url=f"https://{NAME}{path}", secret="s", message_id="m", body=b"{}", at=AT, resolve=resolve)


def test_a_push_goes_to_the_address_that_was_looked_at_under_the_portals_own_name(road):
    done = pushed(lambda _host, _port: [PUBLIC])

    assert (done.status, done.is_taken) == (204, True)
    assert (road.gone_to, road.asked) == ([(PUBLIC, 443)], [NAME])


def test_a_name_that_says_something_else_a_moment_later_leads_nowhere_else(road):
    """DNS rebinding: one look per push, and the connection goes where that look led."""
    said = iter([[PUBLIC], [INSIDE]])
    first, second = pushed(lambda _host, _port: next(said)), pushed(lambda _host, _port: next(said))

    assert (first.status, second.reason) == (204, "PRIVATE_ADDRESS")
    assert road.gone_to == [(PUBLIC, 443)]


def test_a_redirect_is_an_answer_and_not_followed(road):
    done = pushed(lambda _host, _port: [PUBLIC], "/moved")

    assert (done.status, done.is_taken) == (302, False)
    assert len(road.asked) == len(road.gone_to) == 1


@pytest.mark.parametrize("road", ["another.example"], indirect=True)
def test_whoever_answers_there_without_the_portals_certificate_is_told_nothing(road):
    done = pushed(lambda _host, _port: [PUBLIC])

    assert (done.status, done.reason, road.asked) == (0, "ConnectError", [])
