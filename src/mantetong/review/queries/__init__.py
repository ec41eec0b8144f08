"""What the desk and later rooms read: notices, refusals, what is still open, and a case as the one who judges sees it."""

from mantetong.review.queries.ending import EndingLine, supplements_ending
from mantetong.review.queries.notices import (
    ItemCard,
    NoticeCard,
    RefusalCard,
    SentNotice,
    notice_of,
    notices_of,
    refusal_of,
    sent_notices,
)
from mantetong.review.queries.open_things import OpenThing, open_things
from mantetong.review.queries.screen import CaseView, CriterionRow, EvidenceLink, Shown, case_view

__all__ = [
    "CaseView", "CriterionRow", "EndingLine", "EvidenceLink", "ItemCard", "NoticeCard", "OpenThing", "RefusalCard", "SentNotice", "Shown", "case_view", "notice_of",
    "notices_of", "open_things", "refusal_of", "sent_notices", "supplements_ending",
]  # fmt: skip
