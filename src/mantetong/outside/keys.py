"""The keys of the running installation. The files they stand in, and what a key does, are in `key_files`."""

from pathlib import Path

from mantetong.outside.key_files import (
    KEY_FILE,
    CannotOpen,
    KeyRing,
    KeysMissing,
    activate_key,
    add_key,
    head_of,
    make_keys,
    read_keys,
    ring_in,
    sealed_under,
)

__all__ = [
    "KEY_FILE",
    "CannotOpen",
    "KeyRing",
    "KeysMissing",
    "activate_key",
    "add_key",
    "head_of",
    "key_ring",
    "make_keys",
    "read_keys",
    "ring_in",
    "sealed_under",
]


def key_ring() -> KeyRing:
    """The ring of this installation, read anew when the file has changed: a running process knows a new key at once."""
    from django.conf import settings  # noqa: PLC0415  `doctor` reads keys before Django is set up

    return ring_in(Path(settings.MANTETONG_HOME) / "keys")
