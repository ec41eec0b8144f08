"""Leaves about laboratory values. The hospital's own flag is not looked at; units meet only where `domain.units` says so."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mantetong.domain.criteria.answers import Answer, Evidence
from mantetong.domain.criteria.facts import FactSheet, LabFact
from mantetong.domain.criteria.lab_items import item_code
from mantetong.domain.criteria.lab_values import LabValue, holds, parse_lab_value
from mantetong.domain.criteria.text import mentions
from mantetong.domain.criteria.tree import LabLeaf, Quantifier
from mantetong.domain.criteria.windows import is_within
from mantetong.domain.identity import Sex, age_on
from mantetong.domain.papers import PaperKind
from mantetong.domain.units import converted

Judged = tuple[Answer, str, tuple[Evidence, ...]]
TITRE = "titre"
_TREATMENT_PAPERS = frozenset({PaperKind.PRESCRIPTION, PaperKind.DISCHARGE_RECORD})
_TREATMENT_WORDS = ("服药", "口服", "治疗", "胰岛素", "注射", "化疗")


@dataclass(frozen=True, slots=True)
class _Row:
    fact: LabFact
    holds: bool | None


def judge_lab(leaf: LabLeaf, facts: FactSheet) -> Judged:
    """By the leaf's quantifier; a value that speaks against a treated patient, or one being renewed, decides nothing."""
    rows = [_row(leaf, fact, facts) for fact in facts.labs if item_code(fact.item) == leaf.item]
    rows = [row for row in rows if _counts(leaf, row.fact, facts.asked_on)]
    evidence = tuple(row.fact.evidence for row in rows)
    answer = _answer(leaf, rows)
    seen = "、".join(f"{row.fact.value}{row.fact.unit}" for row in rows)
    if answer is Answer.MET:
        shown = tuple(row.fact.evidence for row in rows if row.holds)
        return answer, f"{leaf.label}：化验结果{seen}，符合。", shown
    if facts.is_renewal:
        return Answer.MET, f"{leaf.label}：续办不再要求化验结果仍然异常。", evidence
    if not rows:
        return Answer.CANNOT_TELL, f"{leaf.label}：还没有看到这项化验。", ()
    if answer is Answer.NOT_MET and not is_treated(facts):
        return answer, f"{leaf.label}：化验结果{seen}，没有达到。", evidence
    return Answer.CANNOT_TELL, f"{leaf.label}：化验结果{seen}，{_why_open(answer)}。", evidence


def _why_open(answer: Answer) -> str:
    return "治疗后的正常结果不能说明不符合，需要由人判断" if answer is Answer.NOT_MET else "单位、日期或次数还不足以判断"


def is_treated(facts: FactSheet) -> bool:
    """True unless nothing points to treatment: `stated["treated"]` decides, else prescriptions, hospital stays and words."""
    stated = facts.stated.get("treated")
    if stated in ("yes", "no"):
        return stated == "yes"
    papers = any(paper.kind in _TREATMENT_PAPERS or mentions(paper.text, _TREATMENT_WORDS) for paper in facts.documents)
    return papers or any(visit.kind == "INPATIENT" for visit in facts.visits)


def _counts(leaf: LabLeaf, fact: LabFact, asked_on: date) -> bool:
    """Rows older than the window are left out; a row without a day stays and decides nothing."""
    return is_within(dated_on=fact.dated_on, asked_on=asked_on, months=leaf.within_months) is not False


def _row(leaf: LabLeaf, fact: LabFact, facts: FactSheet) -> _Row:
    value = parse_lab_value(fact.value)
    dated = leaf.within_months is None or (fact.dated_on is not None and fact.dated_on <= facts.asked_on)
    value = _in_unit(leaf, fact, value) if value is not None else None
    if value is None or not dated:
        return _Row(fact, None)
    answers = {holds(value=value, comparison=leaf.comparison, limit=limit) for limit in _limits(leaf, facts)}
    return _Row(fact, answers.pop() if len(answers) == 1 else None)


def _in_unit(leaf: LabLeaf, fact: LabFact, value: LabValue) -> LabValue | None:
    """The value in the leaf's unit; None where the units do not meet. Words need no unit."""
    if not leaf.unit or not value.is_number:
        return value
    if leaf.unit == TITRE or value.titre:
        return value if leaf.unit == TITRE and value.titre else None
    low, high = (_converted(leaf, fact, end) for end in (value.low, value.high))
    if (low is None) != (value.low is None) or (high is None) != (value.high is None):
        return None
    return LabValue(low, high, value.low_open, value.high_open, positive=value.positive)


def _converted(leaf: LabLeaf, fact: LabFact, number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    return converted(value=number, unit=fact.unit, into=leaf.unit, item=leaf.item)


def _limits(leaf: LabLeaf, facts: FactSheet) -> tuple[Decimal | None, ...]:
    """The limit for this person; several when sex or age is unknown, and then all must agree."""
    if leaf.by_sex:
        known = tuple(leaf.by_sex.get(sex, leaf.limit) for sex in Sex)
        return (leaf.by_sex.get(facts.sex, leaf.limit),) if facts.sex else known
    if not leaf.by_age:
        return (leaf.limit,)
    if facts.born_on is None:
        return tuple(step.limit for step in leaf.by_age) + (
            (leaf.limit,) if min(step.from_age for step in leaf.by_age) > 0 else ()
        )
    age = age_on(born_on=facts.born_on, on=facts.asked_on)
    reached = [step for step in leaf.by_age if step.from_age <= age]
    return (max(reached, key=lambda step: step.from_age).limit,) if reached else (leaf.limit,)


def _answer(leaf: LabLeaf, rows: list[_Row]) -> Answer:
    if leaf.quantifier is Quantifier.LATEST:
        rows = _latest(rows)
    days_met = {row.fact.dated_on or row.fact.evidence for row in rows if row.holds}
    days = {row.fact.dated_on or row.fact.evidence for row in rows}
    against = [row for row in rows if row.holds is False]
    if leaf.quantifier is Quantifier.ALL and against:
        return Answer.NOT_MET
    if len(days_met) >= leaf.repeats and (leaf.quantifier is not Quantifier.ALL or len(days_met) == len(days)):
        return Answer.MET
    return Answer.NOT_MET if rows and len(against) == len(rows) and len(days) >= leaf.repeats else Answer.CANNOT_TELL


def _latest(rows: list[_Row]) -> list[_Row]:
    """The newest row; all of them when one bears no day, so that nothing is decided by chance."""
    if any(row.fact.dated_on is None for row in rows):
        return [_Row(row.fact, None) for row in rows] if len(rows) > 1 else rows
    newest = max((row.fact.dated_on for row in rows if row.fact.dated_on), default=None)
    return [row for row in rows if row.fact.dated_on == newest]
