"""The dated keys of a pack and the domain type each of them holds. Everything else here is derived from these two tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mantetong.domain.policy import (
    Appeal,
    Contact,
    CorrectionRule,
    Determination,
    Door,
    EffectiveRule,
    ExpertRule,
    FormRule,
    Hearing,
    LetterRule,
    NoticeRule,
    OtherBenefit,
    OwnLanguage,
    ProcessStep,
    PublicNotice,
    SecondReading,
    Slot,
    Supplement,
    TillRule,
    TimeLimit,
    Transition,
    UntilDecision,
    Validity,
)


@dataclass(frozen=True, slots=True)
class Key:
    """A dated key: the type of its value, whether the value is a list of statements, whether it may be missing.

    `ends`: it must be there, and null from a day on abolishes it.
    """

    type: Any
    items: bool = False
    optional: bool = False
    ends: bool = False


REGION_KEYS: dict[str, Key] = {
    "item_label": Key(str),
    "search_labels": Key(tuple[str, ...]),
    "doors": Key(Door, items=True),
    "eligibility": Key(str, items=True),
    "insurance_kinds": Key(tuple[str, ...]),
    "out_of_area": Key(bool, optional=True),
    "slots": Key(Slot, items=True),
    "material_notes": Key(str, items=True),
    "max_file_bytes": Key(int),
    "max_files": Key(int),
    "process": Key(ProcessStep, items=True),
    "time_limit": Key(TimeLimit, optional=True),
    "determination": Key(Determination),
    "effective": Key(EffectiveRule),
    "supplement": Key(Supplement),
    "notices": Key(tuple[str, ...]),
    "notice_rule": Key(NoticeRule, optional=True),
    "appeal": Key(Appeal),
    "delivery": Key(str, items=True),
    "contacts": Key(Contact, items=True),
    "form": Key(FormRule),
    "notes": Key(str, items=True),
    "for_another": Key(bool),
    "other_benefits": Key(OtherBenefit, items=True),
    "transition": Key(Transition),
    "disease_list": Key(str),
    "counties": Key(Mapping[str, str], optional=True),
    "not_published": Key(str, items=True),
    "languages": Key(OwnLanguage, items=True, optional=True),
    "until_decision": Key(UntilDecision, optional=True),
    "experts": Key(ExpertRule, optional=True),
    "second_reading": Key(SecondReading, optional=True),
    "correction": Key(CorrectionRule, optional=True),
    "letter": Key(LetterRule, optional=True),
    "public_notice": Key(PublicNotice, optional=True),
    "till": Key(TillRule, optional=True),
    "hearing": Key(Hearing, optional=True),
}

CRITERIA = "criteria"
DISEASE_KEYS: dict[str, Key] = {
    "listed": Key(bool, ends=True),
    CRITERIA: Key(Any),
    "validity": Key(Validity),
    "extra_slots": Key(Slot, items=True),
    "excludes": Key(tuple[str, ...], optional=True),
    "payment": Key(Mapping[str, Any], optional=True),
    "effective": Key(EffectiveRule, optional=True),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a disease is called. `code` is national; `local_code` the region's own where it differs."""

    code: str
    name: str
    local_code: str = ""
    disease_class: str = ""
    synonyms: tuple[str, ...] = ()
    lay_names: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    sensitive: bool = False
    urgent: bool = False


STATEMENT = ("source", "status", "certainty", "note", "facts")
