"""The figures of the look, measured: contrast and names by axe, targets, text sizes, widths, keyboard, weight."""

import gzip
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.browser

PAGES = ("/gallery/", "/gallery/question/?wrong", "/gallery/desk/?wrong", "/gibt-es-nicht/", "/offline/")
CITIZEN_PAGES = PAGES[:2]

# A link within a sentence is exempt (WCAG 2.5.8); a choice is its whole row.
TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea')]
  .filter(one => one.getClientRects().length && !one.matches('.mt-skip, .mt-notice a'))
  .map(one => [one.className + ' ' + (one.textContent || one.name).trim(), (one.closest('.mt-choice') || one).getBoundingClientRect()])
  .map(([name, box]) => [Math.min(box.width, box.height), name])"""
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || !element.getClientRects().length || element.closest('.mt-visually-hidden, option, script')) continue;
    const style = getComputedStyle(element);
    found.push([parseFloat(style.fontSize), parseFloat(style.lineHeight) / parseFloat(style.fontSize), node.textContent.trim()]);
  }
  return found; }"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Look:
    view: str = "normal"
    text: str = "1"
    theme: str = "light"
    width: int = 390


@contextmanager
def a_page(chromium, pages_url, look, **options):
    scheme = "light" if look.theme == "light" else "dark"
    context = chromium.new_context(viewport={"width": look.width, "height": 800}, color_scheme=scheme, locale="zh-CN", **options)
    chosen = (("view", look.view), ("text", look.text), ("theme", look.theme))
    context.add_cookies([{"name": name, "value": value, "url": pages_url} for name, value in chosen])
    yield context.new_page()
    context.close()


LOOKS = [
    Look(),
    Look(theme="dark", width=360),
    Look(theme="auto", width=1280),
    Look(view="elder", width=360),
    Look(view="elder", text="2", theme="dark"),
    Look(view="elder", text="3", theme="auto", width=1280),
]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_and_no_page_is_too_wide(chromium, pages_url, look):
    with a_page(chromium, pages_url, look) as page:
        for path in PAGES:
            page.goto(pages_url + path)
            found = Axe().run(page).response["violations"]

            assert [(one["id"], one["nodes"][0]["target"]) for one in found] == [], path
            assert page.evaluate(TOO_WIDE) <= 0, path


@pytest.mark.parametrize("text_and_least", [("1", 18), ("2", 18), ("3", 30)])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_elder_view_keeps_its_sizes(chromium, pages_url, text_and_least, width):
    text, least = text_and_least
    with a_page(chromium, pages_url, Look("elder", text, "light", width)) as page:
        for path in CITIZEN_PAGES:
            page.goto(pages_url + path)

            assert [one for one in page.evaluate(TARGETS) if one[0] < 60] == []
            assert [one for one in page.evaluate(TEXTS) if one[0] < least or one[1] < 1.3] == []


def test_the_normal_view_keeps_targets_of_44_pixels(chromium, pages_url):
    with a_page(chromium, pages_url, Look(width=360)) as page:
        for path in CITIZEN_PAGES:
            page.goto(pages_url + path)

            assert [one for one in page.evaluate(TARGETS) if one[0] < 44] == []


def test_a_page_at_four_hundred_percent_needs_no_sideways_scrolling(chromium, pages_url):
    with a_page(chromium, pages_url, Look(width=320)) as page:
        page.goto(pages_url + "/gallery/")

        assert page.evaluate(TOO_WIDE) <= 0


def test_every_control_is_reached_by_keyboard_and_shows_it(chromium, pages_url):
    with a_page(chromium, pages_url, Look(width=1280)) as page:
        page.goto(pages_url + "/gallery/question/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "跳到正文"
        page.keyboard.press("Tab")

        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_error_summary_is_focused_and_leads_to_the_field(chromium, pages_url):
    with a_page(chromium, pages_url, Look()) as page:
        page.goto(pages_url + "/gallery/question/?wrong")
        assert page.evaluate("document.activeElement.className") == "mt-errors"
        page.click(".mt-errors a >> nth=0")

        assert page.evaluate("location.hash") == "#id_name"


@pytest.mark.parametrize("path", PAGES[:3])
def test_the_content_security_policy_stops_nothing_of_ours(chromium, pages_url, path):
    with a_page(chromium, pages_url, Look(view="elder", theme="dark")) as page:
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(pages_url + path)
        page.evaluate("window.htmx.ajax('GET', '/gallery/panel/here/', '.mt-title')") if "desk" not in path else None
        page.wait_for_timeout(200)

        assert complaints == []


def test_a_signature_drawn_is_a_picture_and_a_dot_is_none(chromium, pages_url):
    with a_page(chromium, pages_url, Look()) as page:
        page.goto(pages_url + "/gallery/")
        box = page.locator("canvas").bounding_box()
        page.locator("canvas").scroll_into_view_if_needed()
        box = page.locator("canvas").bounding_box()
        page.mouse.click(box["x"] + 20, box["y"] + 20)
        assert page.input_value("#id_signature") == ""

        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 180, box["y"] + 60, steps=5)
        page.mouse.up()

        assert page.input_value("#id_signature").startswith("data:image/png;base64,")


def test_a_form_is_sent_once(chromium, pages_url):
    with a_page(chromium, pages_url, Look()) as page:
        page.goto(pages_url + "/gallery/")
        sent = []
        page.route("**/view/", lambda route: sent.append(route.request.url))  # never answered: a slow line
        with page.expect_request("**/view/"):
            page.evaluate(
                """() => { const button = document.querySelector('form[data-once] button[type=submit]'); button.click(); button.click(); }"""
            )
        page.wait_for_timeout(300)  # for a second one that must not come

        assert len(sent) == 1


def test_without_script_pages_keep_every_way(chromium, pages_url):
    with a_page(chromium, pages_url, Look(), java_script_enabled=False) as page:
        page.goto(pages_url + "/gallery/")

        assert page.locator("#slot-lab-file").is_visible()
        assert page.locator("#slot-lab button").is_visible()
        assert not page.locator("canvas").is_visible()
        page.click("text=长辈版 >> nth=0")
        assert page.get_attribute("html", "data-view") == "elder"


def test_the_first_view_of_a_citizen_is_light(client):
    page = client.get("/gallery/").content
    assets = [Path(finders.find(f"web/{name}")).read_bytes() for name in ("citizen.css", "elder.css", "citizen.js", "icon.svg")]
    weight = sum(len(gzip.compress(part)) for part in (page, *assets))

    assert weight <= 120 * 1024
    assert weight <= 45 * 1024, "it was 37 KB; growing is allowed on purpose only"
