"""Everything the desk does before determination. Stages move through `cases.operations.take_action` alone."""

from mantetong.review.operations.acceptance import Reason, accept_held, refuse
from mantetong.review.operations.claiming import claim, ensure_claimed, release
from mantetong.review.operations.judging import judge_case, judge_filing, overrule, pass_on
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

__all__ = [
    "ASKABLE", "Ask", "Reason", "accept_held", "answer_supplement", "ask_again", "claim", "ensure_claimed", "judge_case", "judge_filing", "lapse",
    "overrule", "pass_on", "refuse", "release", "send_further_supplement", "send_supplement", "settle_items",
]  # fmt: skip
