"""What a copy is made of: sections of rows in words, and files."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is, and what is held."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FileRef:
    """One file of the copy. `fetch` gives its bytes when its turn has come, so that they are not all held at once."""

    name: str
    label: str
    fetch: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page; `files` lie beside the page under their names."""

    title: str
    rows: tuple[Row, ...]
    files: tuple[FileRef, ...] = ()
    said: str = ""
