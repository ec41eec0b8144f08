"""A draft is kept for the days an operator sets; its owner is told a week before it goes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from mantetong.apply.models import DraftReminder
from mantetong.cases.queries.drafts import ResumableDraft, drafts_untouched_since
from mantetong.domain.events import Event
from mantetong.queue.announce import announce
from mantetong.web.clock import day_of

BEFORE = timedelta(days=7)


def remind_of_drafts(*, at: datetime) -> int:
    """Announce DRAFT_ENDING once for every draft that goes within a week; how many. A change gives it its whole time again."""
    kept = timedelta(days=settings.MANTETONG_ENVIRONMENT.draft_days)
    told, last = 0, 0
    while drafts := drafts_untouched_since(moment=at - kept + BEFORE, after_id=last):
        told += sum(_remind(draft, kept, at) for draft in drafts)
        last = drafts[-1].filing_id
    return told


@transaction.atomic
def _remind(draft: ResumableDraft, kept: timedelta, at: datetime) -> bool:
    until = day_of(draft.changed_at + kept)
    _row, is_new = DraftReminder.objects.get_or_create(filing_id=draft.filing_id, kept_until=until, defaults={"at": at})
    if is_new:
        announce(Event.DRAFT_ENDING, filing_id=draft.filing_id)
    return is_new
