"""Rows of this room: what was told to people, and what people say back."""

from mantetong.notice.hotline.models import Caller, HotlineCall
from mantetong.notice.models.answers import CallBack, Question, Rating
from mantetong.notice.models.telling import Call, Channel, Notice, NoticeState

__all__ = ["Call", "CallBack", "Caller", "Channel", "HotlineCall", "Notice", "NoticeState", "Question", "Rating"]
