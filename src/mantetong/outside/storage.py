"""Files that are on the disk when we say so."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_whole(target: Path, chunks: Iterable[bytes]) -> None:
    """Under another name first: a crash leaves a file whose name begins with a dot, never half a paper."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
    _flush(target.parent)


class SyncedFileStorage(FileSystemStorage):
    """Flushes the file and its folders before `save` returns. Files are 0600, folders 0700.

    A name is written once and bound to its content, so saving it again keeps what is there.
    """

    def __init__(self, location: str, **options: Any) -> None:
        super().__init__(location=location, file_permissions_mode=0o600, directory_permissions_mode=0o700, **options)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002  Django's signature
        """The name itself: names carry the digest of what they hold."""
        return name

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        if target.exists():
            return name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(target, content.chunks())
        _flush(target.parent.parent)
        return name

    def replace(self, name: str, content: bytes) -> None:
        """Put other bytes under a name that stands, whole or not at all: readers see the old or the new, never a half."""
        target = Path(self.path(name))
        _write_whole(target, (content,))
