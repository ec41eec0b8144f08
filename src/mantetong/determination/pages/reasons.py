"""Why it was decided so, criterion by criterion, what speaks against it first, with the paper it was seen on."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mantetong.cases.queries import DecisionCard, answers_of
from mantetong.domain.criteria.answers import Answer
from mantetong.materials.queries import papers_of
from mantetong.web.labels import ANSWER_TONES, ANSWERS
from mantetong.web.shapes import Tone

_ORDER = (Answer.NOT_MET, Answer.CANNOT_TELL, Answer.MET)


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One criterion: what it asks, the answer, the sentence, and what it was seen on. `seen` are (words, address)."""

    label: str
    answer: str
    tone: Tone
    said: str
    seen: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The criteria with one answer."""

    heading: str
    lines: tuple[ReasonLine, ...]


def reason_groups(told: DecisionCard, *, case_id: int, filing_id: int) -> tuple[ReasonGroup, ...]:
    """The reasons of a decision by their answer: not met, cannot be told, met."""
    addresses = _papers(case_id, filing_id)
    headings = {
        Answer.NOT_MET: _("不符合的条件"),
        Answer.CANNOT_TELL: _("现有材料还看不出来的条件"),
        Answer.MET: _("符合的条件"),
    }
    groups = [
        ReasonGroup(headings[answer], tuple(_line(one, addresses) for one in told.reasons if one["answer"] == answer))
        for answer in _ORDER
    ]
    return tuple(group for group in groups if group.lines)


def open_labels(told: DecisionCard) -> tuple[str, ...]:
    """The criteria that could not be answered, each once, as people read them."""
    labels = [str(one["label"]) for one in told.reasons if one["answer"] == Answer.CANNOT_TELL and one.get("label")]
    return tuple(dict.fromkeys(labels))


def _line(reason: dict[str, Any], addresses: dict[str, tuple[str, ...]]) -> ReasonLine:
    answer = Answer(reason["answer"])
    words = [str(one) for one in reason.get("evidence", ())]
    urls = addresses.get(reason.get("path", ""), ())
    seen = tuple((one, urls[place] if place < len(urls) else "") for place, one in enumerate(words))
    return ReasonLine(reason.get("label", ""), str(ANSWERS[answer]), ANSWER_TONES[answer], reason["said"], seen, reason["source"])


def _papers(case_id: int, filing_id: int) -> dict[str, tuple[str, ...]]:
    """Where the papers stand that each criterion was answered from, by path; a paper taken away has no address."""
    keys = {card.id: reverse("materials:paper", args=[card.key]) for card in papers_of(filing_id)}
    return {one.path: tuple(keys.get(_paper_id(item), "") for item in one.evidence) for one in answers_of(case_id)}


def _paper_id(evidence: dict[str, object]) -> int:
    value = evidence.get("paper_id")
    return value if isinstance(value, int) else 0
