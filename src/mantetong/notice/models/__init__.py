"""Rows of this room: what was told to people, and what people say back."""

from mantetong.notice.hotline.models import Caller, HotlineCall
from mantetong.notice.models.answers import CallBack, Question, Rating
from mantetong.notice.models.doors import Agreed, PushBrowser
from mantetong.notice.models.pushing import Push, PushState, PushTry, Subscriber
from mantetong.notice.models.telling import DOOR_CHANNELS, SENT_CHANNELS, Call, Carrier, Channel, Notice, NoticeState, Words

__all__ = [
    "DOOR_CHANNELS",
    "SENT_CHANNELS",
    "Agreed",
    "Call",
    "CallBack",
    "Caller",
    "Carrier",
    "Channel",
    "HotlineCall",
    "Notice",
    "NoticeState",
    "Push",
    "PushBrowser",
    "PushState",
    "PushTry",
    "Question",
    "Rating",
    "Subscriber",
    "Words",
]  # fmt: skip
