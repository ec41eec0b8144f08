"""The English catalogue: what the citizens' pages say in Chinese, taken from code and templates, beside its English.

.venv/bin/python setup/translations.py           write the catalogue anew: new texts without a translation, texts no longer used gone
.venv/bin/python setup/translations.py --check   1 when it is not as this would write it, or a text has no English
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "mantetong"
CATALOGUE = HOUSE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
}  # fmt: skip
_QUOTED = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"(?<!\w)(gettext|ngettext|_)\(({_QUOTED}(?:\s*,\s*{_QUOTED})*)")
# Staff work in Chinese: these are read at the desk only. What neither a name nor a frame tells is listed one by one.
DESK = re.compile(
    r"/pages/(\w+/)?(desk\w*|auditor|expert|institution|supervisor|deciding|witness|answering"
    r"|publishing|calendar|compare|workbooks|replayed|versions)\.py"
    r"|policies/versions/|policies/templates/policies/desk/|determination/(desk_)?forms\.py|determination/templates/determination/_(decision_form|first_round|side)"
    r"|review/(reason_library|purpose_forms)\.py|review/pages/(acceptance|beside|buttons|filing\w*|following_up|history|list_rows|narrowing|purpose|sending|sharing|supplement|talking)\.py"
    r"|review/templates/review/_(beside|chart|criteria|identity|keys|papers|presence|rows|sending)\.html|insight/templates/insight/_looks\.html|web/gallery\.py|apply/clerk/|notice/hotline/|^(sandbox|settlement|config)/"
)

Text = str | tuple[str, ...]
Found = dict[Text, set[str]]


def main(options: set[str]) -> int:
    """Write the catalogue, or check it."""
    settings.configure()  # before Django's own template reader is asked for anything
    found = texts()
    written = catalogue(found, read())
    if "--check" in options:
        return _check(found, written)
    CATALOGUE.write_bytes(written)
    sys.stdout.write(f"{len(found)} texts, {len(untranslated(found, read()))} without English\n")
    return 0


def _check(found: Found, written: bytes) -> int:
    missing = untranslated(found, read())
    if written != CATALOGUE.read_bytes():
        sys.stdout.write("the catalogue does not hold the texts of the pages; write it anew: python setup/translations.py\n")
    for text in missing:
        sys.stdout.write(f"no English for: {text}\n")
    return 1 if missing or written != CATALOGUE.read_bytes() else 0


def read() -> Catalog:
    """The catalogue as it is kept."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def texts() -> Found:
    """Every text marked for translation that citizens may read, with the rooms it stands in; one with a plural is a pair."""
    found: Found = {}
    for path in sorted(HOUSE.rglob("*")):
        place = path.relative_to(HOUSE).as_posix()
        if is_for_citizens(place):
            for text in _of_file(path):
                found.setdefault(text, set()).add(place.partition("/")[0])
    return found


def is_for_citizens(place: str) -> bool:
    """True for code and templates whose words are not for staff alone."""
    code = place.endswith(".py") and "/migrations/" not in place
    template = "/templates/" in place and place.endswith((".html", ".txt", ".svg"))
    if not (code or template) or DESK.search(place):
        return False
    return '{% extends "web/desk.html" %}' not in (HOUSE / place).read_text(encoding="utf-8")[:120]


def _of_file(path: Path) -> Iterator[Text]:
    if path.suffix == ".py":
        return (text for _line, text, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS))
    return _of_template(path.read_text(encoding="utf-8"))


def _of_template(source: str) -> Iterator[Text]:
    """Django turns a template into something like Python for its own tools; its calls are read from that."""
    from django.utils.translation.template import templatize  # noqa: PLC0415  wants the settings

    for call in _CALL.finditer(templatize(source)):
        words = ast.literal_eval(f"({call[2]},)")
        yield words if call[1] == "ngettext" else words[0]


def untranslated(found: Found, kept: Catalog) -> list[str]:
    """Texts that have no English."""
    return sorted(str(text) for text in found if not _english(text, kept))


def _english(text: Text, kept: Catalog) -> Text:
    message = kept.get(text)
    words = message.string if message else ""
    return words if words and all(words) else ""


def catalogue(found: Found, kept: Catalog) -> bytes:
    """The whole file: every text in the order of the rooms, without dates and line numbers, which would only make noise."""
    new = Catalog(locale="en", fuzzy=False)
    for text, rooms in sorted(found.items(), key=lambda item: (min(item[1]), str(item[0]))):
        new.add(text, _english(text, kept), locations=[(room, None) for room in sorted(rooms)])
    file = BytesIO()
    write_po(file, new, width=120, omit_header=True, ignore_obsolete=True)
    return HEADER + file.getvalue()


HEADER = b"""# English for the pages of ManTeTong; written by setup/translations.py, translated by hand.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
