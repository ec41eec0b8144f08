"""The cell: reads an upload, decodes it in full under hard limits, writes clean pages. Forked by the warder for one file only.

The answer: its length in eight bytes; one line of JSON with the pages' sizes or an error's code; then the JPEGs, one after another.
"""

import json
import resource
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from mantetong.materials.safety import limits
from mantetong.materials.safety.errors import TooLarge, UnsafeFile

if TYPE_CHECKING:
    from PIL.Image import Image

Run = tuple[str, list[list[float]]]
LENGTH = struct.Struct("!Q")


def confine() -> None:
    """Bound memory and processor time of this process, forbid it to write files. Its connection stays open."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.CHILD_DATA_BYTES, limits.CHILD_DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_CPU_SECONDS, limits.CHILD_CPU_SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@dataclass(frozen=True)
class Asked:
    """What the caller wants: at most so many bytes a page; whether the page is meant to be a card or a screenshot."""

    page_bytes: int
    on_card: bool


def clean(content: bytes, kind: str, asked: Asked) -> tuple[list[dict[str, object]], list[bytes]]:
    """Descriptions of the pages and their JPEGs. Raises UnsafeFile."""
    if kind == "pdf":
        return _clean_document(content, asked)
    from mantetong.materials.safety import pictures  # noqa: PLC0415 - each kind loads its own decoder only

    picture, source = pictures.decoded(pictures.open_header(content, kind))
    described, jpeg = _made_anew(picture, source, [], asked)
    return [described], [jpeg]


def _clean_document(content: bytes, asked: Asked) -> tuple[list[dict[str, object]], list[bytes]]:
    from mantetong.materials.safety import portable_documents  # noqa: PLC0415

    described, jpegs = [], []
    for picture, runs in portable_documents.drawn_pages(portable_documents.without_actions(content)):
        page, jpeg = _made_anew(picture, picture.size, runs, asked)
        described.append(page)
        jpegs.append(jpeg)
    return described, jpegs


def _made_anew(picture: "Image", source: tuple[int, int], runs: list[Run], asked: Asked) -> tuple[dict[str, object], bytes]:
    from mantetong.materials.safety import covering, pictures  # noqa: PLC0415

    page, boxes = covering.covered(picture, on_card=asked.on_card)
    shown = [run for run in runs if not any(_touch(run[1], box) for box in boxes)]
    return {"size": page.size, "source": source, "text": shown, "covered": boxes}, pictures.encoded(page, asked.page_bytes)


def _touch(quad: list[list[float]], box: tuple[int, int, int, int]) -> bool:
    across, down = [x for x, _y in quad], [y for _x, y in quad]
    return min(across) <= box[2] and max(across) >= box[0] and min(down) <= box[3] and max(down) >= box[1]


def answer(file: BinaryIO, *, kind: str, asked: Asked) -> None:
    """Read the upload from `file` to its end, and write there what became of it: length, header, pages. A refusal is an answer too."""
    pages: list[dict[str, object]] = []
    jpegs: list[bytes] = []
    try:
        pages, jpegs = clean(file.read(), kind, asked)
        header: dict[str, object] = {"pages": pages, "bytes": [len(jpeg) for jpeg in jpegs]}
    except UnsafeFile as problem:
        header = {"error": problem.code}
    except MemoryError:
        header, jpegs = {"error": TooLarge.code}, []
    head = json.dumps(header).encode() + b"\n"
    file.write(LENGTH.pack(len(head) + sum(map(len, jpegs))) + head)
    file.writelines(jpegs)
    file.flush()
