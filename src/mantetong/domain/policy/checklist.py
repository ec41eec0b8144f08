"""What must be handed in, and how strictly each place of the checklist is taken."""

from dataclasses import dataclass
from enum import StrEnum

from mantetong.domain.papers import PaperKind


class Need(StrEnum):
    """Whether a slot must be filled before submitting.

    REQUIRED blocks. EXPECTED (容缺: the guide says "should", or hedges) warns and can follow in the supplement.
    """

    REQUIRED = "required"
    EXPECTED = "expected"
    EITHER = "either"
    OPTIONAL = "optional"


class SealRule(StrEnum):
    """What a missing seal means in this slot."""

    MUST = "must"
    SHOULD = "should"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the checklist.

    `takes` are the kinds of paper that fit; `group` names the alternatives when `need` is EITHER; `pages` is the most
    files taken; `formats` and `issuer` are the guide's own words; `made_here` is true for the form we generate; `part_of`
    names the one row of the guide's table that several slots make up; `kind_said` is the guide's 材料类型.
    `issuer_level` 2 means 二级及以上; `issuer_public` warns, never blocks (JQ-13).
    """

    code: str
    name: str
    takes: tuple[PaperKind, ...]
    need: Need
    original: bool = True
    form: str = "electronic"
    copies: int = 0
    issuer: str = ""
    issuer_level: int | None = None
    issuer_public: bool = False
    seal: SealRule = SealRule.NONE
    copy_allowed: bool = True
    formats: str = ""
    max_bytes: int | None = None
    pages: int = 20
    notes: tuple[str, ...] = ()
    group: str = ""
    made_here: bool = False
    part_of: str = ""
    kind_said: str = ""


@dataclass(frozen=True, slots=True)
class FormRule:
    """The application form: its official name, and whether it may be made and signed here."""

    title: str
    made_here: bool
    note: str = ""
