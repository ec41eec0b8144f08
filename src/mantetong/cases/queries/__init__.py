"""Everything that reads filings and cases. A person reaches a filing only through `filing_for` and `case_for`."""

from mantetong.cases.due import due_words_of
from mantetong.cases.queries.filings import (
    case_card,
    case_for,
    drafts_removed_before,
    filing_card,
    filing_for,
    filing_id_by_number,
    filing_tail,
    filings_of,
    may_see_filing,
    people_to_tell,
    progress_by_code,
    query_code_of,
    running_case_of,
)
from mantetong.cases.queries.following import (
    FollowingCard,
    Hands,
    ReachedCard,
    appeal_against,
    followings_of,
    hands_before,
    hands_of_case,
    reached_of,
)
from mantetong.cases.queries.knowledge import answers_of, facts_of_case, newest_facts, standing_decision
from mantetong.cases.queries.ledger import Chain, broken_chains, daily_roots, ledger_of, root_problem
from mantetong.cases.queries.work import WorkList, assignments_of, claimed_by, holds_of, lists_count, work_rows
from mantetong.cases.shapes import AnswerCard, CaseCard, ClockCard, DecisionCard, FilingCard, LedgerLine, WorkRow

__all__ = [
    "AnswerCard", "CaseCard", "Chain", "ClockCard", "DecisionCard", "FilingCard", "FollowingCard", "Hands", "LedgerLine", "ReachedCard", "WorkList", "WorkRow", "answers_of", "appeal_against",
    "assignments_of", "broken_chains", "case_card", "case_for", "claimed_by", "daily_roots", "drafts_removed_before", "due_words_of", "facts_of_case", "filing_card",
    "filing_for", "filing_id_by_number", "filing_tail", "filings_of", "followings_of", "hands_before", "hands_of_case", "holds_of", "ledger_of", "lists_count", "may_see_filing", "newest_facts",
    "people_to_tell", "progress_by_code", "query_code_of", "reached_of", "root_problem", "running_case_of", "standing_decision", "work_rows",
]  # fmt: skip
