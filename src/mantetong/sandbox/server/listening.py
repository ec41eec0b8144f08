"""The sandbox on a socket: a thread per connection, kept alive between requests."""

import logging
import socket
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from mantetong.sandbox.server.application import respond
from mantetong.sandbox.server.exchange import Reply, Request, json_reply
from mantetong.sandbox.server.state import State

_log = logging.getLogger(__name__)
_MOST_BODY = 1024 * 1024


class SandboxServer(ThreadingHTTPServer):
    """The pretend world of one installation. `url` is where it listens; `state` what it remembers."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, host: str, port: int, home: Path) -> None:
        self.state = State(home / "sandbox")
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """The address, with the port that was really taken."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    def server_close(self) -> None:
        """Stop listening and close the state file."""
        super().server_close()
        self.state.close()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002  the library's signature
        """A client that hung up is no fault of ours."""
        _log.debug("connection ended", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SandboxServer
    timeout = 75
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        reply = self._reply()
        if reply.silent:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = _serve  # noqa: N815  names of the library

    def _reply(self) -> Reply:
        length = self.headers.get("Content-Length") or "0"
        if not length.isdigit() or int(length) > _MOST_BODY:
            self.close_connection = True
            return json_reply({"error": "too large"}, status=413)
        headers = {name.lower(): value for name, value in self.headers.items()}
        arrived_at = datetime.now(UTC)  # noqa: TID251  a process without Django
        return self._answered(Request(self.command, self.path, headers, self.rfile.read(int(length)), arrived_at))

    def _answered(self, request: Request) -> Reply:
        try:
            return respond(request, self.server.state)
        except Exception:  # noqa: BLE001  the edge of the process: logged once, answered plainly
            _log.exception("sandbox_request_failed")
            return json_reply({"error": "sandbox failed"}, status=500)

    def log_message(self, _format: str, *_args: object) -> None:
        """Requests carry numbers of people: not logged."""
