"""Changing single values in the text of a pack's file: every other line, with its comments, stays as an official wrote it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from mantetong.policies.packs.yaml_file import Path_, plain_value

Raw = dict[str, Any]
_PLAIN = re.compile(r"[\w\u4e00-\u9fff（）“”《》〔〕、，。；！？／…·μ·][\w\u4e00-\u9fff（）“”《》〔〕、，。；！？／…·μ./%^()*-]*")
_GROUPS = ("all", "any", "of")


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_word(str(name))}: {flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return f"{Decimal(str(value)):f}"
    return str(value) if isinstance(value, int) else _word(value)


def _word(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) and plain_value(text) == text and isinstance(plain_value(text), str)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def entry_lines(day: str, entry: Raw) -> list[str]:
    """A dated entry as lines inside a `from:` that stands two blanks deep."""
    value = entry["value"]
    if not (isinstance(value, dict) and any(group in value for group in _GROUPS)):
        return [f"    {day}: {flow(entry)}"]
    beside = [f"      {name}: {flow(part)}" for name, part in entry.items() if name != "value"]
    return [f"    {day}:", *beside, "      value:", *_node_lines(value, 8)]


def _node_lines(node: Raw, indent: int) -> Iterator[str]:
    pad = " " * indent
    for name, value in node.items():
        if name not in _GROUPS:
            yield f"{pad}{name}: {flow(value)}"
            continue
        yield f"{pad}{name}:"
        for part in value:
            first, *rest = _node_lines(part, indent + 4)
            yield f"{pad}  - {first.strip()}"
            yield from rest


@dataclass(frozen=True, slots=True)
class _Span:
    """The lines of a key with its value, from 0, both included."""

    first: int
    last: int
    is_flow: bool


@dataclass(slots=True)
class _Spans:
    found: dict[Path_, _Span] = field(default_factory=dict)

    def of(self, text: str) -> dict[Path_, _Span]:
        events = YAML(typ="safe", pure=True).parse(text)
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._value(events, next(events), ())
        return self.found

    def _value(self, events: Iterator[Event], event: Event, path: Path_) -> int:
        """Walk one value; the last line it stands on."""
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, event, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, event, path)
        mark = event.end_mark
        return int(mark.line - (mark.column == 0 and mark.line > event.start_mark.line))

    def _mapping(self, events: Iterator[Event], start: Any, path: Path_) -> int:
        last = int(start.start_mark.line)
        for key in events:
            if isinstance(key, MappingEndEvent):
                return int(key.end_mark.line) if start.flow_style else last
            value = next(events)
            at = (*path, str(getattr(key, "value", "")))
            last = self._value(events, value, at)
            self.found[at] = _Span(key.start_mark.line, last, bool(getattr(value, "flow_style", False)))
        return last

    def _sequence(self, events: Iterator[Event], start: Any, path: Path_) -> int:
        last = int(start.start_mark.line)
        for number, event in enumerate(events):
            if isinstance(event, SequenceEndEvent):
                return int(event.end_mark.line) if start.flow_style else last
            last = self._value(events, event, (*path, number))
        return last


def with_name(text: str, name: str, value: Any) -> str:
    """The text with a value that has no day: replaced where it stands, else put behind the name."""
    lines, spans = text.splitlines(), _Spans().of(text)
    span = spans.get((name,))
    if value is None:
        return _joined([*lines[: span.first], *lines[span.last + 1 :]]) if span else text
    at = span or _Span(spans[("name",)].last + 1, spans[("name",)].last, is_flow=False)
    return _joined([*lines[: at.first], f"{name}: {flow(value)}", *lines[at.last + 1 :]])


def with_entry(text: str, key: str, day: str, entry: Raw, *, known: dict[str, Raw]) -> str:
    """The text with one dated entry put in or replaced. `known` are the key's entries as the file has them now."""
    lines, spans = text.splitlines(), _Spans().of(text)
    whole, inner = spans.get((key,)), spans.get((key, "from"))
    if whole is None or inner is None:
        return _joined([*lines, f"{key}:", "  from:", *entry_lines(day, entry)])
    if whole.is_flow or inner.is_flow:
        days = dict(sorted({**known, day: entry}.items()))
        block = [line for one, said in days.items() for line in entry_lines(one, said)]
        return _joined([*lines[: whole.first], f"{key}:", "  from:", *block, *lines[whole.last + 1 :]])
    first, last = _place(spans, key, day)
    return _joined([*lines[:first], *entry_lines(day, entry), *lines[last + 1 :]])


def _place(spans: dict[Path_, _Span], key: str, day: str) -> tuple[int, int]:
    """The lines an entry takes the place of; an empty stretch behind the entry before it when it is new."""
    days = {str(path[2]): span for path, span in spans.items() if path[:2] == (key, "from") and len(path) == 3}  # noqa: PLR2004
    if day in days:
        return days[day].first, days[day].last
    before = max((one for one in days if one < day), default="")
    first = days[before].last + 1 if before else min(span.first for span in days.values())
    return first, first - 1


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
