"""Facts, answers and decisions as cards."""

from collections.abc import Iterable

from mantetong.cases.models import CriterionAnswer, Decision, FactSheet
from mantetong.cases.shapes import AnswerCard, DecisionCard
from mantetong.domain.outcomes import Outcome


def newest_facts(case_id: int) -> dict[str, object] | None:
    """The newest fact sheet of a case as plain JSON, None before anything was read."""
    return FactSheet.objects.filter(case_id=case_id).order_by("-pk").values_list("facts", flat=True).first()


def facts_of_case(case_id: int) -> tuple[dict[str, object], ...]:
    """Every fact sheet of a case, oldest first."""
    return tuple(FactSheet.objects.filter(case_id=case_id).order_by("pk").values_list("facts", flat=True))


def answers_of(case_id: int) -> tuple[AnswerCard, ...]:
    """The standing answer to each criterion, in the order of the tree."""
    return standing_answers(CriterionAnswer.objects.filter(case_id=case_id).order_by("pk"))


def standing_answers(rows: Iterable[CriterionAnswer]) -> tuple[AnswerCard, ...]:
    """What stands of all answers ever given, oldest first: the newest of a person above the machine's; none to an earlier rule."""
    machine: dict[str, CriterionAnswer] = {}
    human: dict[str, CriterionAnswer] = {}
    for row in rows:
        if row.superseded_at is not None:
            continue
        (human if row.is_human else machine)[row.path] = row
    paths = sorted(machine | human, key=lambda path: [int(part) for part in path.split(".") if part.isdigit()])
    return tuple(_answer(machine.get(path), human.get(path)) for path in paths)


def _answer(machine: CriterionAnswer | None, human: CriterionAnswer | None) -> AnswerCard:
    standing = human or machine
    assert standing is not None  # noqa: S101  every path comes from one of the two
    return AnswerCard(
        path=standing.path,
        answer=standing.answer,
        said=(machine or standing).said,
        source=(machine or standing).source,
        is_human=standing.is_human,
        account_id=standing.account_id,
        reason=standing.reason,
        evidence=tuple(standing.evidence or (machine.evidence if machine else [])),
        machine=machine.answer if machine else "",
        at=standing.at,
    )


def standing_decision(case_id: int) -> DecisionCard | None:
    """The decision that stands for a case, None before one was written."""
    row = Decision.objects.filter(case_id=case_id, superseded_at=None).first()
    return decision_as_card(row) if row else None


def decision_as_card(row: Decision) -> DecisionCard:
    """A decision's row as a card."""
    return DecisionCard(
        id=row.pk,
        outcome=Outcome(row.outcome),
        reasons=tuple(row.reasons),
        remark=row.remark,
        institution_code=row.institution_id,
        doctor_code=row.doctor_id,
        account_id=row.account_id,
        role=row.role,
        at=row.at,
        is_final=row.is_final,
    )
