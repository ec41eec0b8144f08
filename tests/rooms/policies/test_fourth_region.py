"""A region nobody has programmed for: its folder alone carries a filing from the draft to the recognition."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from mantetong.cases import operations as cases
from mantetong.cases.models import Filing
from mantetong.cases.queries import case_card
from mantetong.determination import operations as determination
from mantetong.determination.reasons import reasons_of, rules_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.stages import Action, Stage
from mantetong.policies import operations
from mantetong.policies.packs.scaffold import write_scaffold
from mantetong.policies.queries import current_version
from mantetong.recognition.queries import recognition_of_case
from mantetong.review.operations import judge_case
from tests.factories import DIABETES, MONDAY, a_citizen, a_reviewer, an_insured_person, as_applicant
from tests.rooms.review.factories import answer_all

PACKS = Path(__file__).resolve().parents[3] / "packs"
YUNXI = "990100"
LIMIT = "time_limit:\n  from:\n    2025-01-01:\n      value: {working_days: 5, counted_from: submitted, on_resubmit: resume, said: 5个工作日}\n"
NEXT_DAY = "effective:\n  from:\n    2025-01-01: {value: next_day}\n"


@pytest.fixture
def yunxi(tmp_path, db):
    """An invented city: the scaffold, a limit of five working days, recognitions in force from the next day."""
    folder = tmp_path / "packs"
    shutil.copytree(PACKS, folder)
    region = write_scaffold(
        folder=folder, code=YUNXI, name="云溪市", province="示例省", parent="000000", slug="yunxi", on="2025-01-01"
    )
    region.write_text(region.read_text() + LIMIT + NEXT_DAY)
    operations.load_packs(at=MONDAY, folder=folder)


@pytest.fixture
def filed(yunxi):
    """A filing of the invented city, submitted and accepted."""
    person = an_insured_person(region=YUNXI)
    by = as_applicant(a_citizen(person=person))
    reference = cases.open_draft(by=by, person_id=person.pk, region=YUNXI, insutype="390", door="counter", at=MONDAY)
    filing = Filing.objects.get(reference=reference)
    cases.choose_diseases(filing_id=filing.pk, codes=[DIABETES], urgent=frozenset(), at=MONDAY)
    version = current_version(region=YUNXI, on=MONDAY.date())
    cases.submit_filing(filing_id=filing.pk, by=by, at=MONDAY, policy_version_id=version.id, holds=())
    filing.refresh_from_db()
    return filing


def test_an_invented_region_walks_from_filing_to_recognition(filed):
    case, reviewer = filed.cases.get(), a_reviewer(YUNXI)
    assert case.due_on == date(2026, 3, 9)

    judge_case(case_id=case.pk, at=MONDAY)
    cases.claim_filing(filing_id=filed.pk, by=reviewer, at=MONDAY)
    answer_all(case, by=reviewer)
    cases.take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=MONDAY + timedelta(hours=1))
    card = case_card(case.pk)
    reasons = reasons_of(card, disease=rules_of(card).diseases[DIABETES])
    given = {"remark": "", "institution_code": None, "doctor_code": None, "at": MONDAY + timedelta(hours=2)}
    determination.decide(case_id=case.pk, outcome=Outcome.RECOGNISED, by=reviewer, reasons=reasons, **given)

    case.refresh_from_db()
    assert (case.stage, recognition_of_case(case.pk).begins_on) == (Stage.DECIDED, date(2026, 3, 3))


@pytest.mark.usefixtures("yunxi")
def test_an_invented_region_has_its_guide(client):
    page = client.get(f"/guide/{YUNXI}/").content.decode()

    assert "云溪市" in page
    assert "5个工作日" in page
