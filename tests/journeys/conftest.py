"""One running house for all browser journeys, a browser, and people to walk in it."""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

import mantetong.sandbox
from mantetong.sandbox.walk.instance import private_instance, sandbox_of
from tests.journeys.people import DESK, PHONE, Citizen, ElderCitizen, Staff, Visitor


@dataclass(frozen=True)
class House:
    """A running system, its pretend outside world, the sample papers, and where pictures of pages go, if anywhere."""

    server: str
    sandbox: str
    papers: Path
    pictures: Path | None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The tests of one journey are told in the order they are written: what one leaves, the next goes on from."""
    for path in {item.path for item in items if is_journey(item)}:
        places = [place for place, item in enumerate(items) if item.path == path]
        for place, item in zip(places, sorted((items[place] for place in places), key=as_written), strict=True):
            items[place] = item


def is_journey(item):
    return item.get_closest_marker("browser") is not None and "journeys" in item.nodeid


def as_written(item):
    turns = item.callspec.indices.values() if hasattr(item, "callspec") else ()
    return (item.function.__code__.co_firstlineno, tuple(turns))


@pytest.fixture(scope="session")
def house():
    """A house of one's own, or the one at MTT_HOUSE; pictures of every page in MTT_PICTURES when that is set."""
    papers = Path(mantetong.sandbox.__file__).parent / "papers"
    pictures = Path(os.environ["MTT_PICTURES"]) if os.environ.get("MTT_PICTURES") else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = os.environ.get("MTT_HOUSE") or stack.enter_context(private_instance())[0]
        yield House(server, sandbox_of(server), papers, pictures)


class People:
    """Everybody who walks in one test, each with a browser of their own."""

    def __init__(self, chromium, house):
        self.house, self._chromium, self._made = house, chromium, []

    def citizen(self, story, viewport=PHONE):
        return self._keep(Citizen(self._a_page(viewport), self.house, story))

    def elder(self, story):
        return self._keep(ElderCitizen(self._a_page(PHONE), self.house, story))

    def staff(self, user, viewport=DESK):
        return self._keep(Staff(self._a_page(viewport), self.house, user))

    def anybody(self):
        return self._keep(Visitor(self._a_page(PHONE), self.house, "anybody"))

    def _a_page(self, viewport):
        context = self._chromium.new_context(viewport=viewport, locale="zh-CN")
        context.set_default_timeout(60_000)
        return context.new_page()

    def _keep(self, person):
        self._made.append(person)
        return person

    def leave(self):
        """What they stumbled over, once each; their browsers are closed."""
        for person in self._made:
            person.page.context.close()
        return sorted({fault for person in self._made for fault in person.faults})


@pytest.fixture
def people(chromium, house):
    walkers = People(chromium, house)
    yield walkers
    assert walkers.leave() == [], "somebody stumbled"
