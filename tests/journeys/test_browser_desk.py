"""The desk in a browser: keys alone, pages without reloading, half a minute to take back, and nothing axe finds serious."""

import os
import time
from pathlib import Path

import pytest
from django.utils import timezone

from mantetong.cases.models import CriterionAnswer
from mantetong.cases.operations import record_human_answer, take_action
from mantetong.determination.models import SecondReading
from mantetong.domain.actor import Actor
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.roles import Role
from mantetong.domain.stages import Action, Stage
from mantetong.people.operations import make_staff
from mantetong.people.queries import person_card
from mantetong.review.models import SendingAct, SendingState
from mantetong.review.operations import Shown, carry_out, find_supplement, hold, write_down
from mantetong.review.operations.sending import Deed
from mantetong.sandbox.walk.codes import totp
from tests.factories import MONDAY, a_reviewer, a_staff_member, a_submitted_filing, a_supervisor, its_case
from tests.journeys.desk_case import a_case_with_papers, a_desk, served_pages
from tests.journeys.looking import faults_of
from tests.rooms.review.factories import a_filing_sent_back, asking_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# Playwright's loop runs in this thread; the rows of these tests are written from it all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture
def desk_url(transactional_db):
    with served_pages() as address:
        yield address


UNTIL_SEEN = """async (key) => {
  const before = document.querySelector(".rv-page image").getAttribute("href");
  const began = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
  const picture = new Image();
  picture.src = document.querySelector(".rv-page image").getAttribute("href");
  await picture.decode();
  await new Promise((done) => requestAnimationFrame(done));
  return document.querySelector(".rv-page image").getAttribute("href") === before ? NaN : performance.now() - began; }"""


def picture(page, name):
    folder = os.environ.get("MTT_PICTURES")
    if folder:
        page.wait_for_timeout(400)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def __call__(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1


def test_a_clear_case_is_decided_with_four_keys_after_opening_and_the_keyboard_reaches_all_of_it(chromium, desk_url):
    reviewer = a_reviewer()
    filing, _papers = a_case_with_papers(by=reviewer)
    case = its_case(filing)
    with a_desk(chromium, desk_url, reviewer) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")
        keys, began = Keys(page), time.monotonic()

        keys("p")
        page.wait_for_selector("[data-key-form=p] input[type=radio]")
        keys("p", "Space", "Enter")
        page.wait_for_selector("[data-sending]")

        print(f"opened → held: {time.monotonic() - began:.1f} s, {keys.count} keys")  # noqa: T201  a figure of issue 6
        assert keys.count <= 4
        assert its_case(filing).stage == Stage.DETERMINING
        act = SendingAct.objects.get(case=case)
        assert carry_out(act_id=act.pk) is SendingState.SENT
        assert its_case(filing).stage in (Stage.DECIDED, Stage.CONFIRMING)


def test_a_citation_turns_to_its_page_and_outlines_the_place_without_a_reload(chromium, desk_url):
    reviewer = a_reviewer()
    filing, papers = a_case_with_papers(by=reviewer)
    with a_desk(chromium, desk_url, reviewer) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")
        loads = []
        page.on("framenavigated", lambda frame: loads.append(frame.url))

        page.keyboard.press("j")

        assert page.get_attribute(".rv-page svg", "data-paper") == papers[1].key
        assert page.get_attribute(".rv-quad", "points") == "200,300 600,300 600,360 200,360"
        assert page.locator(".rv-box").count() == 1
        assert page.locator("[data-shown-paper]").first.input_value() == papers[1].key
        assert loads == []


def test_the_next_paper_is_seen_within_a_fifth_of_a_second(chromium, desk_url):
    reviewer = a_reviewer()
    filing, _papers = a_case_with_papers(by=reviewer)
    with a_desk(chromium, desk_url, reviewer) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")
        page.wait_for_load_state("networkidle")
        first = page.get_attribute(".rv-page svg", "data-paper")
        took = [page.evaluate(UNTIL_SEEN, key) for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft")]

        print("next paper visible (ms):", [round(one) for one in took])  # noqa: T201  a figure
        assert all(one == one for one in took), "a page did not change"  # noqa: PLR0124  NaN differs from itself
        assert sorted(took)[1] <= 200
        assert page.get_attribute(".rv-page svg", "data-paper") == first


def test_zoom_and_turning_change_the_drawing_the_table_of_keys_opens_and_one_key_shows_the_number(chromium, desk_url):
    reviewer = a_reviewer()
    filing, _papers = a_case_with_papers(by=reviewer)
    with a_desk(chromium, desk_url, reviewer) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")
        before = page.get_attribute(".rv-page svg", "viewBox")

        page.keyboard.press("r")
        turned = page.get_attribute(".rv-page svg", "viewBox")
        for key in ("+", "+", "+"):
            page.keyboard.press(key)
        grown = page.evaluate(
            "() => { const one = document.querySelector('.rv-page'); return one.scrollHeight > one.clientHeight; }"
        )
        page.keyboard.press("0")
        page.keyboard.press("?")
        shown = page.locator(".rv-keys").is_visible()
        page.keyboard.press("Escape")
        page.wait_for_selector("#rv-identity [data-key=i]")
        masked = page.inner_text("#rv-identity")
        page.keyboard.press("i")
        page.wait_for_selector("#rv-identity [data-key=i]", state="detached")
        picture(page, "identity-1280")

        assert person_card(filing.person_id).id_number not in masked
        assert person_card(filing.person_id).id_number in page.inner_text("#rv-identity")
        assert faults_of(page) == []
        assert turned.split()[2:] == before.split()[:1:-1]
        assert grown
        assert shown
        assert not page.locator(".rv-keys").is_visible()


def test_a_judgement_by_keyboard_keeps_reason_and_the_page_it_rests_on(chromium, desk_url):
    reviewer = a_reviewer()
    filing, papers = a_case_with_papers(by=reviewer)
    with a_desk(chromium, desk_url, reviewer) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")
        page.keyboard.press("j")
        page.keyboard.press("2")
        page.keyboard.type("医院名称与印章不一致")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=人工判断过1次")

        row = CriterionAnswer.objects.get(is_human=True)
        assert (row.answer, row.reason, row.account_id) == (Answer.NOT_MET, "医院名称与印章不一致", reviewer.account_id)
        assert [one["paper_id"] for one in row.evidence] == [papers[1].pk]
        assert "人工判断过1次" in page.locator("#rv-criteria").inner_text()


def test_what_is_about_to_be_sent_counts_down_and_is_taken_back_with_one_key(chromium, desk_url):
    reviewer = a_reviewer()
    filing, _papers = a_case_with_papers(by=reviewer)
    with a_desk(chromium, desk_url, reviewer, now=None) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")
        page.keyboard.press("s")
        page.wait_for_url("**/supplement/")
        page.locator("main form").get_by_text("发送补正通知").click()
        page.wait_for_selector("[data-sending]")
        first = int(page.inner_text("[data-seconds]"))
        page.wait_for_timeout(2200)
        later = int(page.inner_text("[data-seconds]"))
        picture(page, "sending-1280")
        page.keyboard.press("u")
        page.wait_for_selector("text=已撤回")

        assert 20 <= later < first <= 30
        assert SendingAct.objects.get().state == SendingState.UNDONE
        assert its_case(filing).stage == Stage.REVIEWING


@pytest.mark.parametrize("width", [1280, 1024])
def test_no_page_of_the_desk_is_too_wide_or_breaks_for_those_who_hear_it(chromium, desk_url, width):
    supervisor, colleague = a_supervisor(), a_reviewer()
    filing, _papers = a_case_with_papers(by=supervisor)
    write_down(filing_id=filing.pk, text="请看第二页的印章。", by=colleague, at=MONDAY)
    record_human_answer(case_id=its_case(filing).pk, path="1.1", answer=Answer.MET, reason="看过", by=supervisor, at=MONDAY)
    for _ in range(3):
        a_submitted_filing()
    here = f"/desk/filing/{filing.reference}/"
    pages = {
        "home": "/desk/",
        "list": "/desk/list/unclaimed/",
        "mine": "/desk/list/mine/",
        "find": f"/desk/find/?words={filing.number}",
        "people": "/desk/people/",
        "case": here,
        "supplement": f"{here}supplement/",
        "ask": f"{here}ask/",
        "enquire": f"{here}enquire/",
        "promise": f"{here}promise/",
        "reassign": f"{here}reassign/",
        "presence": f"{here}presence/",
        "readings": "/desk/readings/",
    }
    SecondReading.objects.create(
        case=its_case(filing), region=filing.region, disease_code="M01600", decision=1, why="ORDINARY", seed="1", drawn_at=MONDAY
    )
    asked, _reviewer, _by = a_filing_sent_back()
    clerk = a_staff_member(Role.CLERK)
    person = person_card(asked.person_id)
    given = find_supplement(shown=Shown(asked.number, person.name, person.id_number), by=clerk, at=MONDAY)
    at_counter = {"counter-find": "/desk/supplement/", "counter-supplement": f"/desk/supplement/{given}/"}
    found = {}
    for actor, addresses in ((supervisor, pages), (clerk, at_counter)):
        with a_desk(chromium, desk_url, actor, width=width, height=800) as page:
            for name, address in addresses.items():
                assert page.goto(desk_url + address).status == 200, name
                assert "/login/" not in page.url, name
                picture(page, f"{name}-{width}")
                found[name] = faults_of(page)

    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_case_in_determination_fits_and_nothing_serious_is_found(chromium, desk_url):
    reviewer = a_reviewer()
    filing, _papers = a_case_with_papers(by=reviewer)
    take_action(case_id=its_case(filing).pk, action=Action.PASS_ON, by=reviewer, at=MONDAY)
    with a_desk(chromium, desk_url, reviewer, width=1024, height=768) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")
        picture(page, "determining-1024")

        assert faults_of(page) == []


def test_two_who_look_at_one_case_see_each_other(chromium, desk_url):
    first, second = a_reviewer(), a_supervisor()
    filing, _papers = a_case_with_papers(by=first)
    address = f"{desk_url}/desk/filing/{filing.reference}/"
    with a_desk(chromium, desk_url, first) as one, a_desk(chromium, desk_url, second) as other:
        one.goto(address)
        one.wait_for_selector("#rv-presence[hx-trigger^=every]", state="attached")
        other.goto(address)
        other.wait_for_selector("text=也在看")

        assert "由沈审核领取办理" in other.inner_text("main")


def test_a_held_act_that_fails_is_told_on_the_case(chromium, desk_url):
    reviewer = a_reviewer()
    filing, _papers = a_case_with_papers(by=reviewer)
    deed = Deed("SUPPLEMENT", filing.pk, None, {"items": [_plain(asking_for(its_case(filing)))]}, reviewer, MONDAY)
    act = hold(deed)
    case = its_case(filing)
    case.stage = Stage.WITHDRAWN
    case.save(update_fields=["stage"])
    assert carry_out(act_id=act) is SendingState.FAILED
    with a_desk(chromium, desk_url, reviewer) as page:
        page.goto(f"{desk_url}/desk/filing/{filing.reference}/")

        assert "没有发出" in page.inner_text("main")


def _plain(ask):
    return {name: getattr(ask, name) for name in ("case_id", "kind", "label", "words", "source", "slot", "path")}


KEY_IN_THE_DEVICE = {
    "options": {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
}


def a_member_who_signs_in():
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    account_id = make_staff(
        username="shen", password="right-password", role=Role.REVIEWER, region="511400", institution=None,
        totp_secret=secret, at=timezone.now(),
    )  # fmt: skip
    return Actor(account_id, frozenset({Role.REVIEWER}), "511400"), secret


def sign_in_as_far_as_the_second_factor(page, url):
    page.context.clear_cookies()
    page.goto(f"{url}/desk/login/")
    page.fill("input[name=username]", "shen")
    page.fill("input[name=password]", "right-password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/totp/")


def test_a_passkey_is_kept_with_a_code_opens_the_desk_and_opens_nothing_once_it_is_stopped(chromium, desk_url):
    reviewer, secret = a_member_who_signs_in()
    named = desk_url.replace("127.0.0.1", "localhost")
    with a_desk(chromium, named, reviewer, now=None) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", KEY_IN_THE_DEVICE)
        page.goto(f"{named}/desk/passkeys/")
        page.fill("input[name=name]", "办公室电脑")
        page.fill("input[name=code]", "000000")
        page.click("form[data-passkey] button")
        page.wait_for_selector("text=动态口令不对")
        page.fill("input[name=code]", totp(secret, at=time.time()))
        page.click("form[data-passkey] button")
        page.wait_for_selector("td:text('办公室电脑')")
        picture(page, "passkeys-1280")
        assert faults_of(page) == []

        sign_in_as_far_as_the_second_factor(page, named)
        picture(page, "passkey-sign-in-1280")
        assert faults_of(page) == []
        page.click("form[data-passkey=get] button")
        page.wait_for_url("**/desk/")
        page.goto(f"{named}/desk/passkeys/")
        assert "还没有用过" not in page.inner_text("main")
        page.click("table form button")
        page.wait_for_selector("text=还没有登记通行密钥")

        sign_in_as_far_as_the_second_factor(page, named)
        assert page.locator("form[data-passkey]").count() == 0
        assert page.locator("input[name=code]").count() == 1
