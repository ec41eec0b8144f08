"""A page made ready for looking things up: its rows, and what stands after a label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mantetong.materials.reading.rows import Row, around, rows_of
from mantetong.materials.reading.shapes import Field, Line, PageReading


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page in rows."""

    page: PageReading
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, page: PageReading) -> "Sheet":
        """The page's runs sorted into rows."""
        return cls(page, rows_of(page.lines))

    def field(self, name: str, value: object, lines: tuple[Line, ...], rule: str) -> Field:
        """A field found on this page: its score is that of its weakest run."""
        return Field(name, value, self.page.page, around(lines), min(line.score for line in lines), rule)

    def after(self, label: str, value: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """What `value` (a pattern with one group) finds right after `label`, beside it or, where nothing follows, in the row below."""
        beside = re.compile(rf"(?:{label})\s*[:：;；.·]?\s*{value}")
        lonely = re.compile(rf"(?:{label})\s*[:：]?\s*$")
        for index, row in enumerate(self.rows):
            for match in beside.finditer(row.text):
                yield match.group(1), row.lines_at(*match.span(1))
            below = self.rows[index + 1] if index + 1 < len(self.rows) else None
            if below and lonely.search(row.text) and (under := re.match(value, below.text)):
                yield under.group(1), below.lines_at(*under.span(1))

    def one(self, name: str, label: str, value: str) -> Field | None:
        """The first thing found after the label, as a field."""
        for text, lines in self.after(label, value):
            if lines:
                return self.field(name, text, lines, f"after {label}")
        return None


def known(*fields: Field | None) -> list[Field]:
    """The fields that were found."""
    return [field for field in fields if field is not None]
