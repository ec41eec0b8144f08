"""Papers that were asked for, brought to a counter: found by number and card, put into the named places, handed in once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mantetong.cases.models import Assignment, LedgerEntry
from mantetong.domain.roles import Role
from mantetong.domain.stages import Stage
from mantetong.materials.models import Paper
from mantetong.people.models import InsuredPerson
from tests.factories import MEISHAN, NANCHONG, a_staff_member, its_case
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.review.factories import SLOT, a_filing_sent_back
from tests.rooms.review.test_desk_pages import at_desk, words

pytestmark = pytest.mark.django_db


def a_clerk(region=MEISHAN):
    return a_staff_member(Role.CLERK, region=region)


def shown_for(filing, **changed):
    person = InsuredPerson.objects.get(pk=filing.person_id)
    return {"number": filing.number, "name": person.name, "id_number": person.id_number, **changed}


def opened_at(client, filing):
    return client.post("/desk/supplement/", shown_for(filing)).url


def a_file(name="证明.jpg", content=None):
    return SimpleUploadedFile(name, content or a_jpeg(), content_type="image/jpeg")


def test_a_clerk_takes_the_papers_into_their_places_and_hands_everything_in_under_the_clerks_name():
    filing, _reviewer, _applicant = a_filing_sent_back()
    clerk = a_clerk()
    client = at_desk(clerk)
    page = opened_at(client, filing)

    assert "诊断证明" in words(client.get(page))
    kept = client.post(page, {f"slot-{SLOT}": a_file(), "step": "keep"})
    paper = Paper.objects.get(filing_id=filing.pk, round=1)
    assert (kept.status_code, paper.slot, paper.account_id) == (302, SLOT, clerk.account_id)
    assert "正在检查" in words(client.get(page))
    done = client.post(page, {"step": "hand-in", "said": ""})

    assert done.url == "/desk/supplement/"
    assert its_case(filing).stage == Stage.REVIEWING
    entry = LedgerEntry.objects.get(filing_id=filing.pk, action="ANSWER_SUPPLEMENT")
    assert (entry.account_id_of_actor, entry.role) == (clerk.account_id, Role.CLERK)
    assert client.get(page).status_code == 404
    assert not Assignment.objects.filter(filing_id=filing.pk, account_id=clerk.account_id, until_at=None).exists()


def test_an_empty_place_is_named_and_goes_back_only_with_a_word_why():
    filing, _reviewer, _applicant = a_filing_sent_back()
    client = at_desk(a_clerk())
    page = opened_at(client, filing)

    refused = client.post(page, {"step": "hand-in", "said": ""})
    assert refused.status_code == 422
    assert "还没有收到：诊断证明" in words(refused)
    assert its_case(filing).stage == Stage.SUPPLEMENTING
    client.post(page, {"step": "hand-in", "said": "医院停业，开不出来。"})

    assert its_case(filing).stage == Stage.REVIEWING


def test_a_file_that_cannot_be_taken_is_explained_and_nothing_is_handed_in():
    filing, _reviewer, _applicant = a_filing_sent_back()
    client = at_desk(a_clerk())
    page = opened_at(client, filing)

    answer = client.post(page, {f"slot-{SLOT}": a_file("坏.jpg", b"not a picture"), "step": "hand-in", "said": "看过"})

    assert answer.status_code == 422
    assert "坏.jpg" in words(answer)
    assert its_case(filing).stage == Stage.SUPPLEMENTING
    unknown = client.post(page, {"slot-no-such-place": a_file(), "step": "keep"})
    assert unknown.status_code == 422


@pytest.mark.parametrize("changed", [{"name": "别人"}, {"id_number": "510199195304172486"}, {"number": "1" * 21}])
def test_whatever_does_not_fit_is_answered_alike_and_opens_nothing(changed):
    filing, _reviewer, _applicant = a_filing_sent_back()
    answer = at_desk(a_clerk()).post("/desk/supplement/", shown_for(filing, **changed))

    assert answer.status_code == 422
    assert "没有找到等着补正的申请" in words(answer)
    assert not Assignment.objects.filter(why="COUNTER_SUPPLEMENT").exists()


def test_five_wrong_tries_shut_a_number_for_an_hour_and_another_region_never_opens_it():
    filing, _reviewer, _applicant = a_filing_sent_back()
    client = at_desk(a_clerk())
    for _ in range(5):
        client.post("/desk/supplement/", shown_for(filing, name="别人"))

    assert client.post("/desk/supplement/", shown_for(filing)).status_code == 429
    assert at_desk(a_clerk(NANCHONG)).post("/desk/supplement/", shown_for(filing)).status_code == 422


def test_a_colleague_does_not_find_the_page_by_its_address():
    filing, _reviewer, _applicant = a_filing_sent_back()
    page = opened_at(at_desk(a_clerk()), filing)

    assert at_desk(a_clerk()).get(page).status_code == 404
    assert at_desk(a_clerk(NANCHONG)).get(page).status_code == 404
