"""What is told of which event: the text, through which channels, and whether once for a filing or for each case."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mantetong.domain.events import Event
from mantetong.notice.models import Channel

_BOTH = (Channel.INBOX, Channel.SMS)
_INBOX = (Channel.INBOX,)
_UNTIL_REACHED = (Channel.INBOX, Channel.SMS, Channel.PHONE)  # somebody must have read or heard it


@dataclass(frozen=True, slots=True)
class Told:
    """`once_per_filing`: several diseases of one filing make one message, however often the event is announced.

    `only_represented`: told to the person themself where somebody else has filed for them, and to nobody else.
    """

    text_key: str
    channels: tuple[Channel, ...] = _BOTH
    once_per_filing: bool = False
    only_represented: bool = False


TOLD: Mapping[Event, Told] = MappingProxyType(
    {
        Event.SUBMIT: Told("SUBMITTED", _INBOX, once_per_filing=True),
        Event.ACCEPT: Told("ACCEPTED", once_per_filing=True),
        Event.HELD_FOR_PERSON: Told("HELD", once_per_filing=True),
        Event.REFUSE: Told("REFUSED"),
        Event.SUPPLEMENT_NOTICE_SENT: Told("SUPPLEMENT"),
        Event.ANSWER_SUPPLEMENT: Told("SUPPLEMENT_RECEIVED", _INBOX),
        Event.SUPPLEMENT_ENDING: Told("SUPPLEMENT_ENDING", _UNTIL_REACHED),
        Event.MORE_TIME_GIVEN: Told("MORE_TIME", _INBOX),
        Event.QUESTION_ANSWERED: Told("QUESTION_ANSWERED"),
        Event.DRAFT_ENDING: Told("DRAFT_ENDING"),
        Event.PASS_ON: Told("PROGRESS", _INBOX),
        Event.DECIDE: Told("DECIDED"),
        Event.CONFIRM: Told("DECIDED"),
        Event.CERTIFICATE_READY: Told("CERTIFICATE", _INBOX),
        Event.CERTIFICATE_POSTED: Told("CERTIFICATE_POSTED"),
        Event.CERTIFICATE_RETURNED: Told("CERTIFICATE_RETURNED"),
        Event.HEARING_OPENED: Told("HEARING", _UNTIL_REACHED),
        Event.MANDATE_USED: Told("MANDATE_USED", once_per_filing=True, only_represented=True),
        Event.RECOGNITION_BEGUN: Told("BEGUN"),
        Event.RECOGNITION_EXPIRING: Told("EXPIRING"),
        Event.RECOGNITION_REVOKED: Told("REVOKED"),
        Event.WITHDRAW: Told("WITHDRAWN"),
        Event.LAPSE: Told("LAPSED"),
        Event.REOPEN: Told("REOPENED"),
        Event.CORRECT: Told("PROGRESS"),
    }
)
"""Events that are told to the person. Codes have their own way (`operations.send_code`)."""

PRESSING = frozenset({"SUPPLEMENT", "SUPPLEMENT_ENDING", "DECIDED", "REFUSED", "REVOKED", "HEARING", "LAPSED"})
"""Texts that somebody must have read or heard: never held back for having had many today, and called after when nobody opens them."""
