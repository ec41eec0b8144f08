"""What a citizen's page weighs, whether it stands still, and (printed) how soon it can be used on a slow phone and a slow line."""

import sys

import pytest

from mantetong.sandbox.walk.story import STORIES
from tests.journeys.capture import drafted
from tests.journeys.people import PHONE, Citizen

pytestmark = pytest.mark.browser
STORY = STORIES["511400"]
MOST_BYTES, MOST_SHIFT, MOST_WAIT = 120 * 1024, 0.05, 2500  # bytes, score, milliseconds
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
WATCH_SHIFT = """window.shift = 0; window.shifted = []; window.busyUntil = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.busyUntil = Math.max(window.busyUntil, one.startTime + one.duration); })).observe({type: 'longtask', buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => { if (!one.hadRecentInput) { window.shift += one.value; window.shifted.push(Math.round(one.startTime) + " ms: " + one.sources.map((part) => part.node?.className || part.node?.nodeName).join(", ")); } })).observe({type: 'layout-shift', buffered: true});"""
# Scripts are deferred: when the page is interactive they have run, nothing keeps the thread busy, and every control answers.
READY = "() => Math.max(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd, window.busyUntil)"


@pytest.fixture(scope="module")
def places(chromium, house):
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", service_workers="block")
    context.set_default_timeout(60_000)
    found = drafted(Citizen(context.new_page(), house, STORY))
    context.close()
    key = found.address.split("/draft/")[1].split("/")[0]
    paths = ("/", f"/guide/{STORY.region}/", f"/guide/{STORY.region}/check/", "/my/", "/notices/", "/progress/", "/certificates/")
    mine = (f"/apply/draft/{key}/list/", f"/apply/draft/{key}/q/contact/", f"/apply/draft/{key}/papers/")
    return found, [house.server + path for path in (*paths, *mine)]


def first_view(chromium, state, place, view, house):
    """Bytes over the line, milliseconds until usable, layout shift and what moved, of one page seen for the first time."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", storage_state=state, service_workers="block")
    context.add_cookies([{"name": "view", "value": view, "url": house.server}])
    page = context.new_page()
    page.add_init_script(WATCH_SHIFT)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    weight = []
    line.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.goto(place, timeout=60_000)
    page.wait_for_timeout(1000)
    answer = sum(weight), page.evaluate(READY), page.evaluate("window.shift"), page.evaluate("window.shifted")
    context.close()
    return answer


@pytest.mark.parametrize("view", ["normal", "elder"])
def test_the_first_view_of_every_page_is_light_and_stands_still(chromium, house, places, view, capsys):
    draft, addresses = places
    measured = {place.removeprefix(house.server): first_view(chromium, draft.state, place, view, house) for place in addresses}

    with capsys.disabled():
        for path, (weight, ready, shift, _moved) in measured.items():
            sys.stdout.write(
                f"\n{view:6} {weight / 1024:5.1f} KB  usable after {ready:4.0f} ms (goal {MOST_WAIT})  shift {shift:.3f}  {path}"
            )
    assert {path: weight for path, (weight, *_rest) in measured.items() if weight > MOST_BYTES} == {}
    restless = {path: moved for path, (_weight, _ready, shift, moved) in measured.items() if shift > MOST_SHIFT}
    assert restless == {}
