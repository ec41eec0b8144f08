"""Everything the desk does before determination. Stages move through `cases.operations.take_action` alone."""

from mantetong.review.operations import deeds  # noqa: F401  says who carries out what
from mantetong.review.operations.acceptance import Reason, accept_held, refuse
from mantetong.review.operations.claiming import claim, ensure_claimed, release
from mantetong.review.operations.counter import Shown, find_supplement, hand_in_supplement
from mantetong.review.operations.following_up import (
    enquire,
    note_enquiry_answer,
    promise_paper,
    settle_promises,
    slots_that_may_follow,
)
from mantetong.review.operations.judging import judge_case, judge_filing, judge_running, overrule, pass_on
from mantetong.review.operations.more_time import REASONS as MORE_TIME_REASONS
from mantetong.review.operations.more_time import give_more_time
from mantetong.review.operations.naming import note_name
from mantetong.review.operations.sending import Deed, carry_out, hold, perform, register_doer, send_now, undo
from mantetong.review.operations.supplement import (
    ASKABLE,
    Ask,
    answer_supplement,
    ask_again,
    lapse,
    send_further_supplement,
    send_supplement,
    settle_items,
)
from mantetong.review.operations.talking import LONGEST_NOTE, answer_colleague, ask_colleague, be_present, write_down

__all__ = [
    "ASKABLE",
    "LONGEST_NOTE",
    "MORE_TIME_REASONS",
    "Ask",
    "Deed",
    "Reason",
    "Shown",
    "accept_held",
    "answer_colleague",
    "answer_supplement",
    "ask_again",
    "ask_colleague",
    "be_present",
    "carry_out",
    "claim",
    "enquire",
    "ensure_claimed",
    "find_supplement",
    "give_more_time",
    "hand_in_supplement",
    "hold",
    "judge_case",
    "judge_filing",
    "judge_running",
    "lapse",
    "note_enquiry_answer",
    "note_name",
    "overrule",
    "pass_on",
    "perform",
    "promise_paper",
    "refuse",
    "register_doer",
    "release",
    "send_further_supplement",
    "send_now",
    "send_supplement",
    "settle_items",
    "settle_promises",
    "slots_that_may_follow",
    "undo",
    "write_down",
]  # fmt: skip
