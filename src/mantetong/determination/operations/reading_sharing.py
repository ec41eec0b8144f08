"""Who reads a decided case again, where the lot found nobody or whoever was drawn cannot."""

from datetime import datetime

from django.db import transaction

from mantetong.cases.operations import assign, end_assignment, write_note
from mantetong.cases.queries import QUALITY_SAMPLE, case_card, filing_card
from mantetong.determination.errors import NoSuchWork, NotFreeToRead
from mantetong.determination.models import SecondReading
from mantetong.determination.operations.reading import free_to_read
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role


@transaction.atomic
def give_reading(*, reading_id: int, to: int, by: Actor, at: datetime) -> None:
    """A supervisor gives an open reading of the region to a colleague; giving it to whoever has it changes nothing.

    Raises NoSuchWork (elsewhere, or read already), NotFreeToRead (had a hand in the case, is kin, does not work here), NotYoursToTake.
    """
    role = ensure_holds(by, frozenset({Role.SUPERVISOR}))
    row = SecondReading.objects.select_for_update().filter(pk=reading_id, region=by.region, read_at=None).first()
    if row is None:
        raise NoSuchWork
    if row.reader_id == to:
        return
    case = case_card(row.case_id)
    if to not in free_to_read(case, at=at):
        raise NotFreeToRead
    if row.assignment is not None:
        end_assignment(assignment_id=row.assignment, at=at)
    was, row.reader_id = row.reader_id, to
    row.assignment = assign(
        filing_id=case.filing_id, case_id=case.id, account_id=to, role=Role.REVIEWER, why=QUALITY_SAMPLE, at=at
    )
    row.save(update_fields=["reader_id", "assignment"])
    filing = filing_card(case.filing_id).id
    write_note(filing_id=filing, action="READING_GIVEN", by=by, role=role, at=at, reading=row.pk, was=was, to=to)
