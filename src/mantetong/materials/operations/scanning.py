"""Files that are no papers, such as a recorded voice: nobody here opens them, they are only looked at by the virus scanner."""

from django.conf import settings

from mantetong.materials.safety import scanner
from mantetong.materials.safety.errors import Infected


def ensure_harmless(content: bytes) -> None:
    """Ask the scanner, where there is one and it answers. Raises Infected."""
    try:
        found = scanner.found_in(content, socket=settings.MANTETONG_ENVIRONMENT.clamd_socket)
    except scanner.ScannerAway:
        return
    if found:
        raise Infected
