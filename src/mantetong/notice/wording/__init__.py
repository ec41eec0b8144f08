"""The words: a folder per text with `subject.txt`, `text.txt` (as a short message has it) and, where the inbox says it
otherwise to somebody who is signed in already, `inbox.txt`; the same in English with `.en`. ${code} and ${tail} are all that is
ever filled in.

No text names an illness, a department, a reason or a person, and none carries a link (DESIGN §4): `rules.py`.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

CHINESE, ENGLISH = "zh-hans", "en"
LANGUAGES = (CHINESE, ENGLISH)
_FOLDER = files("mantetong.notice.wording")
_ENDING = {CHINESE: ".txt", ENGLISH: ".en.txt"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One text as it is read: `text` by short message and on a locked telephone, `subject` and `inbox` in the inbox."""

    subject: str
    text: str
    inbox: str

    def filled(self, **values: str) -> "Wording":
        """The same with its values. Raises KeyError for a missing one."""
        return Wording(self.subject, *(Template(one).substitute(values) for one in (self.text, self.inbox)))


@lru_cache(maxsize=128)
def wording_of(text_key: str, language: str = CHINESE) -> Wording:
    """The words of a text as delivered with the program. Raises FileNotFoundError for an unknown one."""
    folder, ending = _FOLDER.joinpath(text_key.lower()), _ENDING.get(language, _ENDING[CHINESE])
    text, inbox = _read(folder, f"text{ending}"), folder.joinpath(f"inbox{ending}")
    return Wording(_read(folder, f"subject{ending}"), text, _read(folder, f"inbox{ending}") if inbox.is_file() else text)


def _read(folder: Traversable, name: str) -> str:
    return folder.joinpath(name).read_text("utf-8").strip()


def text_keys() -> tuple[str, ...]:
    """Every text there is, in order."""
    return tuple(sorted(folder.name.upper() for folder in _FOLDER.iterdir() if folder.joinpath("text.txt").is_file()))
