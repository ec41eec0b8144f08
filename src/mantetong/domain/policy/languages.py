"""What a region says in a language of its own people, beside the Chinese that holds."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Languages with a script of their own that a region may add, by their BCP 47 tags."""

    TIBETAN = "bo"
    UYGHUR = "ug"
    KAZAKH = "kk-Arab"
    YI = "ii"
    KOREAN = "ko"
    MONGOLIAN = "mn-Mong"
    ZHUANG = "za"


# What each language calls itself: how people find it.
OWN_NAMES: dict[Language, str] = {
    Language.TIBETAN: "བོད་ཡིག",
    Language.UYGHUR: "ئۇيغۇرچە",
    Language.KAZAKH: "قازاقشا",
    Language.YI: "ꆈꌠꉙ",
    Language.KOREAN: "조선말",
    Language.MONGOLIAN: "ᠮᠣᠩᠭᠣᠯ",
    Language.ZHUANG: "Vahcuengh",
}
RIGHT_TO_LEFT = frozenset({Language.UYGHUR, Language.KAZAKH})


class Occasion(StrEnum):
    """Where a region's own words stand: on the guide, the receipt, the supplement notice, the decision."""

    GUIDE = "guide"
    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class OwnLanguage:
    """What is said in one language on each occasion: a text, paragraphs on lines of their own, or a recording beside the pack.

    `recordings` name files in the pack's folder `audio/` (mp3, ogg or m4a) by occasion.
    """

    code: Language
    guide: str = ""
    receipt: str = ""
    supplement: str = ""
    letter: str = ""
    recordings: dict[Occasion, str] | None = None

    def text_of(self, occasion: Occasion) -> str:
        """The text on an occasion; empty where there is none."""
        return str(getattr(self, occasion.value))

    def recording_of(self, occasion: Occasion) -> str:
        """The file to be heard on an occasion; empty where there is none."""
        return (self.recordings or {}).get(occasion, "")
