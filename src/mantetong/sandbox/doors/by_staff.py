"""The doors that people open: a clerk enters what somebody brings to the counter, and answers who calls."""

from urllib.parse import urljoin

import httpx

from mantetong.domain.roles import Role
from mantetong.sandbox.walk import applying
from mantetong.sandbox.walk.browser import Browser, Page
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.scene import Scene, until

COUNTER, HOTLINE = "/desk/counter/", "/desk/hotline/"
_WHO = {COUNTER: Role.CLERK, HOTLINE: Role.REVIEWER}  # one sign-in each: a one-time code is good once
_PAPER = "discharge_record"
_MOST_DISEASES = 12


def staff_signs_in(scene: Scene, address: str) -> None:
    """The page of the desk behind this door opens."""
    scene.page = _staff(scene, address).open(address)


def _staff(scene: Scene, address: str) -> Browser:
    return scene.staff(_WHO[address])


def apply_at_counter(scene: Scene) -> None:
    """The card, the answers and a paper, the spoken word before a witness, and the pledge read aloud."""
    clerk, story = _staff(scene, COUNTER), scene.story
    form = clerk.open(COUNTER).form(with_field="id_number")
    page = clerk.submit(form, {"name": story.name, "id_number": story.id_number, "told": "on"})
    page = _entered(scene, page)
    applying.send_paper(scene, page.url, _PAPER, by=clerk)
    spoken = {"is_there": "on", "was_read": "on", "said_yes": "on"}
    clerk.submit(page.form(with_field="said_yes"), spoken, button="我见证")
    page = clerk.open(urljoin(page.url, "check/"))
    form = page.form(with_field="pledge")
    receipt = clerk.submit(form, {name: "on" for name in ("pledge", "anyway") if name in form.names})
    scene.facts["number"] = applying.marked(receipt, "data-number").replace(" ", "")
    scene.facts["query_code"] = applying.marked(clerk.open(urljoin(receipt.url, "../code/")), "data-query-code")


def _entered(scene: Scene, page: Page) -> Page:
    """Every answer kept, under the first disease that is not on its way already. Raises WalkStopped."""
    form, stopped = page.form(with_field="diseases"), WalkStopped(page.path, "没有病种可选")
    given = applying.fitting_answers(scene, form) | {"institution": ""}  # 不在列表里: the papers say which
    given |= {"lives": form.choices["lives"][0].value} if "lives" in form.choices else {}
    for choice in form.choices["diseases"][:_MOST_DISEASES]:
        try:
            return _staff(scene, COUNTER).submit(form, given | {"diseases": choice.value})
        except WalkStopped as stop:
            stopped = stop
    raise stopped


def be_told_at_counter(scene: Scene) -> None:
    """The receipt is in the hand; the short message comes to whatever telephone the person has."""
    tail = f"尾号{scene.facts['number'][-4:]}"
    until("短信", lambda: any(tail in one["text"] for one in _outbox(scene)))


def _outbox(scene: Scene) -> list[dict[str, str]]:
    told: list[dict[str, str]] = httpx.get(f"{scene.sandbox}/sandbox/outbox.json", timeout=30, trust_env=False).json()
    return told


def look_up_by_receipt(scene: Scene) -> None:
    """Number and query code, each from its own sheet, without signing in."""
    visitor = scene.browser("visitor")
    form = visitor.open("/progress/").form(with_field="query_code")
    page = visitor.submit(form, {"number": scene.facts["number"], "query_code": scene.facts["query_code"]})
    _ensure_shown(page, f"{scene.facts['number']}-1")


def ask_by_telephone(scene: Scene) -> None:
    """Number and two answers; the stage is read out and writes the call down."""
    answering, story = _staff(scene, HOTLINE), scene.story
    given = {"number": scene.facts["number"], "name": story.name, "id_tail": story.id_number[-4:], "caller": "SELF"}
    page = answering.submit(answering.open(HOTLINE).form(with_field="id_tail"), given)
    _ensure_shown(page, "第1项：")
    answering.submit(page.form(with_field="topic"), {"topic": "PROGRESS"})


def _ensure_shown(page: Page, words: str) -> None:
    if words not in page.text.replace(" ", ""):
        raise WalkStopped(page.path, f"没有“{words}”：{page.problems or page.text[:200]}")
