"""What was told to whom and how far it came; what people asked and how they rated."""

from mantetong.notice.queries.answers import (
    CallBackCard,
    QuestionCard,
    RatingCard,
    call_backs_open_to,
    open_questions_in,
    questions_of,
    rating_of,
)
from mantetong.notice.queries.doors import browsers_of
from mantetong.notice.queries.known import Knowing, hours_until_known, unreached_by_region
from mantetong.notice.queries.pushing import JournalLine, Portal, journal_of, portals_in
from mantetong.notice.queries.telling import (
    NoticeCard,
    Unreached,
    inbox_of,
    notice_in,
    notices_of,
    sms_beside,
    unreached_in,
    unread_of,
    was_sent_to,
)
from mantetong.notice.queries.words import EarlierWords, Spoken, changes_of, spoken, versions_of

__all__ = [
    "CallBackCard",
    "EarlierWords",
    "JournalLine",
    "Knowing",
    "NoticeCard",
    "Portal",
    "QuestionCard",
    "RatingCard",
    "Spoken",
    "Unreached",
    "browsers_of",
    "call_backs_open_to",
    "changes_of",
    "hours_until_known",
    "inbox_of",
    "journal_of",
    "notice_in",
    "notices_of",
    "open_questions_in",
    "portals_in",
    "questions_of",
    "rating_of",
    "sms_beside",
    "spoken",
    "unreached_by_region",
    "unreached_in",
    "unread_of",
    "versions_of",
    "was_sent_to",
]  # fmt: skip
