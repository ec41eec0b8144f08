"""What follows what: the one place that says which jobs an event queues. An event that nobody follows stands here with nothing."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mantetong.cases import jobs as cases
from mantetong.determination import jobs as determination
from mantetong.domain.events import Event
from mantetong.insight import jobs as insight
from mantetong.materials import jobs as materials
from mantetong.notice import jobs as notice
from mantetong.queue.announce import Reaction
from mantetong.recognition import jobs as recognition
from mantetong.review import jobs as review
from mantetong.settlement import jobs as settlement

_FOLLOWS: Mapping[Event, Sequence[Reaction]] = MappingProxyType(
    {
        Event.CODE_ASKED: (notice.send_code,),
        Event.SUBMIT: (review.judge,),
        Event.PAPER_RECEIVED: (materials.read_paper,),
        Event.PAPER_READ: (review.judge_filing,),
        Event.ANSWER_SUPPLEMENT: (review.judge, notice.note_replied),
        Event.PASS_ON: (determination.start,),
        Event.SEND_BACK: (determination.start,),
        Event.DECIDE: (determination.make_letter, determination.draw_reading),
        Event.CONFIRM: (determination.make_letter, determination.draw_reading),
        Event.RECOGNITION_ISSUED: (recognition.make_certificate, recognition.register_nationally, recognition.tell_of_beginning),
        Event.RECOGNITION_REVOKED: (recognition.withdraw_nationally,),
        Event.RECOGNITION_TAKEN_IN: (recognition.register_taken_in,),
        Event.RECOGNITION_TAKEN_OUT: (recognition.withdraw_taken_out,),
        Event.COPY_ASKED: (insight.make_copy,),
        Event.CALENDAR_LOADED: (cases.recompute_due,),
        Event.POLICY_PUBLISHED: (review.judge_running, settlement.copy_rules),
        Event.REPLAY_ASKED: (insight.replay_publication,),
    }
)

REACTIONS: Mapping[Event, Sequence[Reaction]] = MappingProxyType(
    {event: (*_FOLLOWS.get(event, ()), *((notice.TELLING[event],) if event in notice.TELLING else ())) for event in Event}
)
"""Every event with its jobs; telling people comes last."""
