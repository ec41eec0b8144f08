"""Files that are no papers of a filing: a recorded voice, which nobody here opens, and the proof of a mandate."""

from django.conf import settings

from mantetong.materials.safety import scanner
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.errors import Infected, UnsafeFile
from mantetong.outside.intake import FileRefused


def ensure_harmless(content: bytes) -> None:
    """Ask the scanner, where there is one and it answers. Raises Infected."""
    try:
        found = scanner.found_in(content, socket=settings.MANTETONG_ENVIRONMENT.clamd_socket)
    except scanner.ScannerAway:
        return
    if found:
        raise Infected


def clean_pages(content: bytes) -> tuple[bytes, ...]:
    """The pages of a file that belongs to no filing (a mandate's proof), through scanner and cell. Raises FileRefused."""
    try:
        ensure_harmless(content)
        return tuple(page.jpeg for page in take_in(content=content).pages)
    except UnsafeFile as refused:
        raise FileRefused(refused.code) from refused
