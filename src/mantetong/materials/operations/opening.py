"""Opening a stack of papers that has no place yet."""

from mantetong.materials.operations.scanning import ensure_harmless
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.pages import CleanPage


def pages_in(*, content: bytes) -> tuple[CleanPage, ...]:
    """The clean pages of a file, scanned and decoded in the cell. Nothing is kept. Raises UnsafeFile."""
    ensure_harmless(content)
    return take_in(content=content).pages
