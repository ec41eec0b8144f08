"""Automatic approval: what stands in a register may be believed without a person, a photograph never (DESIGN §4)."""

from collections.abc import Collection, Mapping

from mantetong.domain.criteria.answers import Answer, SaidBy
from mantetong.domain.criteria.judging import judge_answers
from mantetong.domain.criteria.tree import Criterion
from mantetong.domain.outcomes import Kind

SOURCES = frozenset({SaidBy.REGISTRY})
"""Where a fact must come from. Reading of pictures, the applicant's own word and staff's notes are not among them."""


def is_verified(said_by: Collection[str]) -> bool:
    """True when an answer rests on something, and on registers alone."""
    return bool(said_by) and all(one in SOURCES for one in said_by)


def may_approve(*, kind: Kind, criterion: Criterion, answers: Mapping[str, tuple[Answer, Collection[str]]]) -> bool:
    """Whether the machine may recognise: every condition met by answers (by path, with who said so) that registers gave.

    An appeal is never decided by a machine.
    """
    verified = {path: answer for path, (answer, said_by) in answers.items() if is_verified(said_by)}
    return kind is not Kind.APPEAL and judge_answers(criterion=criterion, answers=verified).answer is Answer.MET
