"""What is known is not asked again; a draft is kept, its owner told in time; the receipt says what to do until the decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mantetong.apply import operations
from mantetong.apply.earlier import earlier_papers_of
from mantetong.apply.jobs import forget_drafts
from mantetong.apply.operations import remind_of_drafts
from mantetong.apply.pages.receipt import meanwhile_of
from mantetong.apply.queries import draft_for
from mantetong.cases import operations as cases
from mantetong.cases.models import Filing
from mantetong.cases.operations import record_reached, remove_old_drafts
from mantetong.domain.events import Event
from mantetong.domain.papers import PaperKind
from mantetong.domain.policy import EarlierCosts, Stated, Status, UntilDecision
from mantetong.materials.models import Paper, PaperPage
from mantetong.materials.operations import receive_paper, reuse_paper
from mantetong.materials.operations.refusals import NoSuchPaper
from mantetong.materials.queries import papers_of
from mantetong.people.models import Consent
from mantetong.policies.queries import current_version, policy_on
from tests.factories import HYPERTENSION, MEISHAN, MONDAY, NANCHONG, a_citizen, a_draft, an_insured_person, as_applicant
from tests.journeys.bad_input import a_draft_at_home, at_home, words
from tests.rooms.apply.homes import page, ready_draft
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.materials.conftest import heard  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=20)


def an_earlier_filing(*, agreed=True):
    """Submitted with a picture of the ID card, with the word that it may be used again."""
    filing, by, home = a_draft_at_home()
    home.post(page(filing, "q/told"), {"extras": ["REUSE_PAPERS"] if agreed else []})
    paper = receive_paper(filing_id=filing.pk, slot="identity", name="身份证.jpg", content=a_jpeg(), by=by, at=MONDAY)
    Paper.objects.filter(pk=paper.id).update(kind=PaperKind.ID_FRONT)
    version = current_version(region=MEISHAN, on=MONDAY.date())
    cases.submit_filing(filing_id=filing.pk, by=by, at=MONDAY, policy_version_id=version.id)
    return filing, by, paper


def a_second_draft(by, person_id):
    policy = policy_on(region=MEISHAN, on=LATER.date())
    reference = operations.start_filing(by=by, policy=policy, person_id=person_id, door="web", at=LATER, extras=[])
    filing = Filing.objects.get(reference=reference)
    cases.choose_diseases(filing_id=filing.pk, codes=[HYPERTENSION], urgent=frozenset(), at=LATER)
    return filing


def test_the_id_pictures_of_march_are_offered_and_taken_with_one_press():
    earlier, by, _paper = an_earlier_filing()
    filing = a_second_draft(by, earlier.person_id)
    home = at_home(by, now="2026-03-22T12:00:00+08:00")

    shown = home.get(page(filing, "papers"))
    home.post(f"/apply/draft/{filing.reference}/papers/reuse/identity/")
    home.post(f"/apply/draft/{filing.reference}/papers/reuse/identity/")

    assert "使用3月上传的照片" in words(shown)
    assert [one.slot for one in papers_of(filing.pk)] == ["identity"]
    keys = set(PaperPage.objects.values_list("storage_key", flat=True))
    assert (Paper.objects.count(), len(keys)) == (2, 1)


def test_without_the_word_nothing_is_offered():
    earlier, by, _paper = an_earlier_filing(agreed=False)
    filing = a_second_draft(by, earlier.person_id)

    assert earlier_papers_of(draft_for(viewer=by, reference=filing.reference, at=LATER)) == ()


def test_somebody_elses_pictures_are_never_offered_nor_taken():
    _earlier, _by, paper = an_earlier_filing()
    other, stranger = a_draft()

    assert earlier_papers_of(draft_for(viewer=stranger, reference=other.reference, at=MONDAY)) == ()
    with pytest.raises(NoSuchPaper):
        reuse_paper(key=paper.key, filing_id=other.pk, slot="identity", by=stranger, at=MONDAY)


def test_a_picture_used_again_outlives_the_draft_that_is_forgotten():
    earlier, by, _paper = an_earlier_filing()
    filing = a_second_draft(by, earlier.person_id)
    offered = earlier_papers_of(draft_for(viewer=by, reference=filing.reference, at=LATER))[0]
    operations.reuse_earlier(draft=draft_for(viewer=by, reference=filing.reference, at=LATER), offered=offered)
    cases.remove_draft(filing_id=filing.pk, at=LATER)

    operations.forget_draft(filing_id=filing.pk)

    assert len(papers_of(earlier.pk)) == 1


def test_what_is_known_is_filled_in_and_not_asked():
    person = an_insured_person()
    account = a_citizen(person=person)
    by = as_applicant(account)
    a_draft(person=person)  # loads the packs
    home = at_home(by)

    opened = home.post(f"/apply/{MEISHAN}/start/", {"person": person.pk, "extras": ["REMIND_RENEWAL"]})

    filing = Filing.objects.get(reference=opened.url.split("/")[3])
    assert filing.phone == account.phone
    assert home.get(opened.url).url == page(filing, "q/disease")
    assert set(Consent.objects.values_list("what", flat=True)) == {"REMIND_RENEWAL"}


def test_address_and_telephone_come_from_the_last_filing():
    earlier, by, _paper = an_earlier_filing()
    Filing.objects.filter(pk=earlier.pk).update(phone="13900000000", address="东湖区建设路88号")

    filing = a_second_draft(by, earlier.person_id)

    assert (filing.phone, filing.address) == ("13900000000", "东湖区建设路88号")


def test_the_owner_is_told_once_a_week_before_the_draft_goes(heard, settings):  # noqa: F811
    filing, _by = a_draft()
    kept = timedelta(days=settings.MANTETONG_ENVIRONMENT.draft_days)

    early = remind_of_drafts(at=MONDAY + kept - timedelta(days=8))
    due = [remind_of_drafts(at=MONDAY + kept - timedelta(days=6, hours=hours)) for hours in (1, 0)]

    assert (early, due) == (0, [1, 0])
    assert heard[Event.DRAFT_ENDING].ids == [{"filing_id": filing.pk}]


def test_a_change_gives_the_draft_its_whole_time_again(heard, settings):  # noqa: F811
    filing, _by = a_draft()
    kept = timedelta(days=settings.MANTETONG_ENVIRONMENT.draft_days)
    remind_of_drafts(at=MONDAY + kept - timedelta(days=3))
    cases.note_particulars(filing_id=filing.pk, at=MONDAY + kept - timedelta(days=2), summary="接着填")

    assert remove_old_drafts(before=MONDAY + timedelta(days=1), at=MONDAY + kept) == 0
    assert remind_of_drafts(at=MONDAY + kept) == 0
    assert remind_of_drafts(at=MONDAY + 2 * kept - timedelta(days=3)) == 1
    assert len(heard[Event.DRAFT_ENDING].ids) == 2


def test_a_draft_whose_reminder_got_through_and_that_had_links_can_still_be_forgotten():
    filing, by = a_draft()
    operations.open_slot_link(filing_id=filing.pk, slot="identity", by=by, at=MONDAY)
    operations.show_witness_code(filing_id=filing.pk, at=MONDAY)
    remind_of_drafts(at=MONDAY + timedelta(days=28))
    record_reached(filing_id=filing.pk, event="DRAFT_ENDING", channel="SMS", state="DELIVERED", at=MONDAY)
    cases.remove_draft(filing_id=filing.pk, at=MONDAY)

    assert forget_drafts(0) == 1
    assert not Filing.objects.filter(pk=filing.pk).exists()


def test_the_check_page_says_of_an_open_question_that_it_is_open():
    """Who has not been asked for the hospital yet has not said that it is missing from the list."""
    filing, _by, home = a_draft_at_home()

    before = _said_of(home, filing, "您在哪家医院看的这个病？")
    home.post(page(filing, "q/hospital"), {"institution": ""})

    assert (before, _said_of(home, filing, "您在哪家医院看的这个病？")) == ("还没有填", "不在列表里")


def _said_of(home, filing, title):
    rows = home.get(page(filing, "check")).context["page"].rows
    return next(row.value for row in rows if row.label == title)


def test_the_receipt_gives_number_code_apart_due_day_and_what_to_do_meanwhile():
    filing, _by, home = ready_draft()
    home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"})

    shown = words(home.get(page(filing, "receipt")))

    filing.refresh_from_db()
    for told in (
        filing.number,
        filing.query_code,
        "2026年3月3日",
        "现在能不能买药？",
        "哪些票据要留着？",
        "之前的费用能不能补报？未公布。",
        "样例，非官方",
    ):
        assert told in shown
    assert shown.index(filing.number) < shown.index("查询码（只给信得过的人看）") < shown.index(filing.query_code)


def test_where_no_limit_is_published_the_receipt_says_so():
    filing, _by, home = ready_draft(region=NANCHONG)
    home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"})

    assert "该市未公布办理时限" in words(home.get(page(filing, "receipt")))


def test_a_day_in_a_year_without_a_calendar_is_called_provisional():
    filing, _by, home = ready_draft()
    home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"})
    filing.cases.update(due_is_provisional=True)

    assert "这个日期是暂定的" in words(home.get(page(filing, "receipt")))


@pytest.mark.parametrize(("costs", "said"), [(EarlierCosts.YES, "可以。"), (EarlierCosts.NO, "不可以。"), (None, "未公布")])
def test_earlier_costs_are_answered_as_the_pack_does(costs, said):
    filing, by = a_draft()
    draft = draft_for(viewer=by, reference=filing.reference, at=MONDAY)
    stated = Stated(UntilDecision("", "", costs), date(2026, 1, 1), "示例", Status.OFFICIAL) if costs else None

    rows = meanwhile_of(replace(draft, policy=replace(draft.policy, until_decision=stated))).rows

    assert rows[-1][1].startswith(said)
