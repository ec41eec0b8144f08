"""A real clamd of our own: no downloaded signatures, one local one."""

import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

NASTY = b"this-is-not-a-virus-but-our-signature-says-so"
_CONFIG = """LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
Foreground yes
LogFile {folder}/clamd.log
TemporaryDirectory {folder}
"""


class Clamd:
    """The daemon; can be stopped dead, frozen and started again."""

    def __init__(self, folder: Path) -> None:
        (folder / "signatures").mkdir()
        (folder / "signatures" / "own.ndb").write_text(f"MTT.Test:0:*:{NASTY.hex()}\n")
        (folder / "clamd.conf").write_text(_CONFIG.format(folder=folder))
        self.folder, self.socket, self.process = folder, str(folder / "clamd.sock"), None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [shutil.which("clamd"), "--config-file", str(self.folder / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            if self._answers():
                return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "clamd.log").read_text()[-500:])

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=10)
            self.process = None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(self.socket)
                line.sendall(b"zPING\0")
                return line.recv(10).startswith(b"PONG")
            except OSError:
                return False


@pytest.fixture(scope="module")
def clamd_here(tmp_path_factory):
    """clamd from the system's packages, running."""
    if shutil.which("clamd") is None:
        pytest.skip("no clamd here: apt install clamav-daemon")
    daemon = Clamd(tmp_path_factory.mktemp("c"))
    daemon.start()
    yield daemon
    daemon.stop()
