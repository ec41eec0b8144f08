"""Who opens what at the desk. Whose filing it is gets decided in SQL by `cases.queries.filing_for`."""

from datetime import datetime

from mantetong.cases.operations import note_desk_look
from mantetong.cases.queries import CaseCard, FilingCard, case_for, filing_for
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role

DESK = (Role.REVIEWER, Role.SUPERVISOR)
READERS = (Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR)


def filing_on_desk(*, viewer: Actor, reference: str, at: datetime) -> FilingCard:
    """A submitted filing this member of staff may open, the look written down.

    Raises NoSuchFiling, for another region too; PurposeWanted for a filing that nobody gave them.
    """
    filing = filing_for(viewer=viewer, reference=reference, at=at)
    why = f"办理受理号尾号{filing.number[-4:]}"
    note_desk_look(filing=filing, by=viewer, kind="FILING", reference=filing.reference, why=why, at=at)
    return filing


def case_on_desk(*, viewer: Actor, reference: str, at: datetime) -> CaseCard:
    """A case this member of staff may act on. Raises NoSuchFiling."""
    return case_for(viewer=viewer, reference=reference, at=at)
