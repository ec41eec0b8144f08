"""What an appeal is about: everything of the first round, for those who judge it anew."""

from dataclasses import dataclass
from datetime import datetime

from mantetong.cases.queries import CaseCard, DecisionCard, case_card, filing_card, followings_of, standing_decision
from mantetong.determination.queries.panels import VoteCard, panel_of
from mantetong.domain.outcomes import Kind, Outcome


@dataclass(frozen=True, slots=True)
class FirstRound:
    """The case appealed against with its decision and votes; `contested` are the paths the person disagrees with, `grounds` their words."""

    case: CaseCard
    filing_reference: str
    decision: DecisionCard | None
    votes: tuple[VoteCard, ...]
    contested: tuple[str, ...]
    grounds: str


def first_round_of(case: CaseCard) -> FirstRound | None:
    """The first round of an appeal; None for any other case."""
    filing = filing_card(case.filing_id)
    if filing.kind is not Kind.APPEAL:
        return None
    for one in followings_of(filing.id):
        if one.disease_code == case.disease_code and one.earlier_case_id:
            earlier = case_card(one.earlier_case_id)
            panel = panel_of(case_id=earlier.id)
            return FirstRound(
                case=earlier,
                filing_reference=filing_card(earlier.filing_id).reference,
                decision=standing_decision(earlier.id),
                votes=panel.votes if panel else (),
                contested=one.paths,
                grounds=one.grounds,
            )
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody learns about a decision of their own: nobody else reads it. `what` OVERTURNED, CORRECTED or READ_OTHERWISE."""

    what: str
    case: CaseCard
    was: Outcome
    now: Outcome
    at: datetime
    said: str
    differing: tuple[tuple[str, str, str], ...] = ()
