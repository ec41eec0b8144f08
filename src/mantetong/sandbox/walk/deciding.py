"""The desk: claiming, asking once, passing on, and the determination as the region's pack has it."""

from mantetong.domain.roles import Role
from mantetong.sandbox.walk.applying import send_paper
from mantetong.sandbox.walk.browser import Browser, Page
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.scene import Scene, until
from mantetong.sandbox.walk.story import HELD_BACK, SLOTS_FOR

_LISTS = ("unclaimed", "mine", "answered")
_EXPERTS = range(1, 5)
_REMARK = "经核对出院记录、诊断证明和检验报告，诊断明确，需要长期门诊治疗，符合认定标准。"
_READ_WITHIN = 240.0


def claim(scene: Scene) -> None:
    """A reviewer finds the filing on the list and takes it."""
    page = until("待领取", lambda: _on_list(scene, scene.staff(Role.REVIEWER)))
    scene.facts["desk"] = page.url.partition("?")[0]
    page = scene.staff(Role.REVIEWER).submit(page.form(action="/claim/"))
    _see_papers_and_criteria(scene.staff(Role.REVIEWER), page)


def _see_papers_and_criteria(reviewer: Browser, page: Page) -> None:
    """The papers on one side, the criteria on the other; the picture shown can be opened."""
    pictures = page.main.xpath(".//image/@href | .//img[contains(@src, '/papers/')]/@src")
    if not pictures or not page.main.xpath(".//*[@id='rv-criteria']"):
        raise WalkStopped(page.path, "看不到材料或认定标准")
    if reviewer.open(pictures[0]).content[:3] != b"\xff\xd8\xff":
        raise WalkStopped(pictures[0], "材料图片打不开")


def _on_list(scene: Scene, reviewer: Browser) -> Page | None:
    for which in _LISTS:
        page = reviewer.open(f"/desk/list/{which}/")
        if address := _link_with(page, scene.facts["number"]):
            return reviewer.open(address)
    return None


def _link_with(page: Page, words: str) -> str:
    return next((address for address, shown in page.links() if words in shown), "")


def ask_supplement(scene: Scene) -> None:
    """The one supplement notice: the page held back is asked for."""
    reviewer = scene.staff(Role.REVIEWER)
    page = reviewer.open(scene.facts["desk"])
    page = reviewer.open(page.link("/supplement/"))
    form = page.form(with_field="item")
    keys = [choice.value for choice in form.choices["item"]]
    asked = next((key for slot in SLOTS_FOR[HELD_BACK] for key in keys if key.endswith(f":SLOT:{slot}")), None)
    if asked is None:
        raise WalkStopped(page.path, f"补正清单里没有化验单的位置：{keys}")
    reviewer.submit(form, {"item": [asked]}, button="发送补正通知")
    scene.facts["supplements"] = scene.facts.get("supplements", 0) + 1


def answer_supplement(scene: Scene) -> None:
    """The applicant is told, opens the notice, puts the page into its place and sends it back."""
    until("补正短信", lambda: any("补充材料" in one["text"] for one in scene.telephone.messages()))
    page = scene.citizen.open(scene.facts["home"])
    address = page.link("/supplement/")
    send_paper(scene, address, HELD_BACK)
    page = scene.citizen.open(address)
    scene.citizen.submit(page.form(with_field="said"))


def pass_on(scene: Scene) -> None:
    """The reviewer looks at what came back and passes it on to determination."""
    reviewer = scene.staff(Role.REVIEWER)
    page = until("交回后的办件", lambda: _with_form(reviewer.open(scene.facts["desk"]), "/pass-on/"))
    reviewer.submit(page.form(action="/pass-on/"))


def _with_form(page: Page, action: str) -> Page | None:
    return page if page.has_form(action=action) else None


def determine(scene: Scene) -> None:
    """Whoever the region's pack names decides; a supervisor signs where a second signature is asked."""
    {"agency": _by_agency, "experts": _by_experts, "institution": _by_institution}[scene.story.decides](scene)
    _confirm_if_asked(scene)


def _by_agency(scene: Scene) -> None:
    reviewer = scene.staff(Role.REVIEWER)
    page = until("认定表", lambda: _with_form(reviewer.open(scene.facts["desk"]), "/decide/"))
    _decide(reviewer, page)


def _decide(browser: Browser, page: Page) -> None:
    form = page.form(with_field="outcome")
    given = {"outcome": "RECOGNISED", "remark": _REMARK}
    if not "".join(form.untouched.get("doctor", [])):
        given["doctor"] = next((choice.value for choice in form.choices.get("doctor", ()) if choice.value), "")
    browser.submit(form, given)


def _by_experts(scene: Scene) -> None:
    until("抽取专家", lambda: any(_invitation(scene, number) for number in _EXPERTS), pause=2.0)
    for number in _EXPERTS:
        address = _invitation(scene, number)
        if address:
            expert = scene.staff(Role.EXPERT, number)
            form = expert.open(address).form(with_field="outcome")
            expert.submit(form, {"outcome": "RECOGNISED", "reason": _REMARK})


def _invitation(scene: Scene, number: int) -> str:
    page = scene.staff(Role.EXPERT, number).open("/desk/panel/")
    return _line_with(page, scene.facts["number"])


def _by_institution(scene: Scene) -> None:
    office = scene.staff(Role.INSTITUTION)
    address = until("受托机构的办件", lambda: _line_with(office.open("/desk/institution/"), scene.facts["number"]))
    _decide(office, office.open(address))


def _line_with(page: Page, number: str) -> str:
    """The address in the card that shows this number."""
    for card in page.main.iter("section"):
        if number in card.text_content():
            return next((link.get("href") for link in card.iter("a") if link.get("href")), "")
    return ""


def _confirm_if_asked(scene: Scene) -> None:
    supervisor = scene.staff(Role.SUPERVISOR)
    address = _line_with(supervisor.open("/desk/confirm/"), scene.facts["number"])
    if address:
        supervisor.submit(supervisor.open(address).form(words="复核确认"))
