"""The figures of the elder view, measured on real pages: sizes, zoom, keyboard, forced colours, print, and what a screen reader is told."""

from contextlib import contextmanager
from itertools import pairwise

import pytest

from mantetong.sandbox.walk.story import STORIES
from tests.journeys.capture import drafted
from tests.journeys.looking import TOO_WIDE, faults_of
from tests.journeys.people import PHONE, Citizen

pytestmark = pytest.mark.browser
STORY = STORIES["511400"]
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || !element.getClientRects().length || element.closest('.mt-visually-hidden, option, script')) continue;
    const style = getComputedStyle(element);
    found.push([parseFloat(style.fontSize), parseFloat(style.lineHeight) / parseFloat(style.fontSize), node.textContent.trim().slice(0, 30)]);
  }
  return found; }"""
TARGETS = """() => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(one => one.getClientRects().length && !one.matches('.mt-skip, p a, li a:not([class]), dd a') && getComputedStyle(one).opacity !== '0')
  .map(one => [(one.closest('.mt-choice, .pg-card') || one).getBoundingClientRect(), one.outerHTML.slice(0, 90)])
  .map(([box, name]) => [Math.min(box.width, box.height), name])"""
FOCUS = """() => { const one = document.activeElement, style = getComputedStyle(one);
  return {tag: one.tagName, name: one.name || one.textContent.trim().slice(0, 20), type: one.type || '', outline: style.outlineStyle, width: parseFloat(style.outlineWidth)}; }"""
LANDMARKS = ("banner", "main", "contentinfo")
NAMED = ("button", "link", "textbox", "checkbox", "radio", "combobox", "img")


@pytest.fixture(scope="module")
def draft(chromium, house):
    context = chromium.new_context(viewport=PHONE, locale="zh-CN")
    context.set_default_timeout(60_000)
    found = drafted(Citizen(context.new_page(), house, STORY))
    context.close()
    return found


@pytest.fixture(scope="module")
def places(house, draft):
    """A page of every kind the applicant meets."""
    key = draft.address.split("/draft/")[1].split("/")[0]
    return [
        f"{house.server}{path}"
        for path in (
            "/",
            f"/guide/{STORY.region}/",
            "/my/",
            "/notices/",
            f"/apply/draft/{key}/q/contact/",
            f"/apply/draft/{key}/papers/",
        )
    ]


@contextmanager
def looking(chromium, house, draft, *, view="elder", text="1", width=390, **options):
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale="zh-CN", storage_state=draft.state, **options)
    context.add_cookies([{"name": name, "value": value, "url": house.server} for name, value in (("view", view), ("text", text))])
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("text", "least"), [("1", 18), ("2", 18), ("3", 30)])
def test_text_targets_and_spacing_keep_their_sizes(chromium, house, draft, places, text, least):
    with looking(chromium, house, draft, text=text) as page:
        for place in places:
            page.goto(place)

            assert [one for one in page.evaluate(TEXTS) if one[0] < least or one[1] < 1.3] == [], place
            assert [one for one in page.evaluate(TARGETS) if one[0] < 60] == [], place


def test_the_normal_view_keeps_targets_of_44_pixels_and_a_bar_of_one_row(chromium, house, draft, places):
    with looking(chromium, house, draft, view="normal", width=360) as page:
        for place in places:
            page.goto(place)

            assert [one for one in page.evaluate(TARGETS) if one[0] < 44] == [], place
            assert page.locator(".mt-tabs").bounding_box()["height"] < 2 * 44, place


@pytest.mark.parametrize(
    "options", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"width": 320, "text": "3"}, {"width": 1280}], ids=str
)
def test_contrast_names_and_width_hold_in_every_circumstance(chromium, house, draft, places, options):
    with looking(chromium, house, draft, **options) as page:
        for place in places:
            page.goto(place)

            assert faults_of(page) == [], place


def test_at_four_hundred_percent_nothing_is_cut_and_nothing_covers_the_page(chromium, house, draft, places):
    with looking(chromium, house, draft, width=320) as page:
        page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
        for place in places:
            page.goto(place)
            covering = page.evaluate(
                """() => [...document.querySelectorAll('body *')].filter(one => ['sticky', 'fixed'].includes(getComputedStyle(one).position)
                     && one.getClientRects().length && one.getBoundingClientRect().height > 64 && !one.matches('.mt-skip')).map(one => one.className)"""
            )

            assert page.evaluate(TOO_WIDE) <= 0, place
            assert covering == [], place


def test_a_question_is_answered_with_keys_alone_and_the_focus_is_always_seen(chromium, house, draft, places):
    with looking(chromium, house, draft) as page:
        page.goto(next(place for place in places if "/q/" in place))
        before, seen = page.url, []
        for _ in range(60):
            page.keyboard.press("Tab")
            seen.append(page.evaluate(FOCUS))
            if seen[-1]["type"] == "submit" and "继续" in seen[-1]["name"]:
                break
        assert [one for one in seen if one["tag"] != "BODY" and (one["outline"] == "none" or one["width"] < 2)] == []
        page.keyboard.press("Enter")

        page.wait_for_url(lambda address: address != before)


def test_forced_colours_keep_the_edges_of_what_can_be_pressed(chromium, house, draft, places):
    with looking(chromium, house, draft, forced_colors="active") as page:
        for place in places:
            page.goto(place)
            bare = page.evaluate(
                """() => [...document.querySelectorAll('.mt-button, .mt-slot__pick, .mt-tool')].filter(one => one.getClientRects().length)
                     .filter(one => parseFloat(getComputedStyle(one).borderTopWidth) < 1).map(one => one.outerHTML.slice(0, 80))"""
            )

            assert bare == [], place


def test_paper_gets_black_on_white_without_the_furniture(chromium, house, draft, places):
    with looking(chromium, house, draft, color_scheme="dark") as page:
        page.emulate_media(media="print")
        page.goto(places[1])
        shown = page.evaluate(
            """() => ['.mt-tabs', '.mt-tools', '.mt-settings', '.mt-call', '.mt-first'].filter(one => document.querySelector(one)?.getClientRects().length)"""
        )
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

        assert shown == []
        assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def told_to_a_reader(page):
    """The accessibility tree as roles and names, what is ignored left out."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [(one["role"]["value"], one.get("name", {}).get("value", "").strip(), one) for one in nodes if not one.get("ignored")]


@pytest.mark.parametrize("view", ["normal", "elder"])
def test_a_screen_reader_is_told_where_one_is_and_what_each_control_does(chromium, house, draft, places, view):
    with looking(chromium, house, draft, view=view) as page:
        for place in places:
            page.goto(place)
            told = told_to_a_reader(page)
            roles = [role for role, _name, _node in told]
            levels = [
                next(p["value"]["value"] for p in node["properties"] if p["name"] == "level")
                for role, _n, node in told
                if role == "heading"
            ]

            assert all(roles.count(landmark) == 1 for landmark in LANDMARKS), place
            assert levels.count(1) == 1, place
            assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (place, levels)
            assert [(role, node["nodeId"]) for role, name, node in told if role in NAMED and not name] == [], place


def test_a_screen_reader_hears_of_each_place_what_is_asked_and_what_became_of_the_paper(chromium, house, draft):
    with looking(chromium, house, draft) as page:
        page.goto(draft.address)
        page.wait_for_selector(".mt-slot__form--ready")
        told = told_to_a_reader(page)
        names = [name.replace(" ", "") for _role, name, _node in told]

        assert any(name.startswith("拍照：") for name in names), "the camera of each place says which place it is"
        assert any(name.startswith("从相册或文件选：") for name in names)
        assert any(role == "status" for role, _name, _node in told), "what is still missing is announced"


def test_reading_aloud_leaves_out_what_is_private_until_it_is_tapped(chromium, house, draft):
    with looking(chromium, house, draft) as page:
        page.add_init_script(
            """window.heard = []; Object.defineProperty(window, 'speechSynthesis', {value: {cancel() {}, speak(one) { window.heard.push(one.text); }}});
               window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
        )
        page.goto(house.server + "/gallery/")
        private = page.locator("[data-quiet]").first
        page.get_by_role("button", name="朗读本页").click()
        assert not any(private.inner_text() in words for words in page.evaluate("window.heard"))

        private.click()

        assert private.inner_text().strip() in page.evaluate("window.heard")
