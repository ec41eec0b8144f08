"""The words: a folder per text with `subject.txt` and `text.txt`. ${code} and ${tail} are all that is ever filled in.

No text names an illness, a department, a reason or a person, and none carries a link (DESIGN §4).
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from string import Template

_FOLDER = files("mantetong.notice.wording")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text as it is read: in the inbox with its subject, by short message alone."""

    subject: str
    text: str

    def filled(self, **values: str) -> "Wording":
        """The same with its values. Raises KeyError for a missing one."""
        return Wording(self.subject, Template(self.text).substitute(values))


@lru_cache(maxsize=64)
def wording_of(text_key: str) -> Wording:
    """The words of a text. Raises FileNotFoundError for an unknown one."""
    folder = _FOLDER.joinpath(text_key.lower())
    return Wording(*(folder.joinpath(name).read_text("utf-8").strip() for name in ("subject.txt", "text.txt")))


def text_keys() -> tuple[str, ...]:
    """Every text there is, in order."""
    return tuple(sorted(folder.name.upper() for folder in _FOLDER.iterdir() if folder.joinpath("text.txt").is_file()))
