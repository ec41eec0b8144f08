"""The virus scanner, where the operator has set one up. What it says is kept apart from what we do about it (`operations.holding`)."""

import io
import time
from contextlib import suppress

import clamd

_SECONDS = 5.0
_REST = 20.0


class ScannerAway(Exception):
    """A scanner is configured but does not answer, or cannot answer for this file. It is neither a clean bill nor a finding."""

    code = "SCANNER_AWAY"


class _Patience:
    """After a silence nobody asks for a while: a scanner that hangs must not hang every upload behind it."""

    def __init__(self) -> None:
        self._until = 0.0

    @property
    def is_over(self) -> bool:
        return time.monotonic() < self._until

    def lose(self) -> None:
        self._until = time.monotonic() + _REST


_patience = _Patience()


def found_in(content: bytes, *, socket: str) -> str:
    """The scanner's name for what is wrong with the bytes, empty when nothing is; without a scanner nothing is asked.

    Raises ScannerAway, at once for 20 seconds after a silence of 5.
    """
    if not socket:
        return ""
    if _patience.is_over:
        raise ScannerAway
    try:
        return ask(content, socket=socket)
    except ScannerAway:
        _patience.lose()
        raise


def ask(content: bytes, *, socket: str) -> str:
    """The same, asked whatever happened before. Raises ScannerAway."""
    daemon = clamd.ClamdUnixSocket(path=socket, timeout=_SECONDS)
    try:
        answer = daemon.instream(io.BytesIO(content))
    except (clamd.ClamdError, OSError) as problem:
        raise ScannerAway from problem
    finally:
        with suppress(AttributeError):  # the library forgets the socket of a daemon that did not answer
            daemon.clamd_socket.close()
    verdict, name = answer["stream"]
    if verdict == "FOUND":
        return str(name)
    if verdict != "OK":
        raise ScannerAway
    return ""
