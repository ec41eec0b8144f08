"""The fact sheet: what is known of one applicant, each fact with its evidence. Stored per case for judging and replay."""

from dataclasses import dataclass, field
from datetime import date

from mantetong.domain.criteria.answers import Evidence
from mantetong.domain.identity import Sex
from mantetong.domain.papers import PaperKind


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A paper seen. None means nobody has been able to tell, never "no"."""

    kind: PaperKind
    evidence: Evidence
    dated_on: date | None = None
    issuer_level: int | None = None
    issuer_public: bool | None = None
    sealed: bool | None = None
    signatures: int | None = None
    diagnoses: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class LabFact:
    """One row of a laboratory report, value and range as printed."""

    item: str
    value: str
    evidence: Evidence
    unit: str = ""
    range: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A visit: OUTPATIENT or INPATIENT."""

    kind: str
    on: date | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ExaminationFact:
    """What an imaging, pathology or similar report found. `positive` None: stated unclearly."""

    kind: PaperKind
    finding: str
    positive: bool | None
    evidence: Evidence
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class FactSheet:
    """Everything a criterion may ask about one person on the day `asked_on`. Empty tuples mean nothing was seen."""

    asked_on: date
    born_on: date | None = None
    sex: Sex | None = None
    is_renewal: bool = False
    documents: tuple[DocumentFact, ...] = ()
    labs: tuple[LabFact, ...] = ()
    visits: tuple[VisitFact, ...] = ()
    examinations: tuple[ExaminationFact, ...] = ()
    held_diseases: tuple[str, ...] = ()
    stated: dict[str, str] = field(default_factory=dict)
