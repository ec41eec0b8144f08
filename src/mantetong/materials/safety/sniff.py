"""What a file claims to be by its first bytes. A claim only routes: the full decode decides."""

from enum import StrEnum

from mantetong.materials.safety.errors import EmptyFile, WrongType


class FileType(StrEnum):
    """The four kinds of file that are taken."""

    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    PDF = "pdf"


_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def sniff(content: bytes) -> FileType:
    """The type the first bytes claim. Raises EmptyFile or WrongType."""
    if not content:
        raise EmptyFile
    if content.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return FileType.HEIC
    # Readers accept a PDF header within the first kilobyte, but only blanks may stand before it here: else it is a polyglot.
    if content[:1024].lstrip(b"\x00\t\n\x0c\r \xef\xbb\xbf").startswith(b"%PDF-"):
        return FileType.PDF
    raise WrongType
