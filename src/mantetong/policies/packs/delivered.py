"""The packs that came with the program. Apart from `shelf`, because a command that only reads packs starts without Django."""

from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[4] / "packs"
_DELIVERED = Path(__file__).resolve().parents[2] / "packs"


def delivered_packs() -> Path:
    """Beside the program in a wheel, at the top of a source tree."""
    return _DELIVERED if _DELIVERED.is_dir() else _REPOSITORY
