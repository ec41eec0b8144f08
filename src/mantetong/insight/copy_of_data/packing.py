"""A copy into one ZIP: `index.html` to read in any browser, the files beside it."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from mantetong.insight.copy_of_data.shapes import FileRef, Section
from mantetong.outside.documents import DocumentMissing
from mantetong.outside.keys import CannotOpen
from mantetong.web.wording import chinese_moment


@dataclass(frozen=True, slots=True)
class CopyPage:
    """What the page of the copy shows."""

    made: str
    sections: Sequence[Section]
    missing: frozenset[str]


def pack(*, sections: Sequence[Section], at: datetime, tell: Callable[[int, int], None]) -> bytes:
    """The ZIP. `tell` hears how many of how many pieces are in. A file that cannot be opened is named in the page, not left out silently."""
    files = [file for section in sections for file in section.files]
    pieces, missing, out = len(files) + 1, set[str](), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (file, content) in enumerate(_contents(files), start=1):
            if content is None:
                missing.add(file.name)
            else:
                archive.writestr(f"my-data/{file.name}", content)
            tell(done, pieces)
        page = CopyPage(chinese_moment(at), sections, frozenset(missing))
        archive.writestr("my-data/index.html", render_to_string("insight/copy.html", {"page": page}))
    tell(pieces, pieces)
    return out.getvalue()


def _contents(files: Sequence[FileRef]) -> Iterator[tuple[FileRef, bytes | None]]:
    for file in files:
        try:
            yield file, file.fetch()
        except (DocumentMissing, CannotOpen):
            yield file, None
