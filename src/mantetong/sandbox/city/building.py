"""Filings of invented people, submitted on the days of the city, their papers received, read and judged."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec
from django.db import transaction

from mantetong.cases.operations import choose_diseases, note_particulars, open_draft, submit_filing
from mantetong.cases.queries import CaseCard, filing_for
from mantetong.domain.actor import Actor
from mantetong.domain.identity import id_check_character
from mantetong.materials.operations import receive_paper
from mantetong.materials.operations.reading import Kept, note_reading
from mantetong.outside.registry import Insurance, InsuredAnswer, InsuredStatus
from mantetong.people.operations.registry_rows import write_insurances, write_person
from mantetong.policies.queries import current_version
from mantetong.review.operations import judge_case
from mantetong.sandbox.city.papers import CONCERNED, Planted, Quad, sheets_of
from mantetong.sandbox.city.plan import Plan
from mantetong.web.clock import day_of

REGION, DIABETES, LIMIT = "511400", "M01600", 7.0
PSN_PREFIX = "5114990"
_PEOPLE_OF_A_SEED = 100_000
_COUNTY = "511499"  # the county code …99 was never given to anybody
_SURNAMES, _GIVEN = "谢罗魏张沈姜蒋朱孔金赵严吕", ("桂兰", "建国", "淑珍", "秀英", "德胜", "玉梅", "国庆", "彩霞", "俊杰", "浩然")


@dataclass(frozen=True, slots=True)
class Lot:
    """One case of the city and the truth about it: what is printed at which place (as the screen outlines it) of which paper, by its
    key; on which paper something is read wrongly; whether the person has the illness by the rule.
    """

    case: CaseCard
    planted: Planted
    is_ill: bool
    printed: dict[tuple[str, str], str]
    concerned: str
    submitted_at: datetime


def built(plan: Plan, *, clerk: Actor, begins_at: datetime) -> Iterator[Lot]:
    """One case after another, in the order of the days. The same plan gives the same people, papers and errors."""
    chance = random.Random(plan.seed)
    wrong = set(chance.sample(range(plan.cases), round(plan.cases * plan.share)))
    for number in range(plan.cases):
        at = begins_at + timedelta(days=number * plan.days // plan.cases, minutes=number % 400)
        planted = chance.choice((Planted.FLIPPED, Planted.MISCITED)) if number in wrong else Planted.NOTHING
        glucose = chance.choice((5.4, 7.8, 8.6, 9.9, 11.2))
        yield _lot(plan.seed * _PEOPLE_OF_A_SEED + number, planted, glucose, chance, clerk, at)


def first_psn_no(plan: Plan) -> str:
    """The number by which the first person of a city is insured."""
    return _psn_no(plan.seed * _PEOPLE_OF_A_SEED)


def _psn_no(serial: int) -> str:
    return f"{PSN_PREFIX}{serial:013d}"


def _lot(serial: int, planted: Planted, glucose: float, chance: random.Random, clerk: Actor, at: datetime) -> Lot:
    person_id = _person(serial, chance, at)
    reference = open_draft(by=clerk, person_id=person_id, region=REGION, insutype="390", door="counter", at=at)
    filing = filing_for(viewer=clerk, reference=reference, at=at)
    choose_diseases(filing_id=filing.id, codes=[DIABETES], urgent=frozenset(), at=at)
    note_particulars(filing_id=filing.id, at=at, summary="多饮多尿三年。", phone="", address="云溪市样例路")
    printed: dict[tuple[str, str], str] = {}
    concerned = ""
    for sheet in sheets_of(glucose=glucose, on=day_of(at) - timedelta(days=20), planted=planted, serial=serial):
        paper = receive_paper(
            filing_id=filing.id, slot=sheet.slot, name=f"{sheet.slot}.jpg", content=sheet.picture, by=clerk, at=at
        )
        note_reading(paper_id=paper.id, kept=msgspec.convert(sheet.kept, Kept), at=at)
        printed |= {(paper.key, _points(place)): words for place, words in sheet.printed.items()}
        concerned = paper.key if sheet.slot == CONCERNED else concerned
    version = current_version(region=REGION, on=day_of(at))
    submit_filing(filing_id=filing.id, by=clerk, at=at, policy_version_id=version.id)
    case = filing_for(viewer=clerk, reference=reference, at=at).cases[0]
    judge_case(case_id=case.id, at=at)
    return Lot(case, planted, glucose >= LIMIT, printed, concerned, at)


def _points(place: Quad) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in place)


@transaction.atomic
def _person(serial: int, chance: random.Random, at: datetime) -> int:
    born_on = date(1940, 1, 1) + timedelta(days=serial // 1000 % 12_000)  # with the sequence: nobody twice
    body = f"{_COUNTY}{born_on:%Y%m%d}{serial % 1000:03d}"
    number = body + id_check_character(body)
    name = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    row = Insurance("390", REGION, InsuredStatus.ACTIVE, date(2019, 1, 1))
    answer = InsuredAnswer(_psn_no(serial), name, number, born_on, "1" if int(number[16]) % 2 else "2", (row,))
    person = write_person(None, answer, at)
    write_insurances(person, answer, at)
    return int(person.pk)
