"""Taking an upload safely: the caller's side of the cell."""

import json
from typing import Any

from mantetong.materials.safety import limits
from mantetong.materials.safety.child import Asked
from mantetong.materials.safety.errors import ERRORS, TooLarge, UnreadableFile
from mantetong.materials.safety.gate import ask
from mantetong.materials.safety.pages import CleanFile, CleanPage, TextRun
from mantetong.materials.safety.sniff import FileType, sniff


def take_in(
    *, content: bytes, max_bytes: int = limits.UPLOAD_BYTES, page_bytes: int = limits.CLEAN_BYTES, on_card: bool = False
) -> CleanFile:
    """The file's pages, decoded in full and made anew, live payment codes painted over. Raises UnsafeFile.

    `max_bytes` is what may be uploaded, `page_bytes` the most a clean page may have, `on_card` says that a card or a screenshot is
    wanted, where no code is needed (`covering`).
    """
    kind = sniff(content)
    if len(content) > max_bytes:
        raise TooLarge
    head, _, body = ask(content=content, kind=kind, asked=Asked(page_bytes, on_card)).partition(b"\n")
    # A child that was ended by a limit has said nothing: the file is to blame, not the person.
    header = json.loads(head) if head else {"error": UnreadableFile.code}
    if "error" in header:
        raise ERRORS.get(str(header["error"]), UnreadableFile)
    return _unpacked(header, body, kind, shrunk=len(content) > page_bytes)


def _page(jpeg: bytes, described: dict[str, Any], text: tuple[TextRun, ...]) -> CleanPage:
    (width, height), (source_width, source_height) = described["size"], described["source"]
    boxes = tuple((left, top, right, bottom) for left, top, right, bottom in described["covered"])
    return CleanPage(jpeg, width, height, source_width, source_height, text=text, covered=boxes)


def _unpacked(header: dict[str, object], body: bytes, kind: FileType, *, shrunk: bool) -> CleanFile:
    pages, start = [], 0
    for described, size in zip(header["pages"], header["bytes"], strict=True):  # type: ignore[call-overload]
        runs = tuple(TextRun(text, tuple((x, y) for x, y in quad)) for text, quad in described["text"])
        pages.append(_page(body[start : start + size], described, runs))
        start += size
    return CleanFile(kind.value, tuple(pages), shrunk)
