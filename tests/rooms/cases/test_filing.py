"""From draft to number: submitted once, accepted at once, never twice for one disease."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from mantetong.cases import operations, queries
from mantetong.cases.errors import AlreadyRunning, DraftOnly, NoSuchFiling, NothingChosen, TooManyTries
from mantetong.cases.models import Case, Filing
from mantetong.domain.actor import ANONYMOUS
from mantetong.domain.filing_number import parse_filing_number
from mantetong.domain.stages import Stage
from mantetong.policies.queries import current_version
from tests.factories import (
    DIABETES,
    HYPERTENSION,
    JIUQUAN,
    MEISHAN,
    MONDAY,
    NANCHONG,
    a_citizen,
    a_draft,
    a_reviewer,
    a_submitted_filing,
    an_insured_person,
    as_applicant,
    its_case,
)

pytestmark = pytest.mark.django_db


def test_a_draft_has_no_number_until_it_is_submitted():
    filing, _by = a_draft()

    assert filing.number is None
    assert its_case(filing).stage == Stage.DRAFT


def test_submitting_gives_number_query_code_policy_version_and_a_due_date():
    filing, _by = a_submitted_filing()
    case = its_case(filing)

    assert parse_filing_number(filing.number) == filing.number
    assert filing.number.startswith("51140020260302")
    assert len(filing.query_code) == 8
    assert filing.policy_version_id is not None
    assert case.number == f"{filing.number}-1"
    assert case.due_on.isoformat() == "2026-03-03"  # MS-13: one working day after receipt


def test_acceptance_is_immediate_when_no_check_failed():  # MS-12
    filing, _by = a_submitted_filing()

    assert its_case(filing).stage == Stage.REVIEWING
    assert [line.action for line in queries.ledger_of(filing.pk)] == ["SUBMIT", "ACCEPT"]


def test_a_failed_check_leaves_the_filing_waiting_for_a_person_with_its_number():
    filing, _by = a_submitted_filing(holds=("REGISTRY_AWAY",))

    assert filing.number
    assert its_case(filing).stage == Stage.FILED
    assert queries.holds_of(filing.pk)[0][0] == "REGISTRY_AWAY"


def test_submitting_twice_gives_the_same_number():
    filing, by = a_submitted_filing()
    version = current_version(region=MEISHAN, on=MONDAY.date())

    again = operations.submit_filing(filing_id=filing.pk, by=by, at=MONDAY + timedelta(seconds=1), policy_version_id=version.id)

    assert (again.number, again.query_code) == (filing.number, filing.query_code)
    assert Filing.objects.filter(submitted_at__isnull=False).count() == 1


def test_a_filing_without_a_disease_cannot_be_submitted():
    filing, by = a_draft(diseases=())

    with pytest.raises(NothingChosen):
        operations.submit_filing(filing_id=filing.pk, by=by, at=MONDAY, policy_version_id=1)


def test_a_second_application_for_the_same_disease_leads_to_the_first():
    person = an_insured_person()
    first, _by = a_submitted_filing(person=person)

    with pytest.raises(AlreadyRunning) as refused:
        a_draft(person=person)

    assert refused.value.number == its_case(first).number


def test_another_disease_may_be_filed_while_the_first_is_running():
    person = an_insured_person()
    a_submitted_filing(person=person)

    second, _by = a_submitted_filing(person=person, diseases=(HYPERTENSION,))

    assert its_case(second).stage == Stage.REVIEWING


def test_the_database_itself_refuses_two_running_cases_of_one_disease():
    person = an_insured_person()
    filing, _by = a_submitted_filing(person=person)
    other, _by = a_draft(person=person, diseases=(HYPERTENSION,))

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(filing=other).update(disease_code=DIABETES, stage=Stage.REVIEWING)

    assert its_case(filing).stage == Stage.REVIEWING


def test_a_submitted_filing_can_no_longer_be_changed():
    filing, _by = a_submitted_filing()

    with pytest.raises(DraftOnly):
        operations.note_particulars(filing_id=filing.pk, at=MONDAY, summary="改一改")


def test_numbers_count_up_within_a_region_and_day():
    first, _by = a_submitted_filing(region=NANCHONG)
    second, _by = a_submitted_filing(region=NANCHONG)
    elsewhere, _by = a_submitted_filing(region=JIUQUAN)

    assert [filing.number[14:20] for filing in (first, second, elsewhere)] == ["000001", "000002", "000001"]


def test_a_region_that_published_no_limit_gives_no_due_date():  # NC-17
    filing, _by = a_submitted_filing(region=NANCHONG)

    assert its_case(filing).due_on is None
    assert queries.due_words_of(queries.filing_card(filing.pk)) == "该市未公布办理时限"


def test_twenty_working_days_are_counted_in_jiuquan():  # JQ-17
    filing, _by = a_submitted_filing(region=JIUQUAN)

    assert its_case(filing).due_on.isoformat() == "2026-03-30"


def test_the_same_draft_is_found_again_instead_of_a_second_one():
    filing, by = a_draft()

    again = operations.open_draft(by=by, person_id=filing.person_id, region=MEISHAN, insutype="390", door="web", at=MONDAY)

    assert again == filing.reference


def test_what_is_typed_is_kept_and_what_is_private_is_encrypted():
    filing, _by = a_draft()
    operations.note_particulars(filing_id=filing.pk, at=MONDAY, summary="口服二甲双胍三年", phone="13900000000")

    stored = Filing.objects.raw("select id, encode(summary, 'escape') as bytes from cases_filing where id = %s", [filing.pk])[0]

    assert queries.filing_card(filing.pk).summary == "口服二甲双胍三年"
    assert "二甲双胍" not in stored.bytes


@pytest.mark.parametrize("region", [NANCHONG, JIUQUAN])
def test_a_reviewer_of_another_region_finds_no_such_filing(region):
    filing, _by = a_submitted_filing(region=MEISHAN)

    with pytest.raises(NoSuchFiling):
        queries.filing_for(viewer=a_reviewer(region), reference=filing.reference, at=MONDAY)


def test_a_stranger_and_a_visitor_find_no_such_filing():
    filing, _by = a_submitted_filing()

    for viewer in (as_applicant(a_citizen(person=an_insured_person())), ANONYMOUS):
        with pytest.raises(NoSuchFiling):
            queries.filing_for(viewer=viewer, reference=filing.reference, at=MONDAY)


def test_a_reviewer_does_not_see_drafts():
    filing, by = a_draft()

    assert queries.filing_for(viewer=by, reference=filing.reference, at=MONDAY).is_draft
    with pytest.raises(NoSuchFiling):
        queries.filing_for(viewer=a_reviewer(), reference=filing.reference, at=MONDAY)


def test_number_and_query_code_show_progress_without_signing_in():
    filing, _by = a_submitted_filing()

    found = queries.progress_by_code(number=filing.number, query_code=filing.query_code.lower(), at=MONDAY)

    assert found.number == filing.number
    assert queries.progress_by_code(number=filing.number, query_code="AAAAAAAA", at=MONDAY) is None


def test_a_query_code_cannot_be_guessed_more_than_five_times_an_hour():
    filing, _by = a_submitted_filing()
    for _ in range(5):
        operations.note_wrong_query(number=filing.number, at=MONDAY)

    with pytest.raises(TooManyTries):
        queries.progress_by_code(number=filing.number, query_code=filing.query_code, at=MONDAY)
    assert queries.progress_by_code(number=filing.number, query_code=filing.query_code, at=MONDAY + timedelta(minutes=61))


def test_old_drafts_leave_the_list_and_submitted_filings_stay():
    draft, by = a_draft()
    filing, _by = a_submitted_filing()

    assert operations.remove_old_drafts(before=MONDAY + timedelta(days=1), at=MONDAY + timedelta(days=31)) == 1
    assert queries.filings_of(viewer=by, at=MONDAY) == ()
    assert queries.filing_card(filing.pk).number == filing.number
    assert draft.pk
