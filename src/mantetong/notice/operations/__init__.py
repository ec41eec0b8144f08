"""Everything this room writes: what is told and whether it arrived, questions and answers, ratings and the calls after them."""

from mantetong.notice.operations.ending import warn_of_ending
from mantetong.notice.operations.questions import answer_question, ask_question
from mantetong.notice.operations.ratings import note_call_back, note_call_back_try, rate_case
from mantetong.notice.operations.telling import (
    GIVE_UP_AFTER,
    CodeNotSent,
    TryAgainLater,
    note_call,
    note_delivery,
    note_opened,
    phone_of,
    send_code,
    send_notice,
    tell,
)

__all__ = [
    "GIVE_UP_AFTER",
    "CodeNotSent",
    "TryAgainLater",
    "answer_question",
    "ask_question",
    "note_call",
    "note_call_back",
    "note_call_back_try",
    "note_delivery",
    "note_opened",
    "phone_of",
    "rate_case",
    "send_code",
    "send_notice",
    "tell",
    "warn_of_ending",
]
