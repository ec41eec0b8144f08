"""Leaves about papers: documents, examinations, visits. What is not seen is cannot tell, never not met."""

from collections.abc import Iterable
from datetime import date

from mantetong.domain.criteria.answers import Answer, Evidence
from mantetong.domain.criteria.facts import DocumentFact, ExaminationFact, FactSheet
from mantetong.domain.criteria.text import mentions
from mantetong.domain.criteria.tree import DocumentLeaf, ExaminationLeaf, VisitKind, VisitsLeaf
from mantetong.domain.criteria.windows import is_older, is_within
from mantetong.domain.papers import PaperKind

Judged = tuple[Answer, str, tuple[Evidence, ...]]
_VISIT_PAPERS = {
    VisitKind.INPATIENT: frozenset({PaperKind.DISCHARGE_RECORD}),
    VisitKind.OUTPATIENT: frozenset({PaperKind.OUTPATIENT_RECORD, PaperKind.PRESCRIPTION}),
}


def judge_document(leaf: DocumentLeaf, facts: FactSheet) -> Judged:
    """Met when enough papers bear all that is asked; otherwise the sentence names what the best paper lacks."""
    papers = [paper for paper in facts.documents if paper.kind in leaf.kinds]
    if not papers:
        return Answer.CANNOT_TELL, f"{leaf.label}：还没有看到这样的材料。", ()
    lacks = sorted(((_lacks(leaf, paper, facts.asked_on), paper) for paper in papers), key=lambda pair: len(pair[0]))
    whole = [paper.evidence for lack, paper in lacks if not lack]
    if len(whole) >= leaf.count:
        return Answer.MET, f"{leaf.label}：已看到。", tuple(whole)
    if whole:
        return Answer.CANNOT_TELL, f"{leaf.label}：需要{leaf.count}份，现在看到{len(whole)}份。", tuple(whole)
    lack, paper = lacks[0]
    return Answer.CANNOT_TELL, f"{leaf.label}：看到了材料，但{'、'.join(lack)}。", (paper.evidence,)


def _lacks(leaf: DocumentLeaf, paper: DocumentFact, asked_on: date) -> tuple[str, ...]:
    """What this paper does not show, in words."""
    return tuple(
        words
        for words, shown in (
            (f"没有看到“{leaf.naming[0]}”" if leaf.naming else "", not leaf.naming or _names(paper, leaf.naming)),
            ("医院级别还没有核实或不够", leaf.issuer_level is None or (paper.issuer_level or 0) >= leaf.issuer_level),
            ("没有看到医院印章", not leaf.sealed or paper.sealed is True),
            (f"医生签名还没有确认满{leaf.signatures}名", (paper.signatures or 0) >= leaf.signatures),
            ("日期看不清或超出要求的期限", is_within(dated_on=paper.dated_on, asked_on=asked_on, months=leaf.within_months)),
            (
                f"还不能确认已满{leaf.older_than_months}个月",
                is_older(dated_on=paper.dated_on, asked_on=asked_on, months=leaf.older_than_months),
            ),
        )
        if not shown
    )


def _names(paper: DocumentFact, words: tuple[str, ...]) -> bool:
    return any(mentions(text, words) for text in (*paper.diagnoses, paper.text))


def judge_examination(leaf: ExaminationLeaf, facts: FactSheet) -> Judged:
    """Met by one positive report that names a word; not met when every report that could show it says it is not there."""
    reports = [report for report in facts.examinations if report.kind in leaf.kinds]
    recent = [
        report for report in reports if is_within(dated_on=report.dated_on, asked_on=facts.asked_on, months=leaf.within_months)
    ]
    evidence = tuple(report.evidence for report in recent)
    shown = tuple(report.evidence for report in recent if report.positive and _finds(report, leaf.words))
    if shown:
        return Answer.MET, f"{leaf.label}：检查报告已显示。", shown
    if facts.is_renewal:
        return Answer.MET, f"{leaf.label}：续办不再要求检查结果仍然异常。", evidence
    if recent and len(recent) == len(reports) and all(report.positive is False for report in reports):
        return Answer.NOT_MET, f"{leaf.label}：检查报告写明没有相应改变。", evidence
    said = "检查报告需要由人判断" if recent else "还没有看到这样的检查报告"
    return Answer.CANNOT_TELL, f"{leaf.label}：{said}。", evidence


def _finds(report: ExaminationFact, words: tuple[str, ...]) -> bool:
    return not words or mentions(report.finding, words) is not None


def judge_visits(leaf: VisitsLeaf, facts: FactSheet) -> Judged:
    """Visits on different days within the window; a discharge record or an outpatient paper is a visit, too."""
    visits = dict(_visits(leaf, facts))
    evidence = tuple(visits.values())
    if len(visits) >= leaf.count:
        return Answer.MET, f"{leaf.label}：看到{len(visits)}次。", evidence
    return Answer.CANNOT_TELL, f"{leaf.label}：需要{leaf.count}次，现有材料里看到{len(visits)}次。", evidence


def _visits(leaf: VisitsLeaf, facts: FactSheet) -> Iterable[tuple[date, Evidence]]:
    papers = ((paper.dated_on, paper.evidence) for paper in facts.documents if paper.kind in _VISIT_PAPERS[leaf.kind])
    noted = ((visit.on, visit.evidence) for visit in facts.visits if visit.kind == leaf.kind)
    for on, evidence in (*papers, *noted):
        if on is not None and on <= facts.asked_on and is_within(dated_on=on, asked_on=facts.asked_on, months=leaf.within_months):
            yield on, evidence
