"""What cases hand to other rooms: frozen, without methods that reach the database."""

from dataclasses import dataclass
from datetime import date, datetime

from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class ClockCard:
    """The clock of a case. All None where the region has published no limit."""

    counted_from: datetime | None
    limit_days: int | None
    due_on: date | None
    is_provisional: bool
    is_paused: bool
    calendar: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One 办件 as pages show it. `rules_version_id` is None while it is judged by the rules its filing was submitted under."""

    id: int
    filing_id: int
    reference: str
    number: str
    ordinal: int
    region: str
    person_id: int
    disease_code: str
    stage: Stage
    entered_stage_at: datetime
    version: int
    clock: ClockCard
    outcome: Outcome | None
    decided_at: datetime | None
    is_urgent: bool
    rules_version_id: int | None = None


@dataclass(frozen=True, slots=True)
class FilingCard:
    """One 申请 as pages show it. `account_id` is who files, `person_id` the insured person."""

    id: int
    reference: str
    number: str
    region: str
    kind: Kind
    door: str
    person_id: int
    account_id: int | None
    mandate_id: int | None
    insutype: str
    institution_code: str | None
    doctor_code: str | None
    summary: str
    phone: str
    address: str
    opened_at: datetime
    submitted_at: datetime | None
    policy_version_id: int | None
    form_key: str
    signed_at: datetime | None
    cases: tuple[CaseCard, ...]

    @property
    def is_draft(self) -> bool:
        """Not submitted yet."""
        return self.submitted_at is None

    @property
    def disease_codes(self) -> tuple[str, ...]:
        """The diseases in the order of their cases."""
        return tuple(case.disease_code for case in self.cases)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry of the ledger as pages show it."""

    seq: int
    action: str
    role: str
    account_id: int | None
    at: datetime
    case_ordinal: int | None
    facts: dict[str, object]
    digest: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """The answer that stands for one criterion: the newest of a person, else the machine's. `machine` is always the machine's."""

    path: str
    answer: str
    said: str
    source: str
    is_human: bool
    account_id: int | None
    reason: str
    evidence: tuple[dict[str, object], ...]
    machine: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """The standing decision of a case."""

    id: int
    outcome: Outcome
    reasons: tuple[dict[str, object], ...]
    remark: str
    institution_code: str | None
    doctor_code: str | None
    account_id: int | None
    role: str
    at: datetime
    is_final: bool


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of a work list."""

    case_id: int
    filing_id: int
    filing_reference: str
    case_reference: str
    number: str
    person_id: int
    disease_code: str
    stage: Stage
    entered_stage_at: datetime
    submitted_at: datetime
    due_on: date | None
    is_provisional: bool
    is_urgent: bool
    claimed_by: int | None
    line_on: date
    risk: int
    is_answered: bool
    kind: Kind
