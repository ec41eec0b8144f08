"""A reviewer who reads each criterion as the screen shows it, and looks at the cited place as carefully as told to."""

import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from mantetong.cases.operations import claim_filing
from mantetong.cases.queries import case_card, filing_card, rules_of
from mantetong.determination.operations import confirm, decide, start
from mantetong.determination.queries import reasons_of, whole_answer
from mantetong.domain.actor import Actor
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Stage
from mantetong.people.queries import doctors_of
from mantetong.review.operations import overrule, pass_on
from mantetong.review.queries import case_view
from mantetong.review.queries.screen import Choice, CriterionRow
from mantetong.sandbox.city.building import Lot

HOSPITAL_CODE = "H51149900101"
KEYS_OF_A_CLEAR_CASE = 4  # p, p, Space, Enter: counted by the browser test of the desk
KEYS_OF_A_LOOK = 1  # j turns to the cited place
KEYS_OF_A_JUDGEMENT = 4  # a digit, Tab, Tab, Enter; the reason is typed besides
_OUTCOME = {Answer.MET: Outcome.RECOGNISED, Answer.NOT_MET: Outcome.NOT_RECOGNISED, Answer.CANNOT_TELL: Outcome.UNDETERMINED}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides, who confirms, and how likely the one who decides looks at a cited place at all."""

    reviewer: Actor
    supervisor: Actor
    care: float
    chance: random.Random


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of one case. `seconds` is the system's share of the time, `is_visible` that the screen shows the planted error on the
    criterion concerned, `is_doubted` that it shows something odd at all.
    """

    lot: Lot
    seconds: float
    keys: int
    is_visible: bool
    is_doubted: bool
    is_noticed: bool
    outcome: Outcome
    is_overturned: bool


def review(lot: Lot, *, desk: Desk) -> Reviewed:
    """Claim, read, put right what is noticed, pass on, decide; a second person confirms where the pack asks for it."""
    at, began = lot.submitted_at + timedelta(hours=2), time.perf_counter()
    claim_filing(filing_id=lot.case.filing_id, by=desk.reviewer, at=at)
    rows = _shown(lot)
    looked = [row for row in rows if row.evidence and desk.chance.random() < desk.care]
    odd = [row for row in rows if not _fits(row, lot)]
    noticed = [row for row in odd if row in looked]
    for row in noticed:
        _put_right(row, lot, desk.reviewer, at)
    pass_on(case_id=lot.case.id, by=desk.reviewer, at=at)
    start(case_id=lot.case.id, seed=f"{lot.case.id:016x}", at=at)
    outcome = _decide(lot, desk, at)
    truth = Outcome.RECOGNISED if lot.is_ill else Outcome.UNDETERMINED  # one low value alone refutes nothing
    return Reviewed(
        lot=lot,
        seconds=time.perf_counter() - began,
        keys=KEYS_OF_A_CLEAR_CASE + KEYS_OF_A_LOOK * len(looked) + KEYS_OF_A_JUDGEMENT * len(noticed),
        is_visible=any(link.paper == lot.concerned for row in odd for link in row.evidence),
        is_doubted=bool(odd),
        is_noticed=bool(noticed),
        outcome=outcome,
        is_overturned=outcome is not truth,
    )


def _shown(lot: Lot) -> tuple[CriterionRow, ...]:
    """The criteria as the case screen shows them."""
    filing = filing_card(lot.case.filing_id)
    return case_view(case=case_card(lot.case.id), filing=filing, policy=rules_of(filing), choice=Choice()).leaves


def _fits(row: CriterionRow, lot: Lot) -> bool:
    """What the screen says beside the criterion is what stands at the place it outlines. What outlines no place cannot be compared."""
    for link in row.evidence:
        words = lot.printed.get((link.paper, link.points))
        if words is not None and not _says(link.said, words):
            return False
    return True


def _says(said: str, printed: str) -> bool:
    value = said.rpartition("（")[0]
    return not value or (bool(printed) and (value in printed or printed in value))


def _put_right(row: CriterionRow, lot: Lot, by: Actor, at: datetime) -> None:
    """The reviewer reads the page and answers the criterion by what is printed."""
    said = Answer.MET if lot.is_ill else Answer.CANNOT_TELL
    overrule(case_id=lot.case.id, path=row.path, answer=said, reason="与材料上印的不一致，以材料为准。", by=by, at=at)


def _decide(lot: Lot, desk: Desk, at: datetime) -> Outcome:
    case = case_card(lot.case.id)
    if case.outcome is not None:  # approved automatically
        return case.outcome
    disease = rules_of(filing_card(case.filing_id)).diseases[case.disease_code]
    reasons = reasons_of(case, disease=disease)
    outcome = _OUTCOME[whole_answer(reasons, criterion=disease.criteria.value).answer]
    doctor = doctors_of(HOSPITAL_CODE)[0].code
    decide(
        case_id=case.id, outcome=outcome, reasons=reasons, remark="", institution_code=HOSPITAL_CODE, doctor_code=doctor,
        by=desk.reviewer, at=at,
    )  # fmt: skip
    if case_card(case.id).stage is Stage.CONFIRMING:
        confirm(case_id=case.id, by=desk.supervisor, at=at)
    return outcome
