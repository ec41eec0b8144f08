"""Before a supplement goes back: a look at what the reviewer will see, and more time on word."""

from datetime import date, timedelta

import pytest

from mantetong.cases.queries import ledger_of
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.roles import Role
from mantetong.review import operations, queries
from mantetong.review.errors import LongerAlready, NothingToAnswer
from tests.factories import a_staff_member, a_submitted_filing, its_case
from tests.rooms.review.factories import LATER, NEXT_DAY, a_filing_sent_back, a_paper
from tests.rooms.review.test_desk_pages import DAY, at_home, words

pytestmark = pytest.mark.django_db
FIRST_LAST_DAY, SECOND_LAST_DAY = date(2026, 4, 1), date(2026, 5, 1)


def test_the_preview_shows_what_is_new_and_sends_nothing():
    filing, _reviewer, applicant = a_filing_sent_back()
    paper = a_paper(filing, at=NEXT_DAY, findings=[("BLURRED", "warn")])

    page = at_home(applicant).post(f"/supplement/{filing.reference}/", {"step": "preview", "said": "第二页是背面"})

    assert page.status_code == 200
    assert f"/papers/{paper.key}/page/1.jpg" in page.content.decode()
    assert "照片有些模糊" in words(page)
    assert "第二页是背面" in words(page)
    assert its_case(filing).stage == "SUPPLEMENTING"


def test_the_preview_leads_to_sending_with_the_same_words():
    filing, _reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=NEXT_DAY)
    home = at_home(applicant)
    home.post(f"/supplement/{filing.reference}/", {"step": "preview", "said": "第二页是背面"})

    sent = home.post(f"/supplement/{filing.reference}/", {"said": "第二页是背面"})

    assert sent.url == f"/my/{filing.reference}/"
    assert queries.notice_of(filing_id=filing.pk).said == "第二页是背面"
    assert its_case(filing).stage == "REVIEWING"


def test_an_empty_place_is_named_before_the_preview():
    filing, _reviewer, applicant = a_filing_sent_back()

    page = at_home(applicant).post(f"/supplement/{filing.reference}/", {"step": "preview", "said": ""})

    assert page.status_code == 422
    assert "还没有收到：诊断证明" in words(page)


def test_an_old_paper_is_not_shown_as_new():
    filing, _reviewer, applicant = a_filing_sent_back()
    old = a_paper(filing, at=LATER - timedelta(hours=1))

    page = at_home(applicant).post(f"/supplement/{filing.reference}/", {"step": "preview", "said": "交不出"})

    assert f"/papers/{old.key}/" not in page.content.decode()
    assert "这次没有新材料" in words(page)


def test_who_lies_in_hospital_gets_the_days_once_more_on_word():
    filing, _reviewer, applicant = a_filing_sent_back()
    before = queries.notice_of(filing_id=filing.pk).answer_by

    after = operations.give_more_time(filing_id=filing.pk, why="IN_HOSPITAL", by=applicant, at=NEXT_DAY)

    assert (before, after) == (FIRST_LAST_DAY, SECOND_LAST_DAY)
    noted = next(line for line in ledger_of(filing.pk) if line.action == "MORE_TIME")
    assert (noted.facts["why"], noted.facts["answer_by"]) == ("IN_HOSPITAL", "2026-05-01")


def test_after_the_last_day_the_days_count_from_today():
    filing, _reviewer, applicant = a_filing_sent_back()
    late = NEXT_DAY + timedelta(days=40)

    assert operations.give_more_time(filing_id=filing.pk, why="OTHER", by=applicant, at=late) == date(2026, 5, 12)


def test_a_second_time_only_staff_give():
    filing, _reviewer, applicant = a_filing_sent_back()
    operations.give_more_time(filing_id=filing.pk, why="IN_HOSPITAL", by=applicant, at=NEXT_DAY)

    with pytest.raises(LongerAlready):
        operations.give_more_time(filing_id=filing.pk, why="IN_HOSPITAL", by=applicant, at=NEXT_DAY)
    clerk = a_staff_member(Role.CLERK)
    assert operations.give_more_time(filing_id=filing.pk, why="IN_HOSPITAL", by=clerk, at=NEXT_DAY) > SECOND_LAST_DAY


def test_no_time_is_given_where_nothing_waits_nor_by_others():
    filing, applicant = a_submitted_filing()
    waiting, _reviewer, _applicant = a_filing_sent_back()

    with pytest.raises(NothingToAnswer):
        operations.give_more_time(filing_id=filing.pk, why="OTHER", by=applicant, at=NEXT_DAY)
    with pytest.raises(NotYoursToTake):
        operations.give_more_time(filing_id=waiting.pk, why="OTHER", by=a_staff_member(Role.AUDITOR), at=NEXT_DAY)


def test_more_time_through_the_page():
    filing, _reviewer, applicant = a_filing_sent_back()
    home, address = at_home(applicant), f"/supplement/{filing.reference}/more-time/"

    asked = words(home.get(address))
    nothing = home.post(address, {})
    home.post(address, {"why": "IN_HOSPITAL"})

    assert "不用交证明" in asked
    assert nothing.status_code == 422
    assert "2026年5月1日" in words(home.get(address))
    assert DAY
