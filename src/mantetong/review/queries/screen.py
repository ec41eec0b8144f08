"""A case as the one who judges sees it: papers beside criteria, each criterion with its answer and the place it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mantetong.cases.queries import AnswerCard, CaseCard, DeskSheet, FilingCard, Judgement, desk_sheet
from mantetong.domain.criteria.answers import Answer, Finding
from mantetong.domain.criteria.judging import judge_answers
from mantetong.domain.criteria.tree import AnyOf, AtLeast, Criterion, Group, LabLeaf, leaves_of
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.review import papers
from mantetong.review.papers import PaperView
from mantetong.review.queries.chart import ChartPoint, chart_of
from mantetong.review.queries.viewer import Choice, Link, Shown, StripPaper, points_of, shown_page, strip_of
from mantetong.web.labels import ANSWER_TONES, ANSWERS
from mantetong.web.shapes import Tone

__all__ = ["CaseView", "Choice", "CriterionRow", "EvidenceLink", "Shown", "case_view"]


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A fact a criterion rests on; `url` shows its page with the place outlined, empty where it stands on no page."""

    said: str
    url: str
    is_shown: bool
    paper: str = ""
    page: int = 1
    points: str = ""


@dataclass(frozen=True, slots=True)
class ChartPointLink:
    """One report in the chart, with the page it stands on."""

    x: float
    y: float
    said: str
    url: str
    paper: str
    page: int


@dataclass(frozen=True, slots=True)
class ChartView:
    """The values of one criterion over time."""

    said: str
    points: tuple[ChartPointLink, ...]
    line: str
    limit_y: float | None
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """What somebody judged: who, when, which way, why."""

    who: str
    at: datetime
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One node of the tree as a row. Leaves can be answered by hand; groups follow from their parts."""

    path: str
    depth: int
    label: str
    group: str
    answer: str
    answer_code: Answer
    tone: Tone
    said: str
    source: str
    is_leaf: bool
    by_hand: bool
    machine: str
    evidence: tuple[EvidenceLink, ...]
    chart: ChartView | None = None
    judgements: tuple[JudgementLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """Papers left, criteria right."""

    case_reference: str
    disease: str
    whole: str
    whole_code: Answer
    whole_tone: Tone
    rows: tuple[CriterionRow, ...]
    papers: tuple[StripPaper, ...]
    shown: Shown | None
    is_sample: bool

    @property
    def leaves(self) -> tuple[CriterionRow, ...]:
        """The criteria themselves."""
        return tuple(row for row in self.rows if row.is_leaf)


def case_view(
    *,
    case: CaseCard,
    filing: FilingCard,
    policy: RegionPolicy,
    choice: Choice,
    sheet: DeskSheet | None = None,
    names: Mapping[int, str] | None = None,
) -> CaseView:
    """The whole view. Its links are relative to the page it stands on; with `sheet` in hand only the papers are asked for."""
    sheet = sheet or desk_sheet(case)
    disease = policy.diseases[case.disease_code]
    answers = {answer.path: answer for answer in sheet.answers}
    shelf = papers.papers_of(filing, policy=policy)
    leaves = {path: Answer(answers[path].answer) for path, _leaf in leaves_of(disease.criteria.value) if path in answers}
    whole = judge_answers(criterion=disease.criteria.value, answers=leaves)
    standing = answers.get(choice.path)
    shown = shown_page(shelf, choice, standing.evidence if standing else ())
    desk = _Desk(sheet, answers, shelf, Link(case.reference, choice), disease, names or {})
    return CaseView(
        case_reference=case.reference,
        disease=disease.name,
        whole=str(ANSWERS[whole.answer]),
        whole_code=whole.answer,
        whole_tone=ANSWER_TONES[whole.answer],
        rows=tuple(_rows(disease.criteria.value, whole, desk)),
        papers=tuple(strip_of(paper, case_reference=case.reference, shown=shown) for paper in shelf),
        shown=shown,
        is_sample=policy.is_sample,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every row is made from."""

    sheet: DeskSheet
    answers: Mapping[str, AnswerCard]
    shelf: tuple[PaperView, ...]
    link: Link
    disease: DiseasePolicy
    names: Mapping[int, str]

    def paper(self, paper_id: object) -> PaperView | None:
        """The standing paper with this id."""
        return next((one for one in self.shelf if one.id == paper_id), None)


def _rows(node: Criterion, finding: Finding, desk: _Desk) -> list[CriterionRow]:
    rows = [_row(node, finding, desk)]
    if isinstance(node, Group):
        for part, found in zip(node.parts, finding.parts, strict=True):
            rows += _rows(part, found, desk)
    return rows


def _row(node: Criterion, finding: Finding, desk: _Desk) -> CriterionRow:
    is_leaf = not isinstance(node, Group)
    answer = desk.answers.get(finding.path) if is_leaf else None
    return CriterionRow(
        path=finding.path,
        depth=finding.path.count("."),
        label=node.label,
        group=_group_words(node),
        answer=str(ANSWERS[finding.answer]),
        answer_code=finding.answer,
        tone=ANSWER_TONES[finding.answer],
        said=(answer.reason or answer.said) if answer else "",
        source=node.source or desk.disease.criteria.source,
        is_leaf=is_leaf,
        by_hand=bool(answer and answer.is_human),
        machine=str(ANSWERS[Answer(answer.machine)]) if answer and answer.is_human and answer.machine else "",
        evidence=tuple(_evidence(item, finding.path, desk) for item in answer.evidence) if answer else (),
        chart=_chart(node, desk) if isinstance(node, LabLeaf) else None,
        judgements=tuple(_judgement(one, desk) for one in desk.sheet.judgements if one.path == finding.path) if is_leaf else (),
    )


def _group_words(node: Criterion) -> str:
    if not isinstance(node, Group):
        return ""
    if isinstance(node, AnyOf):
        return "满足其中一项"
    return f"满足其中{node.count}项" if isinstance(node, AtLeast) else "全部满足"


def _evidence(item: Mapping[str, Any], path: str, desk: _Desk) -> EvidenceLink:
    paper, page = desk.paper(item.get("paper_id")), item.get("page")
    if paper is None or not isinstance(page, int):
        return EvidenceLink(str(item.get("value", "")), "", is_shown=False)
    chosen = desk.link.choice
    return EvidenceLink(
        said=f"{item.get('value', '')}（{paper.slot_name}第{page}页）",
        url=desk.link.to(paper.key, page, path),
        is_shown=chosen.path == path and chosen.paper == paper.key and chosen.page == page,
        paper=paper.key,
        page=page,
        points=points_of(item),
    )


def _judgement(one: Judgement, desk: _Desk) -> JudgementLine:
    return JudgementLine(desk.names.get(one.account_id, ""), one.at, str(ANSWERS[Answer(one.answer)]), one.reason)


def _chart(leaf: LabLeaf, desk: _Desk) -> ChartView | None:
    chart = chart_of(leaf, labs=(desk.sheet.facts or {}).get("labs", ()))
    if chart is None:
        return None
    points = tuple(_point(one, desk) for one in chart.points)
    return ChartView(chart.said, points, chart.line, chart.limit_y, chart.width, chart.height)


def _point(one: ChartPoint, desk: _Desk) -> ChartPointLink:
    paper = desk.paper(one.paper_id)
    url = desk.link.to(paper.key, one.page) if paper else ""
    return ChartPointLink(one.x, one.y, one.said, url, paper.key if paper else "", one.page)
