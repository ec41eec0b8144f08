"""After the filing, in a browser: every act one can take there, on telephones, in the elder view and on a desk screen."""

import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from mantetong.cases.models import Case
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Kind, Outcome
from mantetong.notice import operations as notices
from mantetong.review.queries import notice_of
from tests.factories import MONDAY, a_reviewer, as_applicant, its_case
from tests.journeys.looking import faults_of, faults_of_elder_view
from tests.journeys.people import DESK, PHONE, SMALL_PHONE
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import a_filing_sent_back, a_paper
from tests.rooms.review.test_desk_pages import at_desk, at_home

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Playwright's loop runs in this thread; the rows of these tests are written from it all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
VIEWS = {"phone": PHONE, "small": SMALL_PHONE, "elder": PHONE, "desk": DESK}


@pytest.fixture(autouse=True)
def _plain_addresses(settings):
    """The test's server finds styles by their plain names, not by the built ones."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@contextmanager
def a_browser(chromium, live_server, client: Client, *, view="phone"):
    """A browser signed in like `client`, on the day the filings were made."""
    context = chromium.new_context(viewport=VIEWS[view], locale="zh-CN", extra_http_headers={"X-Sandbox-Now": now_of(client)})
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session} | ({"view": "elder"} if view == "elder" else {})
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    context.set_default_timeout(60_000)
    page = context.new_page()
    yield page
    context.close()


def now_of(client):
    return client.defaults.get("HTTP_X_SANDBOX_NOW") or timezone.now().isoformat()


def look(page, name, *, view="phone"):
    """What a person would stumble over here; a picture where pictures are wanted."""
    page.wait_for_load_state()
    if folder := os.environ.get("MTT_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"after-{view}-{name}.png"), full_page=True)
    faults = faults_of(page) + (faults_of_elder_view(page) if view == "elder" else [])
    assert faults == [], f"{name} in {view}"


def press(page, words):
    page.locator("main").locator("button:visible, a:visible", has_text=words).first.click()
    page.wait_for_load_state()


def says(page, words):
    return words in page.locator("main").inner_text()


def test_a_supplement_is_looked_at_before_it_goes_back(chromium, live_server):
    filing, _reviewer, applicant = a_filing_sent_back()
    a_paper(filing, at=MONDAY + timedelta(hours=2))
    with a_browser(chromium, live_server, at_home(applicant), view="elder") as page:
        page.goto(f"{live_server.url}/my/{filing.reference}/")
        press(page, "去补正")
        page.fill("textarea[name=said]", "第二页是背面")
        press(page, "先看一遍")
        look(page, "preview", view="elder")
        shown = says(page, "第二页是背面") and page.locator("main img").count()
        press(page, "确认交回")

        assert shown
        assert says(page, "现在不用您做什么")
    assert notice_of(filing_id=filing.pk).said == "第二页是背面"


def test_more_time_is_two_taps(chromium, live_server):
    filing, _reviewer, applicant = a_filing_sent_back()
    with a_browser(chromium, live_server, at_home(applicant), view="small") as page:
        page.goto(f"{live_server.url}/supplement/{filing.reference}/")
        press(page, "我需要更多时间")
        page.locator("input[name=why]").first.check(force=True)
        press(page, "延长时间")

        assert says(page, "2026年5月1日")
        look(page, "more-time-given", view="small")


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_an_appeal_from_the_decision_to_its_number(chromium, live_server, view):
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    with a_browser(chromium, live_server, at_home(as_applicant(case.filing.account)), view=view) as page:
        page.goto(f"{live_server.url}/decision/{case.reference}/")
        press(page, "在线提出申诉")
        page.locator("input[name=paths]").first.check(force=True)
        page.fill("textarea[name=grounds]", "出院记录第2页写了这个诊断。")
        press(page, "继续")
        look(page, "appeal-draft", view=view)
        page.locator("input[name=pledge]").check(force=True)
        press(page, "提交申诉")
        look(page, "appeal-sent", view=view)

        assert says(page, "申诉复核")
        assert says(page, "现在不用您做什么")
    assert Case.objects.filter(filing__kind=Kind.APPEAL, stage="REVIEWING").count() == 1


def test_what_was_left_open_is_taken_up_again_with_one_tap(chromium, live_server):
    case = a_decided_case(Outcome.UNDETERMINED, answer=Answer.CANNOT_TELL)
    with a_browser(chromium, live_server, at_home(as_applicant(case.filing.account)), view="desk") as page:
        page.goto(f"{live_server.url}/my/{case.filing.reference}/")
        press(page, "补材料，重新启动")
        press(page, "重新启动办理")

        assert says(page, "审核中")
    case.refresh_from_db()
    assert case.stage == "REVIEWING"


def test_a_question_is_answered_at_the_desk_and_read_in_the_filing(chromium, live_server):
    filing, _reviewer, applicant = a_filing_sent_back()
    with a_browser(chromium, live_server, at_home(applicant)) as page:
        page.goto(f"{live_server.url}/my/{filing.reference}/")
        page.fill("textarea[name=words]", "出院记录要盖章吗？")
        press(page, "提问")
    with a_browser(chromium, live_server, at_desk(a_reviewer()), view="desk") as page:
        page.goto(f"{live_server.url}/desk/questions/")
        look(page, "questions", view="desk")
        page.locator("textarea").first.fill("要盖医院的章。")
        press(page, "答复")
    with a_browser(chromium, live_server, at_home(applicant)) as page:
        page.goto(f"{live_server.url}/my/{filing.reference}/")

        assert says(page, "要盖医院的章")


def test_a_bad_rating_is_called_about_by_somebody_else(chromium, live_server):
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    with a_browser(chromium, live_server, at_home(as_applicant(case.filing.account))) as page:
        page.goto(f"{live_server.url}/rating/{case.reference}/")
        page.locator("input[name=grade][value='1']").check(force=True)
        press(page, "提交评价")
        assert says(page, "没有经手的同事")
    with a_browser(chromium, live_server, at_desk(a_reviewer()), view="desk") as page:
        page.goto(f"{live_server.url}/desk/call-backs/")
        look(page, "call-backs", view="desk")
        press(page, "已通话")

        assert says(page, "没有要回访的评价")


def test_a_call_before_the_end_of_a_supplement_gives_longer_to_who_lies_in_hospital(chromium, live_server):
    filing, _reviewer, _applicant = a_filing_sent_back()
    before = notice_of(filing_id=filing.pk).answer_by
    notices.warn_of_ending(at=MONDAY + timedelta(days=25))
    with a_browser(chromium, live_server, at_desk(a_reviewer()), view="desk") as page:
        page.goto(f"{live_server.url}/desk/notices/")
        look(page, "unreached", view="desk")
        press(page, "本人住院")

        assert says(page, "没有未送达的通知")
    assert notice_of(filing_id=filing.pk).answer_by > before
    assert its_case(filing).stage == "SUPPLEMENTING"
