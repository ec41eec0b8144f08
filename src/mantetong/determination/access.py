"""Who opens a case under determination: those called on, and the desk. Whose case it is gets decided in SQL by `case_for`."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.queries import CaseCard, FilingCard, case_for, filing_card
from mantetong.domain.actor import Actor
from mantetong.domain.policy import DiseasePolicy, RegionPolicy
from mantetong.domain.roles import Role
from mantetong.people.operations import note_look
from mantetong.policies.queries import policy_of

DECIDING = (Role.REVIEWER, Role.SUPERVISOR, Role.INSTITUTION)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with its filing and the rules it stands under."""

    case: CaseCard
    filing: FilingCard
    policy: RegionPolicy

    @property
    def disease(self) -> DiseasePolicy:
        """The disease of the case."""
        return self.policy.diseases[self.case.disease_code]


def open_case(*, viewer: Actor, reference: str, at: datetime, why: str) -> Opened:
    """The case if `viewer` may see it now; a look of staff is written down with `why`. Raises NoSuchFiling."""
    case = case_for(viewer=viewer, reference=reference, at=at)
    filing = filing_card(case.filing_id)
    note_look(by=viewer, kind="CASE", reference=case.reference, why=why, at=at, person_id=case.person_id)
    return Opened(case, filing, policy_of(version_id=filing.policy_version_id or 0))
