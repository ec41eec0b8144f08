"""公示: off unless the pack quotes the document that demands it; counts, and codes that only the applicant can tell."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from mantetong.cases.models import Filing
from mantetong.determination.announcing import code_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.policies.operations import load_packs
from mantetong.policies.queries import current_version
from tests.factories import JIUQUAN, MEISHAN, MONDAY, NANCHONG, as_applicant
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.test_desk_pages import DAY, at_home, words

PACKS = Path(__file__).resolve().parents[3] / "packs"
QUOTED = "认定结果应当在官网公示五日。"
KEY = f"""
public_notice:
  from:
    2025-01-01: {{value: {{document: {QUOTED}, days: 5, with_codes: true}}, source: 样例文件第三条, status: sample}}
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def demanded(tmp_path):
    """A pack of Meishan that quotes a document; the cases are put under it."""

    def by_document(*cases):
        folder = tmp_path / "packs"
        shutil.copytree(PACKS, folder)
        region = folder / "511400-meishan" / "region.yaml"
        region.write_text(region.read_text().rstrip() + KEY)
        load_packs(folder=folder, at=MONDAY + timedelta(hours=5))
        version = current_version(region=MEISHAN, on=MONDAY.date())
        Filing.objects.filter(cases__in=cases).update(policy_version=version.id)

    return by_document


def test_no_region_of_ours_announces_anything():
    case = a_decided_case(Outcome.RECOGNISED)
    at_large = Client(**DAY)

    assert [at_large.get(f"/announced/{region}/").status_code for region in (MEISHAN, NANCHONG, JIUQUAN, "000001")] == [404] * 4
    assert "公示码" not in words(at_home(as_applicant(case.filing.account)).get(f"/decision/{case.reference}/"))


def test_what_a_document_demands_is_announced_without_name_number_or_illness(demanded):
    case, refused = a_decided_case(Outcome.RECOGNISED), a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    demanded(case, refused)

    page = words(Client(**DAY).get(f"/announced/{MEISHAN}/"))

    assert (code_of(case.pk) in page, code_of(refused.pk) in page, QUOTED in page) == (True, False, True)
    assert "予以认定1件" in page.replace(" ", "")
    assert not any(said in page for said in (case.filing.person.name, case.number, "糖尿病"))


def test_only_the_applicant_reads_which_code_is_theirs(demanded):
    case, other = a_decided_case(Outcome.RECOGNISED), a_decided_case(Outcome.RECOGNISED)
    demanded(case, other)

    mine = words(at_home(as_applicant(case.filing.account)).get(f"/decision/{case.reference}/"))
    late = at_home(as_applicant(case.filing.account)).get(
        f"/decision/{case.reference}/", HTTP_X_SANDBOX_NOW=(MONDAY + timedelta(days=9)).isoformat()
    )

    assert (code_of(case.pk) in mine, code_of(other.pk) in mine) == (True, False)
    assert code_of(case.pk) not in words(late)
