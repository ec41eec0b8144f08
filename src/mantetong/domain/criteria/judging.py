"""Judging a tree against a fact sheet: three-valued, with evidence and one plain sentence at every node.

Missing evidence is never NOT_MET. NOT_MET needs a fact that speaks against the leaf: an age, a disease already held, a
doctor's explicit no, or values of an untreated patient that all stand on the other side of the limit.
"""

from collections.abc import Mapping

from mantetong.domain.criteria.answers import Answer, Finding
from mantetong.domain.criteria.facts import FactSheet
from mantetong.domain.criteria.judging_labs import judge_lab
from mantetong.domain.criteria.judging_papers import judge_document, judge_examination, judge_visits
from mantetong.domain.criteria.judging_person import judge_age, judge_exclusion, judge_stated
from mantetong.domain.criteria.tree import (
    AgeLeaf,
    All,
    AnyOf,
    AtLeast,
    Criterion,
    DocumentLeaf,
    ExaminationLeaf,
    ExclusionLeaf,
    Group,
    LabLeaf,
    StatedLeaf,
    VisitsLeaf,
)

_LEAVES = {
    DocumentLeaf: judge_document,
    LabLeaf: judge_lab,
    VisitsLeaf: judge_visits,
    ExaminationLeaf: judge_examination,
    AgeLeaf: judge_age,
    ExclusionLeaf: judge_exclusion,
    StatedLeaf: judge_stated,
}
_SAID = {Answer.MET: "满足", Answer.NOT_MET: "不满足", Answer.CANNOT_TELL: "现有材料还不能判断"}


def judge(*, criterion: Criterion, facts: FactSheet) -> Finding:
    """The finding for the whole tree; its parts mirror the tree and carry the evidence of each leaf."""
    return _judge(criterion, facts, "1")


def _judge(criterion: Criterion, facts: FactSheet, path: str) -> Finding:
    if isinstance(criterion, Group):
        parts = tuple(_judge(part, facts, f"{path}.{number}") for number, part in enumerate(criterion.parts, start=1))
        return group_finding(group=criterion, parts=parts, path=path)
    answer, said, evidence = _LEAVES[type(criterion)](criterion, facts)  # type: ignore[operator]
    return Finding(path, answer, said, criterion.source, evidence)


def group_finding(*, group: Group, parts: tuple[Finding, ...], path: str) -> Finding:
    """What the answers of the parts make of the group."""
    answer = combined(group=group, answers=tuple(part.answer for part in parts))
    return Finding(path, answer, f"{group.label}：{_SAID[answer]}。", group.source, (), parts)


def combined(*, group: Group, answers: tuple[Answer, ...]) -> Answer:
    """Kleene's all and any, and at-least-k between them."""
    needed = _needed(group)
    met = answers.count(Answer.MET)
    if met >= needed:
        return Answer.MET
    return Answer.CANNOT_TELL if met + answers.count(Answer.CANNOT_TELL) >= needed else Answer.NOT_MET


def _needed(group: Group) -> int:
    if isinstance(group, All):
        return len(group.parts)
    return 1 if isinstance(group, AnyOf) else group.count


def judge_answers(*, criterion: Criterion, answers: Mapping[str, Answer], path: str = "1") -> Finding:
    """The same tree judged by what somebody says of each leaf (by path); an unanswered leaf is CANNOT_TELL."""
    if isinstance(criterion, All | AnyOf | AtLeast):
        parts = tuple(
            judge_answers(criterion=part, answers=answers, path=f"{path}.{number}")
            for number, part in enumerate(criterion.parts, start=1)
        )
        return group_finding(group=criterion, parts=parts, path=path)
    answer = answers.get(path, Answer.CANNOT_TELL)
    return Finding(path, answer, f"{criterion.label}：{_SAID[answer]}。", criterion.source)
