"""The three answers and the evidence each of them rests on."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """Missing evidence is never NOT_MET (DESIGN §5)."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    CANNOT_TELL = "CANNOT_TELL"


class SaidBy(StrEnum):
    """Who or what a fact comes from."""

    READING = "READING"
    APPLICANT = "APPLICANT"
    REGISTRY = "REGISTRY"
    STAFF = "STAFF"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: the paper's id, page (from 1), quad in pixels of the stored page, the words, who says so."""

    said_by: SaidBy
    value: str
    paper_id: int | None = None
    page: int | None = None
    quad: tuple[tuple[float, float], ...] | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one node of the tree: `path` names it ("1.2"), `said` is one plain Chinese sentence."""

    path: str
    answer: Answer
    said: str
    source: str
    evidence: tuple[Evidence, ...] = ()
    parts: tuple["Finding", ...] = ()
