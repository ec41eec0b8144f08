"""A disease and a region on one day, with everything that holds there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mantetong.domain.criteria.tree import Criterion
from mantetong.domain.policy.checklist import FormRule, Slot
from mantetong.domain.policy.course import (
    Appeal,
    Determination,
    EffectiveRule,
    OtherBenefit,
    ProcessStep,
    Supplement,
    TimeLimit,
    Transition,
    UntilDecision,
    Validity,
)
from mantetong.domain.policy.determining import CorrectionRule, ExpertRule, LetterRule, PublicNotice, SecondReading
from mantetong.domain.policy.doors import Contact, Door
from mantetong.domain.policy.languages import OwnLanguage
from mantetong.domain.policy.stated import Stated, Status
from mantetong.domain.policy.telling import NoticeRule
from mantetong.domain.policy.till import Hearing, TillRule


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
    until_decision: Stated[UntilDecision] | None = None
    languages: tuple[Stated[OwnLanguage], ...] = ()
    notice_rule: Stated[NoticeRule] | None = None
    experts: Stated[ExpertRule] | None = None
    second_reading: Stated[SecondReading] | None = None
    correction: Stated[CorrectionRule] | None = None
    letter: Stated[LetterRule] | None = None
    public_notice: Stated[PublicNotice] | None = None
    till: Stated[TillRule] | None = None
    hearing: Stated[Hearing] | None = None

    @property
    def is_sample(self) -> bool:
        """True while the list or any criterion is sample: such a region opens for filing in the demo only."""
        return any(Status.SAMPLE in (disease.listed.status, disease.criteria.status) for disease in self.diseases.values())

    def slots_for(self, codes: tuple[str, ...]) -> tuple[Slot, ...]:
        """The checklist for these diseases: the common slots, then each disease's own, every slot once."""
        extra = (stated for code in codes for stated in self.diseases[code].extra_slots)
        return tuple({stated.value.code: stated.value for stated in (*self.slots, *extra)}.values())
