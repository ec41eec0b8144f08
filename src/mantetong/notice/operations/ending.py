"""Before a supplement runs out somebody must have read or heard it: inbox, short message, and a call until one got through."""

from datetime import datetime

from mantetong.domain.events import Event
from mantetong.notice.operations.telling import tell
from mantetong.review.queries import supplements_ending
from mantetong.web.clock import day_of


def warn_of_ending(*, at: datetime) -> tuple[int, ...]:
    """Tell everybody whose last days have begun, once for each last day; the ids of short messages to send.

    A call waits on the desk's list until the inbox was opened, somebody answered, or a letter was signed for.
    """
    lines = supplements_ending(on=day_of(at))
    told = [
        tell(event=Event.SUPPLEMENT_ENDING, filing_id=line.filing_id, key=line.answer_by.isoformat(), at=at) for line in lines
    ]
    return tuple(notice_id for ids in told for notice_id in ids)
