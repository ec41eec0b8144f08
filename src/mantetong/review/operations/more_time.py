"""Longer to answer a supplement: in hospital, waiting for a paper. Said by the person, or to somebody at the counter or hotline."""

from datetime import date, datetime, timedelta

from django.db import transaction

from mantetong.cases.operations import write_note
from mantetong.cases.queries import filing_card
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.roles import CITIZENS, Role
from mantetong.domain.stages import Stage
from mantetong.policies.queries import policy_of
from mantetong.queue.announce import announce
from mantetong.review.errors import LongerAlready, NothingToAnswer
from mantetong.review.models import SupplementNotice
from mantetong.web.clock import day_of

REASONS = ("IN_HOSPITAL", "PAPER_ON_ITS_WAY", "OTHER")
_STAFF = frozenset({Role.CLERK, Role.HELPER, Role.REVIEWER, Role.SUPERVISOR})


@transaction.atomic
def give_more_time(*, filing_id: int, why: str, by: Actor, at: datetime) -> date:
    """The pack's days to answer once more, on word; the new last day. No proof is asked for, the word stands in the ledger.

    A citizen does so once per notice, and until somebody has ended the case; staff may again. Raises NothingToAnswer,
    LongerAlready, NotYoursToTake, ValueError for an unknown reason.
    """
    role = ensure_holds(by, CITIZENS | _STAFF)
    if why not in REASONS:
        raise ValueError(why)
    notice = SupplementNotice.objects.select_for_update().filter(filing_id=filing_id).order_by("-pk").first()
    filing = filing_card(filing_id)
    if notice is None or notice.answered_at or not any(case.stage is Stage.SUPPLEMENTING for case in filing.cases):
        raise NothingToAnswer
    days = policy_of(version_id=filing.policy_version_id or 0).supplement.value.answer_days
    if role in CITIZENS and is_longer(sent_at=notice.sent_at, answer_by=notice.answer_by, days=days):
        raise LongerAlready(notice.answer_by)
    notice.answer_by = max(notice.answer_by, day_of(at)) + timedelta(days=days)
    notice.save(update_fields=["answer_by"])
    write_note(filing_id=filing_id, action="MORE_TIME", by=by, role=role, at=at, why=why, answer_by=notice.answer_by.isoformat())
    announce(Event.MORE_TIME_GIVEN, filing_id=filing_id)
    return notice.answer_by


def is_longer(*, sent_at: datetime, answer_by: date, days: int) -> bool:
    """True once the first last day was moved."""
    return answer_by > day_of(sent_at) + timedelta(days=days)
