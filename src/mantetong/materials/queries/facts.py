"""What the papers of a filing say, as the fact sheet that criteria are judged against. Not read is never absent."""

from datetime import date

from rapidfuzz import fuzz

from mantetong.cases.queries import filing_card
from mantetong.domain.criteria.answers import Evidence, SaidBy
from mantetong.domain.criteria.facts import DocumentFact, ExaminationFact, FactSheet, LabFact, VisitFact
from mantetong.domain.identity import Sex
from mantetong.domain.outcomes import Kind
from mantetong.domain.papers import PaperKind
from mantetong.materials.models import Paper, PaperState
from mantetong.materials.precheck.words import NAMES
from mantetong.materials.queries.papers import stored_reading
from mantetong.materials.reading.shapes import Field, PaperReading
from mantetong.people.queries import InstitutionCard, institutions_in, person_card

_EXAMINATIONS = (PaperKind.IMAGING_REPORT, PaperKind.PATHOLOGY_REPORT, PaperKind.ECG)
_SAME_HOSPITAL = 92
_GRADES = {"01": 3, "02": 3, "03": 3, "04": 3, "05": 2, "06": 2, "07": 2, "08": 1, "09": 1, "10": 1}
"""`medinslv` 01–04 三级, 05–07 二级, 08–10 一级 (national_interface §4)."""


def fact_sheet_of(filing_id: int, *, asked_on: date) -> FactSheet:
    """Everything read on the standing papers of the filing, and the person's birth and sex from the registry."""
    filing = filing_card(filing_id)
    person = person_card(filing.person_id)
    offices = institutions_in(filing.region)
    papers = Paper.objects.filter(filing_id=filing_id, removed_at=None).order_by("slot", "position", "pk")
    read = [(paper, reading) for paper in papers if (reading := _reading(paper))]
    return FactSheet(
        asked_on=asked_on,
        born_on=person.born_on,
        sex=Sex(person.sex) if person.sex in {"1", "2"} else None,
        is_renewal=filing.kind in (Kind.RENEWAL, Kind.REREVIEW),
        documents=tuple(_document(paper, reading, offices) for paper, reading in read),
        labs=tuple(lab for paper, reading in read for lab in _labs(paper, reading)),
        visits=tuple(visit for paper, reading in read for visit in _visits(paper, reading)),
        examinations=tuple(_examination(paper, reading) for paper, reading in read if reading.kind in _EXAMINATIONS),
    )


def _reading(paper: Paper) -> PaperReading | None:
    return stored_reading(paper.digest) if paper.state == PaperState.READ else None


def _document(paper: Paper, reading: PaperReading, offices: tuple[InstitutionCard, ...]) -> DocumentFact:
    office = _office(reading, offices)
    # No seal found is "cannot tell": a weak photo loses a seal more easily than a hospital forgets one.
    sealed = True if any(page.seals for page in reading.pages) else None
    return DocumentFact(
        kind=reading.kind,
        evidence=Evidence(SaidBy.READING, NAMES[reading.kind], paper_id=paper.pk, page=1),
        dated_on=_day(reading, "date"),
        issuer_level=_GRADES.get(office.level) if office else None,
        issuer_public=office.is_public if office else None,
        sealed=sealed,
        signatures=sum(field.name == "doctor" for field in reading.fields) or None,
        diagnoses=tuple(str(field.value) for field in reading.fields if field.name == "diagnosis"),
        text="\n".join(page.text for page in reading.pages),
    )


def _office(reading: PaperReading, offices: tuple[InstitutionCard, ...]) -> InstitutionCard | None:
    """The institution of the table whose name the letterhead bears, None where it is not in the table."""
    name = reading.first("hospital")
    if not name or not offices:
        return None
    best = max(offices, key=lambda office: fuzz.ratio(office.name, str(name)))
    return best if fuzz.ratio(best.name, str(name)) >= _SAME_HOSPITAL else None


def _labs(paper: Paper, reading: PaperReading) -> list[LabFact]:
    day = _day(reading, "date")
    return [
        LabFact(
            item=str(field.value["item"]),
            value=str(field.value["value"]),
            evidence=_evidence(paper, field, str(field.value["value"])),
            unit=str(field.value["unit"]),
            range=str(field.value["range"]),
            dated_on=day,
        )
        for field in reading.fields
        if field.name == "lab"
    ]


def _visits(paper: Paper, reading: PaperReading) -> list[VisitFact]:
    names = {PaperKind.OUTPATIENT_RECORD: ("OUTPATIENT", "date"), PaperKind.DISCHARGE_RECORD: ("INPATIENT", "discharge_date")}
    if reading.kind not in names:
        return []
    kind, name = names[reading.kind]
    field = next((field for field in reading.fields if field.name == name), None)
    evidence = (
        _evidence(paper, field, str(field.value))
        if field
        else Evidence(SaidBy.READING, NAMES[reading.kind], paper_id=paper.pk, page=1)
    )
    return [VisitFact(kind, _day(reading, name), evidence)]


def _examination(paper: Paper, reading: PaperReading) -> ExaminationFact:
    """The conclusion in its own words; whether it is positive only a person says."""
    text = "\n".join(page.text for page in reading.pages)
    evidence = Evidence(SaidBy.READING, text[:200], paper_id=paper.pk, page=1)
    return ExaminationFact(reading.kind, text, None, evidence, dated_on=_day(reading, "date"))


def _evidence(paper: Paper, field: Field, value: str) -> Evidence:
    return Evidence(SaidBy.READING, value, paper_id=paper.pk, page=field.page, quad=field.quad, score=field.score)


def _day(reading: PaperReading, name: str) -> date | None:
    value = reading.first(name)
    return date.fromisoformat(str(value)) if value else None
