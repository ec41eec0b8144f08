"""The self-check: what somebody says of themselves, judged by the same tree as a case. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mantetong.domain.criteria.answers import Answer, Finding
from mantetong.domain.criteria.judging import judge_answers
from mantetong.domain.criteria.tree import Criterion, DocumentLeaf, VisitsLeaf, leaves_of
from mantetong.domain.policy import DiseasePolicy


class Reply(StrEnum):
    """What a person can say of a question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Likelihood(StrEnum):
    """What the self-check can say. It never promises."""

    SEEMS_ELIGIBLE = "SEEMS_ELIGIBLE"
    SEEMS_NOT = "SEEMS_NOT"
    CANNOT_TELL = "CANNOT_TELL"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, about the leaf at `path`."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result with its reasons: what speaks for it, what against, what is still open."""

    likelihood: Likelihood
    fits: tuple[str, ...]
    lacks: tuple[str, ...]
    open: tuple[str, ...]


def questions_of(disease: DiseasePolicy) -> tuple[Question, ...]:
    """One question per leaf of the criterion, in reading order."""
    return tuple(Question(path, leaf.label) for path, leaf in leaves_of(disease.criteria.value))


def judge_replies(*, disease: DiseasePolicy, is_insured: Reply, replies: Mapping[str, Reply]) -> Judgement:
    """What the replies make of the criterion. A paper not at hand can still be fetched: that stays open, never a no."""
    leaves = dict(leaves_of(disease.criteria.value))
    answers = {path: _answer(leaf, replies.get(path, Reply.UNSURE)) for path, leaf in leaves.items()}
    finding = judge_answers(criterion=disease.criteria.value, answers=answers)
    labels = {answer: tuple(leaf.label for path, leaf in leaves.items() if answers[path] is answer) for answer in Answer}
    return Judgement(_likelihood(finding, is_insured), labels[Answer.MET], labels[Answer.NOT_MET], labels[Answer.CANNOT_TELL])


def _answer(leaf: Criterion, reply: Reply) -> Answer:
    if reply is Reply.YES:
        return Answer.MET
    can_be_fetched = isinstance(leaf, DocumentLeaf | VisitsLeaf)
    return Answer.NOT_MET if reply is Reply.NO and not can_be_fetched else Answer.CANNOT_TELL


def _likelihood(finding: Finding, is_insured: Reply) -> Likelihood:
    if is_insured is Reply.NO or finding.answer is Answer.NOT_MET:
        return Likelihood.SEEMS_NOT
    if is_insured is Reply.UNSURE or finding.answer is Answer.CANNOT_TELL:
        return Likelihood.CANNOT_TELL
    return Likelihood.SEEMS_ELIGIBLE
