"""Reading one YAML file into plain values that remember their lines.

The reader works on the parser's events and takes the part of YAML a pack needs. Anchors, aliases and tags are refused, so
that a small file cannot unfold into a large one; sizes and depth are capped; a key written twice is a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from mantetong.policies.packs.faults import PackFaulty, one_fault

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24
_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}

Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class YamlFile:
    """A file's plain values; `lines` maps the path of every key and item to its line."""

    file: str
    values: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line_of(self, path: Path_) -> int:
        """The line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(path: Path) -> YamlFile:
    """Read one file. Raises PackFaulty with file and line: too large, not UTF-8, not YAML, anchors, a key twice."""
    text = read_text(path)
    reader = _Reader(path)
    try:
        values = reader.read(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise one_fault(file=path, line=line, key="", expected=f"valid YAML ({error.problem})") from error
    except (YAMLError, RecursionError) as error:
        raise one_fault(file=path, line=1, key="", expected="valid YAML") from error
    return YamlFile(str(path), values, reader.lines)


def read_text(path: Path) -> str:
    """The text of a file. Raises PackFaulty: too large, not UTF-8."""
    if not path.is_file():  # a directory, a pipe that never ends, a link to nothing
        raise one_fault(file=path, line=1, key="", expected="a file that can be read")
    if path.stat().st_size > MAX_BYTES:
        raise one_fault(file=path, line=1, key="", expected=f"a file of at most {MAX_BYTES} bytes")
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise one_fault(file=path, line=line, key="", expected="text in UTF-8") from error


def plain_value(text: str) -> Any:
    """What an unquoted word means: null, true, false, a number, a day, else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    return text


class _Reader:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.lines: dict[Path_, int] = {}
        self.events: Iterator[Event] = iter(())

    def read(self, text: str) -> Any:
        self.events = YAML(typ="safe", pure=True).parse(text)
        value, is_read = None, False
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if is_read:
                    raise self._fault(event, (), "one document: what follows a line --- would not be read")
                value, is_read = self._value(next(self.events), ()), True
        return value

    def _fault(self, event: Event, path: Path_, expected: str) -> PackFaulty:
        return one_fault(file=self.file, line=event.start_mark.line + 1, key=".".join(map(str, path)), expected=expected)

    def _value(self, event: Event, path: Path_) -> Any:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._fault(event, path, "no anchors or aliases")
        if getattr(event, "tag", None):
            raise self._fault(event, path, "a plain value without a tag")
        if len(path) > MAX_DEPTH:
            raise self._fault(event, path, f"at most {MAX_DEPTH} levels")
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event, path)

    def _scalar(self, event: Event, path: Path_) -> Any:
        if not isinstance(event, ScalarEvent):
            raise self._fault(event, path, "a plain value")
        if event.style is not None:
            return event.value
        try:
            return plain_value(event.value)
        except ValueError as error:
            expected = "a day that exists" if _DAY.fullmatch(event.value) else "a number of at most some thousand digits"
            raise self._fault(event, path, expected) from error

    def _mapping(self, path: Path_) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                return result
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
                raise self._fault(event, path, "a plain key")
            key = str(event.value)
            if key in result:
                raise self._fault(event, (*path, key), "each key once (a period written twice overlaps)")
            self.lines[(*path, key)] = event.start_mark.line + 1
            result[key] = self._value(next(self.events), (*path, key))
        return result

    def _sequence(self, path: Path_) -> list[Any]:
        result: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                return result
            result.append(self._value(event, (*path, len(result))))
        return result
