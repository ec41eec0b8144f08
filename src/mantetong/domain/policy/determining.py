"""What a region says about those who determine: experts' reminders and fees, second readings, corrections, the letter."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpertRule:
    """What each answer of an expert is paid (yuan), and after how many days without one they are reminded, then replaced by lot."""

    fee_yuan: int
    remind_after_days: int
    replace_after_days: int


@dataclass(frozen=True, slots=True)
class SecondReading:
    """How many of a hundred decided cases somebody else reads again, blind, by what was decided and by whom.

    `risky` are refusals and cases whose criteria were judged against the machine; `own_patient` are approvals by an
    entrusted institution of people it has treated itself.
    """

    ordinary: int
    risky: int
    entrusted: int
    own_patient: int
    automatic: int


@dataclass(frozen=True, slots=True)
class CorrectionRule:
    """Days after a decision in which a mistake in it can be corrected by two people; afterwards only an appeal or a new filing."""

    within_days: int


@dataclass(frozen=True, slots=True)
class LetterRule:
    """The region's form of the decision letter: what it is called, and the sentence it ends with."""

    title: str
    closing: str = ""


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """公示: the words of the document that demands it, and for how many days. Without a document nothing is announced.

    Announced are counts, and where the document asks for single cases, codes that only the applicant can read as their own.
    """

    document: str
    days: int
    with_codes: bool = False
