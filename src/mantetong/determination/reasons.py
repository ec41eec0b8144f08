"""The reasons of a decision: one line per criterion, with its answer, its evidence and the rule it rests on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from mantetong.cases.queries import AnswerCard, CaseCard, answers_of, filing_card
from mantetong.cases.queries import rules_of as rules_of_filing
from mantetong.domain.criteria.answers import Answer, Finding
from mantetong.domain.criteria.judging import judge_answers
from mantetong.domain.criteria.tree import Criterion, leaves_of
from mantetong.domain.policy import DiseasePolicy, RegionPolicy


@dataclass(frozen=True, slots=True)
class DecisionReason:
    """One criterion of a decision. `said` is the sentence people read, `evidence` what it rests on, in words."""

    path: str
    label: str
    answer: Answer
    said: str
    source: str
    evidence: tuple[str, ...] = ()
    by_hand: bool = False

    def as_row(self) -> dict[str, object]:
        """As it stands in the decision's row."""
        return {**asdict(self), "answer": self.answer.value, "evidence": list(self.evidence)}


def rules_of(case: CaseCard) -> RegionPolicy:
    """The rules the case is judged by."""
    return rules_of_filing(filing_card(case.filing_id))


def criteria_of(case: CaseCard) -> Criterion:
    """The tree the case is judged by."""
    return rules_of(case).diseases[case.disease_code].criteria.value


def reasons_of(case: CaseCard, *, disease: DiseasePolicy) -> tuple[DecisionReason, ...]:
    """Every leaf with its standing answer, in the order of the tree. A leaf nobody has answered is CANNOT_TELL."""
    standing = {answer.path: answer for answer in answers_of(case.id)}
    stated = disease.criteria
    return tuple(_reason(path, leaf, standing.get(path), stated.source) for path, leaf in leaves_of(stated.value))


def _reason(path: str, leaf: Criterion, answer: AnswerCard | None, pack_source: str) -> DecisionReason:
    source = leaf.source or pack_source
    if answer is None:
        return DecisionReason(path, leaf.label, Answer.CANNOT_TELL, "现有材料还不能判断。", source)
    said = answer.reason if answer.is_human and answer.reason else answer.said
    evidence = tuple(_words(item) for item in answer.evidence)
    return DecisionReason(path, leaf.label, Answer(answer.answer), said, source, evidence, answer.is_human)


def _words(evidence: Mapping[str, object]) -> str:
    page = evidence.get("page")
    return f"{evidence.get('value', '')}（第{page}页）" if page else str(evidence.get("value", ""))


def with_refusals(reasons: tuple[DecisionReason, ...], *, refusals: Mapping[str, str]) -> tuple[DecisionReason, ...]:
    """The same reasons with the criteria that experts have found not met, in their words."""
    return tuple(
        replace(reason, answer=Answer.NOT_MET, said=refusals[reason.path], by_hand=True) if reason.path in refusals else reason
        for reason in reasons
    )


def whole_answer(reasons: tuple[DecisionReason, ...], *, criterion: Criterion) -> Finding:
    """What the standing answers of the leaves make of the whole tree."""
    return judge_answers(criterion=criterion, answers={reason.path: reason.answer for reason in reasons})
