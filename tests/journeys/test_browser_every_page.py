"""Every page a citizen can open, on a small and a usual telephone, a desk screen, in the elder view and in the dark: axe finds nothing."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.every_page import every_page
from tests.journeys.looking import BY_COLOUR, BY_SIZE, TOO_WIDE, axe_faults, begin_axe, faults_of_elder_view
from tests.rooms.materials.conftest import documents  # noqa: F401  a fixture
from tests.rooms.review.test_desk_pages import DAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Playwright's loop runs in this thread; the rows of these tests are written from it all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@dataclass(frozen=True)
class View:
    """How a page is looked at. It comes once for each kind, and is then measured in every width and light of that kind.

    `rules` are all of axe's, or those that can find something else than in the view before: no style asks for a width between
    360 and 390 px, and the dark changes colours.
    """

    name: str
    width: int = 390
    scheme: str = "light"
    rules: tuple[str, ...] = ()


# Two tabs, each with a process of its own, look at the same page side by side.
TABS = (
    ("normal", (View("360", 360), View("390", rules=BY_SIZE), View("desk", 1280), View("dark", scheme="dark", rules=BY_COLOUR))),
    ("elder", (View("elder"),)),
)


@pytest.fixture(autouse=True)
def _plain_addresses(settings):
    """The test's server finds styles by their plain names, not by the built ones."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def test_axe_finds_nothing_on_any_page_of_a_citizen_in_any_view(chromium, live_server, documents):  # noqa: F811
    pages = every_page()
    tabs = [_tab(chromium) for _kind, _views in TABS]

    found = [fault for client, address in pages for fault in _looked_at(tabs, live_server.url, client, address)]

    for tab in tabs:
        tab.context.close()
    assert found == [], "\n".join(found)


def _tab(chromium):
    now = {"X-Sandbox-Now": DAY["HTTP_X_SANDBOX_NOW"]}
    context = chromium.new_context(locale="zh-CN", extra_http_headers=now, service_workers="block")
    context.add_init_script(Axe().axe_script)
    return context.new_page()


def _looked_at(tabs, server, client, address):
    """What is wrong with one page, as lines of words."""
    for tab, (kind, _views) in zip(tabs, TABS, strict=True):
        cookies = {"view": kind, **{name: morsel.value for name, morsel in client.cookies.items()}}
        tab.context.clear_cookies()
        tab.context.add_cookies([{"name": name, "value": value, "url": server} for name, value in cookies.items()])
        answer = tab.goto(server + address, wait_until="commit")
        if answer.status != 200 or urlsplit(tab.url).path != address.partition("?")[0]:
            yield f"{address}: {answer.status} at {tab.url}"
    for tab in tabs:
        tab.wait_for_load_state()
    for step in range(max(len(views) for _kind, views in TABS)):
        looking = [(tab, views[step]) for tab, (_kind, views) in zip(tabs, TABS, strict=True) if step < len(views)]
        for tab, view in looking:
            tab.set_viewport_size({"width": view.width, "height": 844})
            tab.emulate_media(color_scheme=view.scheme)
            begin_axe(tab, only=view.rules)
        yield from (f"{view.name} {address}: {fault}" for tab, view in looking for fault in _measured(tab, view))


def _measured(tab, view):
    wide = tab.evaluate(TOO_WIDE)
    small = faults_of_elder_view(tab) if view.name == "elder" else []
    return [*axe_faults(tab), *small, *([f"{wide}px too wide"] if wide > 0 else [])]
