"""One filing as the desk needs it: claim, holds, history, answers, facts and the person's earlier cases, asked for at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from django.db import connection

from mantetong.cases.models import CriterionAnswer, Hold
from mantetong.cases.queries.knowledge import standing_answers
from mantetong.cases.shapes import AnswerCard, CaseCard, LedgerLine
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer a person gave to a criterion, overruled later or not."""

    path: str
    answer: str
    reason: str
    account_id: int
    role: str
    at: datetime
    evidence: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """Another case of the same person, newest first. `reference` is its filing's."""

    number: str
    disease_code: str
    stage: Stage
    outcome: Outcome | None
    decided_at: datetime | None
    reference: str
    kind: Kind
    region: str


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """What the hall knows. `facts` is the newest fact sheet as JSON; `reached` the notices that got through, as (event, when)."""

    holder: int | None
    holds: tuple[tuple[str, str], ...]
    ledger: tuple[LedgerLine, ...]
    answers: tuple[AnswerCard, ...]
    judgements: tuple[Judgement, ...]
    facts: dict[str, Any] | None
    earlier: tuple[EarlierCase, ...]
    assigned: tuple[tuple[int, int | None, int | None, str | None, str, str], ...]
    reached: tuple[tuple[str, datetime], ...]


def desk_sheet(case: CaseCard) -> DeskSheet:
    """The sheet of the case's filing with this case's answers. One query; the caller has checked who may see it."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"filing": case.filing_id, "case": case.id, "person": case.person_id})
        holder, holds, ledger, answers, facts, earlier, assigned, reached = cursor.fetchone()
    rows = [_answer_row(row) for row in _json(answers)]
    return DeskSheet(
        holder=holder,
        holds=tuple((code, _opened(sealed)) for code, sealed in _json(holds)),
        ledger=tuple(_line(*row) for row in _json(ledger)),
        answers=standing_answers(rows),
        judgements=tuple(_judgement(row) for row in rows if row.is_human),
        facts=_json(facts) if facts is not None else None,
        earlier=tuple(_earlier(*row) for row in _json(earlier)),
        assigned=tuple(tuple(row) for row in _json(assigned)),
        reached=tuple((event, datetime.fromisoformat(at)) for event, at in _json(reached)),
    )


@cache
def _sql() -> str:
    return files("mantetong.cases.queries").joinpath("desk.sql").read_text(encoding="utf-8")


def _json(value: Any) -> Any:
    """Django's connection hands JSON over as text."""
    return msgspec.json.decode(value) if isinstance(value, str) else value


def _opened(sealed: str | None) -> str:
    field = Hold._meta.get_field("explanation")  # noqa: SLF001  Django's documented way
    return field.from_db_value(bytes.fromhex(sealed), None, None) or "" if sealed else ""


def _line(seq: int, action: str, role: str, account_id: int | None, at: str, facts: dict[str, Any], digest: str) -> LedgerLine:
    return LedgerLine(seq, action, role, account_id, datetime.fromisoformat(at), facts.get("case"), facts, digest)


def _answer_row(row: dict[str, Any]) -> CriterionAnswer:
    return CriterionAnswer(**{**row, "at": datetime.fromisoformat(row["at"])})


def _judgement(row: CriterionAnswer) -> Judgement:
    assert row.account_id is not None  # noqa: S101  the database refuses an answer by hand without a name
    return Judgement(row.path, row.answer, row.reason, row.account_id, row.role, row.at, tuple(row.evidence))


def _earlier(
    number: str, disease: str, stage: str, outcome: str | None, decided_at: str | None, reference: str, kind: str, region: str
) -> EarlierCase:
    return EarlierCase(
        number=number or "",
        disease_code=disease,
        stage=Stage(stage),
        outcome=Outcome(outcome) if outcome else None,
        decided_at=datetime.fromisoformat(decided_at) if decided_at else None,
        reference=reference,
        kind=Kind(kind),
        region=region,
    )


def accounts_in(sheet: DeskSheet) -> Iterable[int]:
    """Everybody whose name the screen may have to say."""
    yield from (one for one in (sheet.holder, *(line.account_id for line in sheet.ledger)) if one is not None)
    yield from (judgement.account_id for judgement in sheet.judgements)
