"""Taking an upload safely: the caller's side of the cell."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import mantetong
from mantetong.materials.safety import limits
from mantetong.materials.safety.errors import ERRORS, TooLarge, UnreadableFile
from mantetong.materials.safety.pages import CleanFile, CleanPage, TextRun
from mantetong.materials.safety.sniff import FileType, sniff

_SOURCE = str(Path(mantetong.__file__).parents[1])


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
    header, body = _answer_of_child(content, kind, page_bytes, "card" if on_card else "page")
    if "error" in header:
        raise ERRORS.get(str(header["error"]), UnreadableFile)
    return _unpacked(header, body, kind, shrunk=len(content) > page_bytes)


def _answer_of_child(content: bytes, kind: FileType, page_bytes: int, meant: str) -> tuple[dict[str, object], bytes]:
    command = [sys.executable, "-m", "mantetong.materials.safety.child", kind.value, str(page_bytes), meant]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": _SOURCE, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=limits.CHILD_WALL_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise UnreadableFile from problem
    head, _, body = done.stdout.partition(b"\n")
    # A child that was ended by a limit has said nothing: the file is to blame, not the person.
    if done.returncode or not head:
        raise UnreadableFile
    return json.loads(head), body


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
