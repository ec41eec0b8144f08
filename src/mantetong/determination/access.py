"""Who opens a case under determination: those called on, and the desk. Whose case it is gets decided in SQL by `case_for`."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.operations import note_desk_look
from mantetong.cases.queries import AnswerCard, CaseCard, FilingCard, case_for, filing_card, rules_of
from mantetong.domain.actor import Actor
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.domain.roles import Role
from mantetong.people.operations import note_look
from mantetong.web.requests import Request

DECIDING = (Role.REVIEWER, Role.SUPERVISOR, Role.INSTITUTION)


UNREAD = -1
"""Nobody has asked yet who holds the filing."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its filing and the rules it stands under; `holder` and `answers` where the page around has read them."""

    case: CaseCard
    filing: FilingCard
    policy: RegionPolicy
    holder: int | None = UNREAD
    answers: tuple[AnswerCard, ...] | None = None

    @property
    def disease(self) -> DiseasePolicy:
        """The disease of the case."""
        return self.policy.diseases[self.case.disease_code]


def open_case(*, viewer: Actor, reference: str, at: datetime, why: str) -> Opened:
    """The case if `viewer` may see it now; a look of staff is written down with `why`.

    Raises NoSuchFiling; PurposeWanted where nobody gave it to one of the desk.
    """
    case = case_for(viewer=viewer, reference=reference, at=at)
    filing = filing_card(case.filing_id)
    note_desk_look(filing=filing, by=viewer, kind="CASE", reference=case.reference, why=why, at=at)
    return Opened(case, filing, rules_of(filing))


def open_from_list(*, viewer: Actor, reference: str, at: datetime, why: str) -> Opened:
    """The same for what stands in a list of the viewer's own: that is what they look for. Raises NoSuchFiling."""
    case = case_for(viewer=viewer, reference=reference, at=at)
    filing = filing_card(case.filing_id)
    note_look(by=viewer, kind="CASE", reference=case.reference, why=why, at=at, person_id=case.person_id)
    return Opened(case, filing, rules_of(filing))


def opened_already(request: Request, *, reference: str) -> Opened | None:
    """What the page around this panel has read of the case, its rights checked and its look noted; None where there is none."""
    known = getattr(request, "known_filing", None)
    if known is None or known.case.reference != reference:
        return None
    return Opened(known.case, known.filing, known.policy, known.sheet.holder, known.sheet.answers)
