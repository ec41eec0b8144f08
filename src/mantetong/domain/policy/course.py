"""The course of a case: its clock, who determines it, from when and for how long a recognition holds, what else there is."""

from dataclasses import dataclass
from enum import StrEnum


class CountedFrom(StrEnum):
    """The event whose day is day zero of the clock."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


class OnResubmit(StrEnum):
    """What an answered supplement does to the clock."""

    RESUME = "resume"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Working days to the decision. `said` is what people read (Meishan: review within 1 working day)."""

    working_days: int
    counted_from: CountedFrom
    on_resubmit: OnResubmit
    said: str


class Transition(StrEnum):
    """Which version a running case is judged by when a rule changes."""

    FILED = "filed"
    DECIDED = "decided"
    MORE_FAVOURABLE = "more_favourable"


class Decider(StrEnum):
    """Who determines."""

    AGENCY = "agency"
    EXPERTS = "experts"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Determination:
    """How a case of the region is determined. `panel` and `quorum` count experts; `second_signature` asks CONFIRMING."""

    decider: Decider
    panel: int = 1
    quorum: int = 1
    second_signature: bool = False
    automatic_approval: bool = False


class EffectiveRule(StrEnum):
    """The first day a recognition is in force, counted from the day of the decision."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"
    FIRST_OF_NEXT_MONTH = "first_of_next_month"


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a recognition lasts. `months` None is long-term; `renewal_window_days` before the end renewal opens.

    `renewal_proof_months` is how old a medical paper may be to serve for a renewal; None where only the criteria say so.
    `renews_itself`: a condition that does not remit goes on without an application, for `months` more.
    """

    months: int | None
    review_every_months: int | None = None
    renewal_window_days: int = 90
    renewal_proof_months: int | None = None
    renews_itself: bool = False


@dataclass(frozen=True, slots=True)
class Supplement:
    """Days a person has to answer, and days after an end in which a case can be reopened with one tap.

    `warn_days` before the last day somebody must have read or heard that it ends. `enquiry_days` is what a hospital asked about a paper (函询) is given to begin with.
    """

    answer_days: int
    reopen_days: int
    enquiry_days: int | None = None
    warn_days: int = 7


@dataclass(frozen=True, slots=True)
class Appeal:
    """How a person disagrees: the days to ask, and what the decision letter says of the ways open.

    `working_days` is the limit for answering an appeal, None where it is the same as for any filing.
    """

    days: int | None
    text: str
    working_days: int | None = None


class EarlierCosts(StrEnum):
    """Whether what was paid before the first day in force can be claimed afterwards."""

    YES = "yes"
    NO = "no"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, slots=True)
class UntilDecision:
    """What a person does while the case is on its way: medicine, invoices to keep, and whether earlier costs can be claimed."""

    medicine: str
    invoices: str
    earlier_costs: EarlierCosts
    earlier_said: str = ""


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step as the guide tells it, with its time in words."""

    name: str
    text: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class OtherBenefit:
    """Another benefit the person may have: who it is for and where to go."""

    name: str
    text: str
    where: str
