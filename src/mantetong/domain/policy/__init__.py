"""What a region's rules are on one day, as plain frozen values: the shape that `policies` loads the packs into.

Every value an official could change is `Stated`: it carries since when it holds, by which source, and how sure we are.
"""

from mantetong.domain.policy.checklist import FormRule, Need, SealRule, Slot
from mantetong.domain.policy.course import (
    Appeal,
    CountedFrom,
    Decider,
    Determination,
    EarlierCosts,
    EffectiveRule,
    OnResubmit,
    OtherBenefit,
    ProcessStep,
    Supplement,
    TimeLimit,
    Transition,
    UntilDecision,
    Validity,
)
from mantetong.domain.policy.determining import CorrectionRule, ExpertRule, LetterRule, PublicNotice, SecondReading
from mantetong.domain.policy.doors import Availability, Contact, Door, DoorKind
from mantetong.domain.policy.languages import OWN_NAMES, RIGHT_TO_LEFT, Language, Occasion, OwnLanguage
from mantetong.domain.policy.region import DiseasePolicy, RegionPolicy
from mantetong.domain.policy.stated import Stated, Status
from mantetong.domain.policy.telling import NoticeRule
from mantetong.domain.policy.till import Hearing, Registers, SensitiveRows, TillRule
from mantetong.domain.policy.transition import judged_by_later

__all__ = [
    "OWN_NAMES",
    "RIGHT_TO_LEFT",
    "Appeal",
    "Availability",
    "Contact",
    "CorrectionRule",
    "CountedFrom",
    "Decider",
    "Determination",
    "DiseasePolicy",
    "Door",
    "DoorKind",
    "EarlierCosts",
    "EffectiveRule",
    "ExpertRule",
    "FormRule",
    "Hearing",
    "Language",
    "LetterRule",
    "Need",
    "NoticeRule",
    "Occasion",
    "OnResubmit",
    "OtherBenefit",
    "OwnLanguage",
    "ProcessStep",
    "PublicNotice",
    "RegionPolicy",
    "Registers",
    "SealRule",
    "SecondReading",
    "SensitiveRows",
    "Slot",
    "Stated",
    "Status",
    "Supplement",
    "TillRule",
    "TimeLimit",
    "Transition",
    "UntilDecision",
    "Validity",
    "judged_by_later",
]
