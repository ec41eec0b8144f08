"""What a region's rules are on one day, as plain frozen values: the shape that `policies` loads the packs into.

Every value an official could change is `Stated`: it carries since when it holds, by which source, and how sure we are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from mantetong.domain.criteria.tree import Criterion
from mantetong.domain.papers import PaperKind

T_co = TypeVar("T_co", covariant=True)


class Status(StrEnum):
    """How a value is known. `SAMPLE` is shown as 样例，非官方 and never decides a real person's case."""

    OFFICIAL = "official"
    GUIDE = "guide"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T_co]):
    """A value with its date and source. `facts` cites the seed facts; `hedged` where the source says 通常 or 一般."""

    value: T_co
    since: date
    source: str
    status: Status
    facts: tuple[str, ...] = ()
    hedged: bool = False
    note: str = ""


class DoorKind(StrEnum):
    """What adapter serves a door (DESIGN §6)."""

    WEB = "web"
    OIDC = "oidc"
    WECHAT_OA = "wechat-oa"
    WECHAT_MINI = "wechat-mini"
    APP = "app"
    COUNTER = "counter"
    HOTLINE = "hotline"


class Availability(StrEnum):
    """Whether a door can be used today."""

    OPEN = "open"
    OPENING = "opening"
    INFORMATION = "information"
    CALL_FIRST = "call-first"


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. `comparison` maps the heading of the side-by-side table to this door's words."""

    code: str
    kind: DoorKind
    name: str
    steps: tuple[str, ...]
    availability: Availability
    progress_label: str
    suits: str = ""
    result_by: tuple[str, ...] = ()
    comparison: Mapping[str, str] = field(default_factory=dict)


class Need(StrEnum):
    """Whether a slot must be filled before submitting.

    REQUIRED blocks. EXPECTED (容缺: the guide says "should", or hedges) warns and can follow in the supplement.
    """

    REQUIRED = "required"
    EXPECTED = "expected"
    EITHER = "either"
    OPTIONAL = "optional"


class SealRule(StrEnum):
    """What a missing seal means in this slot."""

    MUST = "must"
    SHOULD = "should"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the checklist.

    `takes` are the kinds of paper that fit; `group` names the alternatives when `need` is EITHER; `pages` is the most
    files taken; `formats` and `issuer` are the guide's own words; `made_here` is true for the form we generate; `part_of`
    names the one row of the guide's table that several slots make up; `kind_said` is the guide's 材料类型.
    `issuer_level` 2 means 二级及以上; `issuer_public` warns, never blocks (JQ-13).
    """

    code: str
    name: str
    takes: tuple[PaperKind, ...]
    need: Need
    original: bool = True
    form: str = "electronic"
    copies: int = 0
    issuer: str = ""
    issuer_level: int | None = None
    issuer_public: bool = False
    seal: SealRule = SealRule.NONE
    copy_allowed: bool = True
    formats: str = ""
    max_bytes: int | None = None
    pages: int = 20
    notes: tuple[str, ...] = ()
    group: str = ""
    made_here: bool = False
    part_of: str = ""
    kind_said: str = ""


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
    """How long a recognition lasts. `months` None is long-term; `renewal_window_days` before the end renewal opens."""

    months: int | None
    review_every_months: int | None = None
    renewal_window_days: int = 90


@dataclass(frozen=True, slots=True)
class Supplement:
    """Days a person has to answer, and days after an end in which a case can be reopened with one tap."""

    answer_days: int
    reopen_days: int


@dataclass(frozen=True, slots=True)
class Appeal:
    """How a person disagrees: the days to ask, and what the decision letter says of the ways open."""

    days: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask. `note` says when the number is not from the guide (JQ-21)."""

    label: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step as the guide tells it, with its time in words."""

    name: str
    text: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class FormRule:
    """The application form: its official name, and whether it may be made and signed here."""

    title: str
    made_here: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class OtherBenefit:
    """Another benefit the person may have: who it is for and where to go."""

    name: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class DiseasePolicy:
    """One disease of a region on one day. `code` is the national code, `local_code` the region's own where it differs."""

    code: str
    name: str
    criteria: Stated[Criterion]
    validity: Stated[Validity]
    listed: Stated[bool]
    local_code: str = ""
    disease_class: str = ""
    synonyms: tuple[str, ...] = ()
    lay_names: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    sensitive: bool = False
    urgent: bool = False
    extra_slots: tuple[Stated[Slot], ...] = ()
    excludes: tuple[str, ...] = ()
    payment: Stated[Mapping[str, object]] | None = None
    effective: Stated[EffectiveRule] | None = None


@dataclass(frozen=True, slots=True)
class RegionPolicy:
    """Everything that holds in one region on the day `on`, under the version `digest` (SHA-256 of the resolved pack)."""

    code: str
    name: str
    province: str
    on: date
    digest: str
    item_label: Stated[str]
    search_labels: Stated[tuple[str, ...]]
    doors: tuple[Stated[Door], ...]
    eligibility: tuple[Stated[str], ...]
    insurance_kinds: Stated[tuple[str, ...]]
    out_of_area: Stated[bool] | None
    slots: tuple[Stated[Slot], ...]
    material_notes: tuple[Stated[str], ...]
    max_file_bytes: Stated[int]
    max_files: Stated[int]
    process: tuple[Stated[ProcessStep], ...]
    time_limit: Stated[TimeLimit] | None
    determination: Stated[Determination]
    effective: Stated[EffectiveRule]
    supplement: Stated[Supplement]
    notices: Stated[tuple[str, ...]]
    appeal: Stated[Appeal]
    delivery: tuple[Stated[str], ...]
    contacts: tuple[Stated[Contact], ...]
    form: Stated[FormRule]
    notes: tuple[Stated[str], ...]
    for_another: Stated[bool]
    other_benefits: tuple[Stated[OtherBenefit], ...]
    diseases: Mapping[str, DiseasePolicy]
    transition: Stated[Transition]
    disease_list: Stated[str]
    counties: Stated[Mapping[str, str]] | None = None
    not_published: tuple[Stated[str], ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_sample(self) -> bool:
        """True while the list or any criterion is sample: such a region opens for filing in the demo only."""
        return any(Status.SAMPLE in (disease.listed.status, disease.criteria.status) for disease in self.diseases.values())

    def slots_for(self, codes: tuple[str, ...]) -> tuple[Slot, ...]:
        """The checklist for these diseases: the common slots, then each disease's own, every slot once."""
        extra = (stated for code in codes for stated in self.diseases[code].extra_slots)
        return tuple({stated.value.code: stated.value for stated in (*self.slots, *extra)}.values())
