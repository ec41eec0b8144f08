"""Institutions and doctors, as applicants choose them and staff see them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from mantetong.people.models import Doctor, Institution


@dataclass(frozen=True, slots=True)
class InstitutionCard:
    """A designated institution. `level` is `medinslv` 01–11 (01–07 are 二级及以上), `fixmedins_type` 1 medical, 2 pharmacy."""

    code: str
    name: str
    level: str
    is_public: bool
    region: str
    is_entrusted: bool
    fixmedins_type: str
    speciality: str


@dataclass(frozen=True, slots=True)
class DoctorCard:
    """A doctor of one institution."""

    code: str
    name: str
    institution: str
    title: str
    department: str


def institutions_in(region: str) -> tuple[InstitutionCard, ...]:
    """Medical institutions of a region by level and code; a region code ending in 00 takes in its counties."""
    return tuple(_institution(row) for row in _medical_in(region).order_by("level", "code"))


def institutions_named(*, region: str, words: str, most: int) -> tuple[InstitutionCard, ...]:
    """Those of a region whose name holds the words, or whose code they are; the shortest names first: the whole name comes before
    its branches.
    """
    rows = _medical_in(region).filter(Q(name__icontains=words) | Q(code=words.upper()))
    return tuple(_institution(row) for row in rows.order_by(Length("name"), "code")[:most])


def _medical_in(region: str) -> QuerySet[Institution]:
    prefix = region[:4] if region.endswith("00") else region
    return Institution.objects.filter(region__startswith=prefix, in_force=True, fixmedins_type="1")


def institution_card(code: str) -> InstitutionCard | None:
    """The institution with this code, whatever its kind."""
    row = Institution.objects.filter(pk=code).first()
    return _institution(row) if row else None


def doctors_of(institution: str) -> tuple[DoctorCard, ...]:
    """The doctors of an institution by code."""
    rows = Doctor.objects.filter(institution_id=institution, in_force=True).order_by("code")
    return tuple(_doctor(row) for row in rows)


def doctor_card(code: str) -> DoctorCard | None:
    """The doctor with this code."""
    row = Doctor.objects.filter(pk=code).first()
    return _doctor(row) if row else None


def _institution(row: Institution) -> InstitutionCard:
    return InstitutionCard(
        code=row.code,
        name=row.name,
        level=row.level,
        is_public=row.is_public,
        region=row.region,
        is_entrusted=row.is_entrusted,
        fixmedins_type=row.fixmedins_type,
        speciality=row.speciality,
    )


def _doctor(row: Doctor) -> DoctorCard:
    return DoctorCard(row.code, row.name, row.institution_id, row.title, row.department)
