"""Leaves about the person: age, diseases already recognised, and what a doctor states."""

from mantetong.domain.criteria.answers import Answer, Evidence, SaidBy
from mantetong.domain.criteria.facts import FactSheet
from mantetong.domain.criteria.tree import AgeLeaf, ExclusionLeaf, StatedLeaf
from mantetong.domain.identity import age_on

Judged = tuple[Answer, str, tuple[Evidence, ...]]
_STATED = {"yes": Answer.MET, "no": Answer.NOT_MET}


def judge_age(leaf: AgeLeaf, facts: FactSheet) -> Judged:
    """Both ends included. An unknown birth date leaves it open."""
    if facts.born_on is None:
        return Answer.CANNOT_TELL, f"{leaf.label}：还不知道出生日期。", ()
    age = age_on(born_on=facts.born_on, on=facts.asked_on)
    fits = (leaf.at_least is None or age >= leaf.at_least) and (leaf.at_most is None or age <= leaf.at_most)
    evidence = (Evidence(SaidBy.REGISTRY, facts.born_on.isoformat()),)
    return (Answer.MET if fits else Answer.NOT_MET), f"{leaf.label}：现在{age}岁，{'符合' if fits else '不符合'}。", evidence


def judge_exclusion(leaf: ExclusionLeaf, facts: FactSheet) -> Judged:
    """Not met when one of the diseases is recognised already."""
    held = [code for code in leaf.diseases if code in facts.held_diseases]
    if not held:
        return Answer.MET, f"{leaf.label}：没有查到冲突的已认定病种。", ()
    evidence = tuple(Evidence(SaidBy.REGISTRY, code) for code in held)
    return Answer.NOT_MET, f"{leaf.label}：已经认定了不能同时享受的病种。", evidence


def judge_stated(leaf: StatedLeaf, facts: FactSheet) -> Judged:
    """What somebody qualified has written down for this key; nothing written leaves it open."""
    stated = facts.stated.get(leaf.key, "")
    answer = _STATED.get(stated, Answer.CANNOT_TELL)
    if answer is Answer.CANNOT_TELL:
        return answer, f"{leaf.label}：需要由审核人员或专家看病历判断。", ()
    return answer, f"{leaf.label}：{'已确认' if answer is Answer.MET else '经判断不符合'}。", (Evidence(SaidBy.STAFF, stated),)
