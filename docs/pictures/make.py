# ruff: noqa: INP001 - beside the pictures, not in a package
"""Draws the pictures of the README against a running system with its sandbox: `python docs/pictures/make.py http://127.0.0.1:8000`.

Files one application as the sample person of Meishan and has it decided, so it runs once on a fresh system. Without an address
it starts a private system and ends it afterwards.
"""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]
_NO_HOME = tempfile.TemporaryDirectory(prefix="mantetong-pictures-")
os.environ |= {  # only words are wanted of the settings: the system that is photographed has its own
    "DJANGO_SETTINGS_MODULE": "mantetong.config.settings",
    "MANTETONG_DATABASE_URL": "postgresql:///none",
    "MANTETONG_HOME": _NO_HOME.name,
    "MANTETONG_SANDBOX": "1",
}

import django  # noqa: E402
import httpx  # noqa: E402
import journey  # noqa: E402
import pypdfium2  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

import mantetong.sandbox  # noqa: E402
from mantetong.sandbox.walk.instance import private_instance, sandbox_of  # noqa: E402
from mantetong.sandbox.walk.story import STORIES  # noqa: E402
from tests.conftest import CHROMIUM, QUIET  # noqa: E402
from tests.journeys import road  # noqa: E402
from tests.journeys.conftest import House, People  # noqa: E402

STORY = STORIES["511400"]
HEAVIEST = 200 * 1024


def main(addresses: list[str]) -> int:
    """Make every picture."""
    django.setup()
    (HERE / "journey.svg").write_text(journey.draw(), encoding="utf-8")
    with ExitStack() as stack:
        server = addresses[0].rstrip("/") if addresses else stack.enter_context(private_instance())[0]
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        house = House(server, sandbox_of(server), Path(mantetong.sandbox.__file__).parent / "papers", scratch)
        playwright = stack.enter_context(sync_playwright())
        people = People(playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET)), house)
        _guides(people)
        _walk(people)
    return 0


def _guides(people: People) -> None:
    for name, visitor in (("phone-guide", people.citizen(STORY)), ("elder-guide", people.elder(STORY))):
        visitor.open(f"/guide/{STORY.region}/")
        _keep(visitor, name)


def _walk(people: People) -> None:
    citizen, reviewer = people.citizen(STORY), people.staff("reviewer1-511400")
    road.fill(citizen)
    citizen.until("识读", lambda: not citizen.says("正在") or citizen.page.wait_for_timeout(1000), patience=road.READ_WITHIN)
    citizen.page.locator(".mt-slot").first.evaluate("one => one.scrollIntoView()")
    _keep(citizen, "phone-papers")
    number, *_rest = road.sign_and_submit(citizen)
    _keep(citizen, "phone-receipt")
    desk = road.ask_once(reviewer, number)
    road.answer_in_the_slot(citizen)
    road.pass_on(reviewer, desk)
    reviewer.page.locator("#rv-criteria .rv-evidence a", has_text="检查检验报告").first.click()
    reviewer.look()
    reviewer.page.locator("#rv-criteria").evaluate("one => one.scrollIntoView()")
    _keep(reviewer, "desk-filing")
    reviewer.decide(words=road.REMARK)
    road.confirm_if_asked(people.staff("supervisor1-511400"), number)
    road.read_decision(citizen)
    _keep_certificate(citizen)


def _keep(visitor: object, name: str) -> None:
    path = HERE / f"{name}.png"
    visitor.page.screenshot(path=path)
    _lighten(path)


def _keep_certificate(citizen: object) -> None:
    address = citizen.page.locator("main a[href$='.pdf']").first.get_attribute("href")
    cookies = {one["name"]: one["value"] for one in citizen.page.context.cookies()}
    content = httpx.get(citizen.house.server + address, cookies=cookies, timeout=30, trust_env=False).raise_for_status().content
    pypdfium2.PdfDocument(content)[0].render(scale=1.3).to_pil().save(HERE / "certificate.png")
    _lighten(HERE / "certificate.png")


def _lighten(path: Path) -> None:
    """Few colours are enough for a page, and the repository stays small."""
    colours = 256
    picture = Image.open(path).convert("RGB")
    while True:
        picture.quantize(colours).save(path, optimize=True)
        if path.stat().st_size <= HEAVIEST or colours <= 32:  # noqa: PLR2004
            return
        colours //= 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
