"""Everything this room writes: what is told and whether it arrived, questions and answers, ratings and the calls after them."""

from mantetong.notice.operations.calling import call_whom_nobody_reached
from mantetong.notice.operations.codes import send_code
from mantetong.notice.operations.ending import warn_of_ending
from mantetong.notice.operations.errors import CodeNotSent, TryAgainLater
from mantetong.notice.operations.keeping import GIVE_UP_AFTER
from mantetong.notice.operations.push_way import forget_browsers_of, keep_browser
from mantetong.notice.operations.pushing import pause, publish, push_again, push_due, resume, subscribe
from mantetong.notice.operations.questions import answer_question, ask_question
from mantetong.notice.operations.ratings import note_call_back, note_call_back_try, rate_case
from mantetong.notice.operations.reaching import note_call, note_opened, note_replied
from mantetong.notice.operations.sending import drain, next_due, send_notice
from mantetong.notice.operations.taking import LEASE
from mantetong.notice.operations.telling import tell
from mantetong.notice.operations.wechat_way import ASKED, note_agreed
from mantetong.notice.operations.words import NewWords, WordsFaulty, change_words, faults_in

__all__ = [
    "ASKED",
    "GIVE_UP_AFTER",
    "LEASE",
    "CodeNotSent",
    "NewWords",
    "TryAgainLater",
    "WordsFaulty",
    "answer_question",
    "ask_question",
    "call_whom_nobody_reached",
    "change_words",
    "drain",
    "faults_in",
    "forget_browsers_of",
    "keep_browser",
    "next_due",
    "note_agreed",
    "note_call",
    "note_call_back",
    "note_call_back_try",
    "note_opened",
    "note_replied",
    "pause",
    "publish",
    "push_again",
    "push_due",
    "rate_case",
    "resume",
    "send_code",
    "send_notice",
    "subscribe",
    "tell",
    "warn_of_ending",
]
