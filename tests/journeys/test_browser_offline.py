"""The installed app without a line: what opens, what waits, and what nobody else on the device sees."""

import json
import re
from contextlib import contextmanager
from pathlib import Path
from subprocess import check_output
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from mantetong.sandbox.walk.instance import sandbox_of
from mantetong.sandbox.walk.push_browser import PushBrowser
from mantetong.sandbox.walk.story import STORIES
from tests.journeys.capture import choose, drafted, photo
from tests.journeys.people import DESK, PHONE, SMALL_PHONE, Citizen, wait_until

pytestmark = pytest.mark.browser
FRONTEND = Path(__file__).parents[2] / "frontend"
STORY = STORIES["511400"]
CERTIFICATE = "diagnosis_certificate"
KEPT = "async () => (await caches.keys()).filter((name) => name.startsWith('own-'))"
READABLE = """async () => { const found = [];
  for (const name of (await caches.keys()).filter((one) => one.startsWith('own-')))
    for (const request of await (await caches.open(name)).keys()) {
      const text = await (await (await caches.open(name)).match(request, {ignoreVary: true})).text();
      found.push([new URL(request.url).pathname, text.includes('<') && text.includes('mt-')]);
    }
  return found; }"""
IS_KEPT = """async (path) => { for (const name of await caches.keys())
  for (const request of await (await caches.open(name)).keys()) if (new URL(request.url).pathname === path) return true;
  return false; }"""
IS_SHOWN = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).length > 0"
SEALED_AT_ONCE = """async (pages) => {
  const sealed = await Promise.all(pages.map((text) => sealing.seal('0123', text)));
  return Promise.all(sealed.map((whole) => sealing.unseal('0123', whole.buffer)));
}"""
IN_CHARGE = "() => navigator.serviceWorker.controller !== null"


@pytest.fixture(scope="module")
def draft(chromium, house):
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", service_workers="block")
    context.set_default_timeout(60_000)
    found = drafted(Citizen(context.new_page(), house, STORY))
    context.close()
    return found


@contextmanager
def on_a_telephone(chromium, draft, *, viewport=PHONE, view="normal"):
    context = chromium.new_context(viewport=viewport, locale="zh-CN", storage_state=draft.state)
    context.add_cookies([{"name": "view", "value": view, "url": draft.address}])
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def settled(page, address):
    """Open a page and wait until the service worker is in charge and has kept it."""
    page.goto(address)
    page.wait_for_function(IN_CHARGE, timeout=30_000)
    page.goto(address)
    wait_until(page, IS_KEPT, urlsplit(address).path)


def test_the_guide_opens_without_a_line_and_says_so(chromium, house, draft):
    with on_a_telephone(chromium, draft, viewport=SMALL_PHONE) as page:
        settled(page, f"{house.server}/guide/{STORY.region}/")
        page.context.set_offline(True)
        page.goto(f"{house.server}/guide/{STORY.region}/")

        assert "1个工作日" in page.locator("main").inner_text()
        expect(page.locator("[data-no-line]")).to_be_visible()


def test_a_page_never_opened_before_is_told_plainly(chromium, house, draft):
    with on_a_telephone(chromium, draft, viewport=DESK) as page:
        settled(page, f"{house.server}/")
        page.context.set_offline(True)
        page.goto(f"{house.server}/progress/")

        assert page.get_by_role("heading", name="现在没有网络").is_visible()


def test_drafts_and_certificates_open_without_a_line(chromium, house, draft):
    question = re.sub("papers/$", "q/contact/", draft.address)
    with on_a_telephone(chromium, draft, view="elder") as page:
        settled(page, question)
        for path in ("/my/", "/certificates/"):
            wait_until(page, IS_KEPT, path)
        kept = page.evaluate(READABLE)
        assert kept, "nothing was kept"
        assert [path for path, is_plain in kept if is_plain] == [], "what is kept on the device is sealed"
        page.context.set_offline(True)
        for address in (question, f"{house.server}/my/", f"{house.server}/certificates/"):
            page.goto(address)

            assert not page.get_by_role("heading", name="现在没有网络").count(), address


def test_pages_sealed_in_the_same_moment_all_open_again(chromium, house):
    """The first of them makes the key: a second key would leave the others unreadable."""
    source = FRONTEND / "src" / "scripts" / "sealing.ts"
    script = check_output(
        [FRONTEND / "node_modules" / ".bin" / "esbuild", source, "--bundle", "--global-name=sealing"], text=True, timeout=30
    )
    pages = [f"page {number}" for number in range(8)]
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{house.server}/")

    assert page.evaluate(f"async (pages) => {{ {script}; return ({SEALED_AT_ONCE})(pages); }}", pages) == pages
    context.close()


def test_a_photograph_taken_without_a_line_is_sent_when_it_is_back(chromium, house, draft):
    with on_a_telephone(chromium, draft) as page:
        settled(page, draft.address)
        page.context.set_offline(True)
        page.goto(draft.address)
        choose(page, CERTIFICATE, ("离线.jpg", photo(seed=61)))
        expect(page.locator(".mt-shot figcaption")).to_contain_text("网络断了")
        page.context.set_offline(False)
        page.goto(f"{house.server}/my/")  # any page will do
        page.wait_for_function("() => localStorage.getItem('mt-waiting') === null", timeout=60_000)
        page.goto(draft.address)

        expect(page.locator(f"#slot-{CERTIFICATE} .mt-slot__file-name", has_text="离线.jpg")).to_have_count(1)


def test_who_signs_out_leaves_nothing_readable_behind(chromium, house, draft):
    with on_a_telephone(chromium, draft) as page:
        settled(page, f"{house.server}/my/")
        assert len(page.evaluate(KEPT)) == 1
        page.context.clear_cookies()
        page.goto(f"{house.server}/")
        wait_until(page, f"async () => (await ({KEPT})()).length === 0")
        page.context.set_offline(True)
        page.goto(f"{house.server}/my/")

        assert page.get_by_role("heading", name="现在没有网络").is_visible()


def test_the_service_can_be_put_on_the_home_screen(chromium, house, draft):
    with on_a_telephone(chromium, draft) as page:
        page.goto(f"{house.server}/")
        facts = page.evaluate("async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()")
        for icon in facts["icons"]:
            size = page.evaluate(
                "(src) => new Promise((done) => { const one = new Image(); one.onload = () => done(one.naturalWidth); one.src = src; })",
                icon["src"],
            )
            assert icon["sizes"] in ("any", f"{size}x{size}")
        faults = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]

        assert {fault["errorId"] for fault in faults} <= {"in-incognito"}


SUBSCRIBED = """given => { PushManager.prototype.subscribe = async () => ({
    endpoint: given.endpoint, getKey: (name) => Uint8Array.from(atob(given[name].replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0)).buffer }); }"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({title, body, tag, data}) => [title, body, tag, data.path])"""


def test_a_push_shows_once_what_the_service_says_and_where_it_leads(chromium, house, draft):
    """The form with the browser's push service replaced by the sandbox's; what comes is delivered to the real service worker."""
    content = {
        "title": "您的办件已办结",
        "words": "您的办件（尾号0123）已办结，请登录查看结果。",
        "path": "/notices/",
        "tag": "n1",
    }
    with on_a_telephone(chromium, draft) as page:
        page.context.grant_permissions(["notifications"], origin=house.server)
        page.goto(f"{house.server}/notices/")
        page.wait_for_function(IN_CHARGE, timeout=30_000)
        form = page.locator("form[data-push]")
        browser = PushBrowser(sandbox_of(house.server), key=form.get_attribute("data-push"))
        page.evaluate(SUBSCRIBED, browser.values)
        form.get_by_role("button").click()
        expect(page.locator("[data-ways]")).to_contain_text("会弹出提醒的设备：1 台")
        for _ in range(2):
            deliver(page, house.server, content)
        wait_until(page, IS_SHOWN)

        assert page.evaluate(SHOWN) == [[content["title"], content["words"], "n1", "/notices/"]]


def deliver(page, origin, content):
    """As the browser does when its push service has something."""
    line, found = page.context.new_cdp_session(page), []
    line.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    line.send("ServiceWorker.enable")
    for _ in range(200):
        if any(not one["isDeleted"] for one in found):
            break
        page.wait_for_timeout(50)  # what the browser says is heard only while something is waited for
    which = next(one["registrationId"] for one in found if not one["isDeleted"])
    line.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": which, "data": json.dumps(content)})
    line.detach()
