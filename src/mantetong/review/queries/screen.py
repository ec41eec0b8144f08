"""A case as the one who judges sees it: papers beside criteria, each criterion with its answer and the place it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from mantetong.cases.queries import AnswerCard, CaseCard, FilingCard, answers_of
from mantetong.domain.criteria.answers import Answer, Finding
from mantetong.domain.criteria.judging import judge_answers
from mantetong.domain.criteria.tree import AnyOf, AtLeast, Criterion, Group, leaves_of
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.review import papers
from mantetong.review.papers import PageView, PaperView
from mantetong.web.labels import ANSWER_TONES, ANSWERS
from mantetong.web.shapes import Tone


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose to see: a paper by key, its page, and the criterion whose place is outlined."""

    paper: str = ""
    page: int = 1
    path: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Choice":
        """From the address; nonsense counts as nothing chosen."""
        page = asked.get("page", "")
        return cls(asked.get("paper", ""), int(page) if page.isdecimal() and len(page) < 6 else 1, asked.get("path", ""))  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A fact a criterion rests on; `url` shows its page with the place outlined, empty where it stands on no page."""

    said: str
    url: str
    is_shown: bool


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


@dataclass(frozen=True, slots=True)
class Shown:
    """The page on show, in its own pixels, with outlined places as SVG points."""

    title: str
    url: str
    width: int
    height: int
    quads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of the strip."""

    url: str
    label: str
    image_url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class StripPaper:
    """One paper in the strip with what the pre-check says about it."""

    slot_name: str
    kind: str
    is_new: bool
    pages: tuple[PageLink, ...]
    findings: tuple[tuple[str, Tone], ...]
    is_read: bool


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


def case_view(*, case: CaseCard, filing: FilingCard, policy: RegionPolicy, choice: Choice) -> CaseView:
    """The whole view. Its links are relative to the page it stands on."""
    disease = policy.diseases[case.disease_code]
    answers = {answer.path: answer for answer in answers_of(case.id)}
    shelf = papers.papers_of(filing, policy=policy)
    leaves = {path: Answer(answers[path].answer) for path, _leaf in leaves_of(disease.criteria.value) if path in answers}
    whole = judge_answers(criterion=disease.criteria.value, answers=leaves)
    rows = tuple(_rows(disease.criteria.value, whole, answers, shelf, _Link(case.reference, choice), disease))
    shown = _shown(shelf, choice, answers.get(choice.path))
    return CaseView(
        case_reference=case.reference,
        disease=disease.name,
        whole=str(ANSWERS[whole.answer]),
        whole_code=whole.answer,
        whole_tone=ANSWER_TONES[whole.answer],
        rows=rows,
        papers=tuple(_strip(paper, case.reference, shown) for paper in shelf),
        shown=shown,
        is_sample=policy.is_sample,
    )


@dataclass(frozen=True, slots=True)
class _Link:
    case_reference: str
    choice: Choice

    def to(self, paper: str, page: int, path: str = "") -> str:
        """The address of a page of a paper on this screen."""
        asked = {"case": self.case_reference, "paper": paper, "page": page} | ({"path": path} if path else {})
        return f"?{urlencode(asked)}"


def _rows(
    node: Criterion,
    finding: Finding,
    answers: Mapping[str, AnswerCard],
    shelf: tuple[PaperView, ...],
    link: _Link,
    disease: DiseasePolicy,
) -> list[CriterionRow]:
    rows = [_row(node, finding, answers.get(finding.path), shelf, link, disease)]
    if isinstance(node, Group):
        for part, found in zip(node.parts, finding.parts, strict=True):
            rows += _rows(part, found, answers, shelf, link, disease)
    return rows


def _row(
    node: Criterion,
    finding: Finding,
    answer: AnswerCard | None,
    shelf: tuple[PaperView, ...],
    link: _Link,
    disease: DiseasePolicy,
) -> CriterionRow:
    is_leaf = not isinstance(node, Group)
    said = (answer.reason or answer.said) if answer and is_leaf else ""
    evidence = tuple(_evidence(item, finding.path, shelf, link) for item in answer.evidence) if answer and is_leaf else ()
    return CriterionRow(
        path=finding.path,
        depth=finding.path.count("."),
        label=node.label,
        group=_group_words(node),
        answer=str(ANSWERS[finding.answer]),
        answer_code=finding.answer,
        tone=ANSWER_TONES[finding.answer],
        said=said,
        source=node.source or disease.criteria.source,
        is_leaf=is_leaf,
        by_hand=bool(answer and answer.is_human and is_leaf),
        machine=str(ANSWERS[Answer(answer.machine)]) if answer and answer.is_human and answer.machine else "",
        evidence=evidence,
    )


def _group_words(node: Criterion) -> str:
    if not isinstance(node, Group):
        return ""
    if isinstance(node, AnyOf):
        return "满足其中一项"
    return f"满足其中{node.count}项" if isinstance(node, AtLeast) else "全部满足"


def _evidence(item: Mapping[str, object], path: str, shelf: tuple[PaperView, ...], link: _Link) -> EvidenceLink:
    paper = next((one for one in shelf if one.id == item.get("paper_id")), None)
    page = item.get("page")
    if paper is None or not isinstance(page, int):
        return EvidenceLink(str(item.get("value", "")), "", is_shown=False)
    chosen = link.choice
    here = chosen.path == path and chosen.paper == paper.key and chosen.page == page
    return EvidenceLink(f"{item.get('value', '')}（{paper.slot_name}第{page}页）", link.to(paper.key, page, path), here)


def _shown(shelf: tuple[PaperView, ...], choice: Choice, answer: AnswerCard | None) -> Shown | None:
    paper = next((one for one in shelf if one.key == choice.paper), None) or next((one for one in shelf if one.pages), None)
    if paper is None or not paper.pages:
        return None
    page = next((one for one in paper.pages if one.number == choice.page), paper.pages[0])
    quads = _quads(paper, page, answer) if answer else ()
    return Shown(f"{paper.slot_name} 第{page.number}页", page.url, page.width, page.height, quads)


def _quads(paper: PaperView, page: PageView, answer: AnswerCard) -> tuple[str, ...]:
    here = [item for item in answer.evidence if item.get("paper_id") == paper.id and item.get("page") == page.number]
    return tuple(" ".join(f"{x:.0f},{y:.0f}" for x, y in item["quad"]) for item in here if item.get("quad"))  # type: ignore[attr-defined]


def _strip(paper: PaperView, case_reference: str, shown: Shown | None) -> StripPaper:
    link = _Link(case_reference, Choice())
    pages = tuple(
        PageLink(link.to(paper.key, page.number), f"{page.number}", page.url, bool(shown and shown.url == page.url))
        for page in paper.pages
    )
    return StripPaper(paper.slot_name, paper.kind, paper.round > 0, pages, paper.findings, paper.is_read)
