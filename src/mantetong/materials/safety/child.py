"""The cell: reads an upload from standard input, decodes it in full under hard limits, writes clean pages to standard output.

First line: a JSON header with the pages' sizes or an error's code; then the JPEGs, one after another.
"""

import json
import resource
import sys

from mantetong.materials.safety import limits
from mantetong.materials.safety.errors import TooLarge, UnsafeFile


def confine() -> None:
    """Bound memory and processor time of this process, forbid it to write files. The pipes stay open."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.CHILD_DATA_BYTES, limits.CHILD_DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_CPU_SECONDS, limits.CHILD_CPU_SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def clean(content: bytes, kind: str) -> tuple[list[dict[str, object]], list[bytes]]:
    """Descriptions of the pages and their JPEGs. Raises UnsafeFile."""
    if kind == "pdf":
        return _clean_document(content)
    from mantetong.materials.safety import pictures  # noqa: PLC0415 - each kind loads its own decoder only

    picture, source = pictures.decoded(pictures.open_header(content, kind))
    return [_described(picture.size, source, [])], [pictures.encoded(picture)]


def _clean_document(content: bytes) -> tuple[list[dict[str, object]], list[bytes]]:
    from mantetong.materials.safety import pictures, portable_documents  # noqa: PLC0415

    described, jpegs = [], []
    for picture, runs in portable_documents.drawn_pages(portable_documents.without_actions(content)):
        described.append(_described(picture.size, picture.size, runs))
        jpegs.append(pictures.encoded(picture))
    return described, jpegs


def _described(size: tuple[int, int], source: tuple[int, int], runs: list[tuple[str, list[list[float]]]]) -> dict[str, object]:
    return {"size": size, "source": source, "text": runs}


def main() -> int:
    """Answer on standard output. The exit code is 0 also for a refused file."""
    confine()
    pages: list[dict[str, object]] = []
    jpegs: list[bytes] = []
    try:
        pages, jpegs = clean(sys.stdin.buffer.read(), sys.argv[1])
        header: dict[str, object] = {"pages": pages, "bytes": [len(jpeg) for jpeg in jpegs]}
    except UnsafeFile as problem:
        header = {"error": problem.code}
    except MemoryError:
        header = {"error": TooLarge.code}
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")
    sys.stdout.buffer.writelines(jpegs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
