"""The home of one installation: one `serve` at a time, files that name its database and its sandbox."""

import fcntl
import os
import secrets
import socket
from pathlib import Path
from typing import IO


class AlreadyServed(RuntimeError):
    """Another `serve` or `restore` works on this home."""

    code = "HOME_ALREADY_SERVED"


class PortTaken(RuntimeError):
    """Somebody else listens on the port."""

    code = "PORT_TAKEN"


def lock_home(home: Path) -> IO[str]:
    """The home's lock, held until the file is closed or the process ends in whatever way. Raises AlreadyServed."""
    home.mkdir(parents=True, exist_ok=True)
    file = (home / "serve.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise AlreadyServed(holder) from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def write_private(path: Path, text: str) -> None:
    """Write a file only we may read, whole or not at all."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def ensure_port_free(host: str, port: int) -> None:
    """Raise PortTaken when somebody listens. Several servers could share a port unnoticed: ours asks for that."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        try:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # remains of closed connections are no listener
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port}") from error


def free_port(*, preferred: int | None) -> int:
    """A port on loopback nobody listens on: the preferred one where that is free."""
    for port in ([preferred] if preferred else []) + [0]:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PortTaken("127.0.0.1")
