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

__all__ = [
    "CallBackCard",
    "NoticeCard",
    "QuestionCard",
    "RatingCard",
    "Unreached",
    "call_backs_open_to",
    "inbox_of",
    "notice_in",
    "notices_of",
    "open_questions_in",
    "questions_of",
    "rating_of",
    "sms_beside",
    "unreached_in",
    "unread_of",
    "was_sent_to",
]  # fmt: skip
