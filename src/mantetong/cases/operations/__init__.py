"""Everything that writes a filing or a case. The only writer of a stage is `take_action`."""

from mantetong.cases.errors import (
    AlreadyClaimed,
    AlreadyRunning,
    CaseHasMoved,
    DecisionMissing,
    DraftOnly,
    JudgedBefore,
    NoSuchFiling,
    NotClaimed,
    NothingChosen,
    NoticeAlreadySent,
    OwnCase,
    PurposeWanted,
    SameHand,
    SystemMayNot,
    TooManyTries,
)
from mantetong.cases.operations.clock import recompute_running
from mantetong.cases.operations.decision import record_decision
from mantetong.cases.operations.draft import (
    choose_diseases,
    delete_draft,
    note_particulars,
    note_signature,
    open_draft,
    remove_draft,
    remove_old_drafts,
)
from mantetong.cases.operations.following import note_following
from mantetong.cases.operations.knowledge import record_human_answer, record_machine_answers, store_facts
from mantetong.cases.operations.ledger import seal_day, write_note
from mantetong.cases.operations.looking import OUTSIDE, ensure_purpose, give_purpose, note_desk_look
from mantetong.cases.operations.rules import judge_under
from mantetong.cases.operations.sharing import claim_next, hand_over, reassign_filing
from mantetong.cases.operations.stage import take_action
from mantetong.cases.operations.submission import Submitted, hold_for_person, submit_filing
from mantetong.cases.operations.taking_over import take_over_draft
from mantetong.cases.operations.told import ensure_may_try, note_wrong_query, record_reached, record_risk
from mantetong.cases.operations.work import assign, claim_filing, end_assignment, release_filing

__all__ = [
    "OUTSIDE",
    "AlreadyClaimed",
    "AlreadyRunning",
    "CaseHasMoved",
    "DecisionMissing",
    "DraftOnly",
    "JudgedBefore",
    "NoSuchFiling",
    "NotClaimed",
    "NothingChosen",
    "NoticeAlreadySent",
    "OwnCase",
    "PurposeWanted",
    "SameHand",
    "Submitted",
    "SystemMayNot",
    "TooManyTries",
    "assign",
    "choose_diseases",
    "claim_filing",
    "claim_next",
    "delete_draft",
    "end_assignment",
    "ensure_may_try",
    "ensure_purpose",
    "give_purpose",
    "hand_over",
    "hold_for_person",
    "judge_under",
    "note_desk_look",
    "note_following",
    "note_particulars",
    "note_signature",
    "note_wrong_query",
    "open_draft",
    "reassign_filing",
    "recompute_running",
    "record_decision",
    "record_human_answer",
    "record_machine_answers",
    "record_reached",
    "record_risk",
    "release_filing",
    "remove_draft",
    "remove_old_drafts",
    "seal_day",
    "store_facts",
    "submit_filing",
    "take_action",
    "take_over_draft",
    "write_note",
]  # fmt: skip
