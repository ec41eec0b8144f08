"""The virus scanner, where the operator has set one up. A scanner that is away is not a clean bill: the upload waits."""

import io

import clamd

from mantetong.materials.safety.errors import Infected, UnsafeFile

_SECONDS = 20.0


class ScannerAway(UnsafeFile):
    """A scanner is configured but does not answer."""

    code = "SCANNER_AWAY"
    say = "安全检查服务正在恢复，请过几分钟再传一次。"


def ensure_clean(content: bytes, *, socket: str) -> None:
    """Ask the scanner behind the unix socket; without one nothing is asked. Raises Infected, ScannerAway."""
    if not socket:
        return
    try:
        answer = clamd.ClamdUnixSocket(path=socket, timeout=_SECONDS).instream(io.BytesIO(content))
    except (clamd.ClamdError, OSError) as problem:
        raise ScannerAway from problem
    if answer["stream"][0] == "FOUND":
        raise Infected
    if answer["stream"][0] != "OK":
        raise ScannerAway
