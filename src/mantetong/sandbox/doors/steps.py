"""One door walked: enter, sign in the way that door does, apply, be told, look up progress under the door's own label."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from mantetong.domain.policy import Door, DoorKind
from mantetong.sandbox.doors import by_staff
from mantetong.sandbox.insured import PEOPLE
from mantetong.sandbox.server.portal_login import phone_of
from mantetong.sandbox.server.wechat import openid
from mantetong.sandbox.server.wechat_mini import mini_openid
from mantetong.sandbox.walk import applying
from mantetong.sandbox.walk.browser import Page
from mantetong.sandbox.walk.codes import MiniTelephone, Telephone
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.push_browser import PushBrowser
from mantetong.sandbox.walk.scene import Scene, until
from mantetong.sandbox.walk.story import PAPERS

STEPS = ("进入", "登录", "申请", "告知", "查进度")
DONE, NOT_OFFERED = "✓", "—"
_BY_STAFF = frozenset({DoorKind.COUNTER, DoorKind.HOTLINE})


@dataclass
class Walked:
    """One door with what became of each step; `note` is where it stopped."""

    region: str
    door: Door
    marks: dict[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def is_whole(self) -> bool:
        """Every step was done, or is not offered by this door."""
        return not self.note and all(mark in (DONE, NOT_OFFERED) for mark in self.marks.values())


def walk_door(scene: Scene, door: Door) -> Walked:
    """Walk one door as far as it leads; what stops it is kept in the row, not raised."""
    walked = Walked(scene.story.region, door, dict.fromkeys(STEPS, NOT_OFFERED))
    steps = _by_staff if door.kind in _BY_STAFF else _online
    for name, take in steps(scene, door):
        try:
            take()
        except (WalkStopped, httpx.HTTPError) as stop:
            walked.marks[name], walked.note = "✗", f"{name}：{stop}"[:300]
            break
        walked.marks[name] = DONE
    return walked


_Steps = list[tuple[str, Callable[[], None]]]


def _by_staff(scene: Scene, door: Door) -> _Steps:
    """The counter and the telephone are walked by staff; who calls asks after what was filed through the doors before."""
    enter = ("进入", lambda: _dropped(_entry(scene, door)))
    if door.kind is DoorKind.COUNTER:
        return [
            enter,
            ("登录", lambda: by_staff.staff_signs_in(scene, by_staff.COUNTER)),
            ("申请", lambda: by_staff.apply_at_counter(scene)),
            ("告知", lambda: by_staff.be_told_at_counter(scene)),
            ("查进度", lambda: by_staff.look_up_by_receipt(scene)),
        ]
    signing_in = ("登录", lambda: by_staff.staff_signs_in(scene, by_staff.HOTLINE))
    asking = ("查进度", lambda: by_staff.ask_by_telephone(scene))
    return [enter, signing_in, *([asking] if "number" in scene.facts else [])]


def _dropped(_page: Page) -> None:
    """Nothing more is done with it."""


def _online(scene: Scene, door: Door) -> _Steps:
    steps: _Steps = [("进入", lambda: _enter(scene, door))]
    if door.availability == "information":
        return steps
    return [
        *steps,
        ("登录", lambda: _SIGN_IN[door.kind](scene, door)),
        ("申请", lambda: _apply(scene)),
        ("告知", lambda: _be_told(scene, door)),
        ("查进度", lambda: _look_up(scene, door)),
    ]


def _entry(scene: Scene, door: Door) -> Page:
    page = scene.citizen.open(f"/door/{scene.story.region}/{door.code}/")
    if page.title != door.name or door.progress_label not in page.text:
        raise WalkStopped(page.path, f"入口页不是“{door.name}”或没有“{door.progress_label}”")
    return page


def _enter(scene: Scene, door: Door) -> None:
    page = _entry(scene, door)
    if door.availability == "information":
        return
    address = next((one for one, _words in page.links() if re.search(r"/(login|follow|start)/", one)), "")
    if not address:
        raise WalkStopped(page.path, "入口页没有“在线申请”")
    scene.facts["enter"] = address
    scene.facts["start"] = f"/apply/{scene.story.region}/start/"


def _at_portal(scene: Scene, _door: Door) -> None:
    """The portal names the person; the account's telephone is the portal's."""
    person = next(one for one in PEOPLE if one.psn_no == scene.story.psn_no)
    scene.telephone = Telephone(scene.sandbox, phone_of(person))
    page = scene.citizen.open(scene.facts["enter"])
    scene.page = scene.citizen.open(page.link(f"as={person.psn_no}"))
    _ensure_arrived(scene)


def _as_follower(scene: Scene, _door: Door) -> None:
    """The first time through telephone and name, which binds the follower; from then on at once."""
    page = scene.citizen.open(scene.facts["enter"].split("#")[0])
    page = scene.citizen.open(page.link(f"as={scene.story.psn_no}"))
    scene.page = _proven(scene, page)
    _ensure_arrived(scene)


def _by_telephone(scene: Scene, _door: Door) -> None:
    scene.page = _proven(scene, scene.citizen.open(scene.facts["enter"]))
    _ensure_arrived(scene)


def _proven(scene: Scene, page: Page) -> Page:
    citizen, story = scene.citizen, scene.story
    if page.has_form(with_field="phone") and page.path.startswith("/account/"):
        page = citizen.submit(page.form(with_field="phone"), {"phone": scene.telephone.number})
        page = citizen.submit(page.form(with_field="code"), {"code": scene.telephone.next_code()})
    if page.has_form(with_field="id_number"):
        page = citizen.submit(page.form(with_field="id_number"), {"name": story.name, "id_number": story.id_number})
    return citizen.open(page.link("继续")) if page.path.startswith("/account/insurance/") and not page.forms() else page


def _ensure_arrived(scene: Scene) -> None:
    page = scene.page
    if page is None or not page.path.startswith(("/apply/", "/account/insurance/")):
        raise WalkStopped(page.path if page else "", f"登录后没有回到申请：{page.title if page else ''}")


def _in_mini_program(scene: Scene, door: Door) -> None:
    """As the shell does it: one tap, what was answered told to the service, then our pages in the web view by a code of wx.login."""
    mini, person = f"/door/{scene.story.region}/{door.code}/mini/", scene.story.psn_no
    telephone = MiniTelephone(scene.sandbox, person)
    citizen = scene.citizen = scene.browser(f"mini {person}")
    citizen.call_itself("MicroMessenger/8.0.49 miniProgram/wxsandboxmini")
    answers = telephone.tap(citizen.raw("GET", f"{mini}asks.json").json()["templates"])
    citizen.raw("POST", f"{mini}agreed/", json={**answers, "code": telephone.login()}).raise_for_status()
    next_ = urlencode({"code": telephone.login(), "next": scene.facts["start"]})
    scene.page = _proven(scene, citizen.open(f"{mini}?{next_}"))
    _ensure_arrived(scene)


def _in_the_app(scene: Scene, door: Door) -> None:
    """By telephone; then this browser is allowed to be pushed to."""
    _by_telephone(scene, door)
    page = scene.citizen.open("/notices/")
    form = page.form(action="/notices/push/")
    scene.facts["browser"] = browser = PushBrowser(scene.sandbox, key=form.data["data-push"])
    scene.citizen.submit(form, browser.values)


_SIGN_IN: dict[DoorKind, Callable[[Scene, Door], None]] = {
    DoorKind.OIDC: _at_portal,
    DoorKind.WECHAT_OA: _as_follower,
    DoorKind.WEB: _by_telephone,
    DoorKind.WECHAT_MINI: _in_mini_program,
    DoorKind.APP: _in_the_app,
}


def _apply(scene: Scene) -> None:
    applying.answer_questions(scene)
    for paper in PAPERS:
        applying.send_paper(scene, scene.facts["papers_page"], paper)
    applying.sign(scene)
    applying.submit(scene)


def _be_told(scene: Scene, door: Door) -> None:
    """In the inbox, and by the message that this door brings where the region tells through it; else by short message."""
    until("系统消息", lambda: scene.facts["number"][-4:] in scene.citizen.open("/notices/").text)
    named = ways_of(scene.server, scene.story.region)
    heard = _THROUGH.get(door.kind) if door.kind is DoorKind.APP or _NAMED.get(door.kind) in named else None
    if heard is None or door.kind is DoorKind.WECHAT_OA or _NAMED[door.kind] not in named:
        until("短信", lambda: any("受理" in one["text"] or "收到" in one["text"] for one in scene.telephone.messages()))
    if heard is not None:
        until(f"{door.kind} 消息", lambda: heard(scene))


def _followed(scene: Scene) -> bool:
    return any(one["channel"] == "wechat" for one in Telephone(scene.sandbox, openid(scene.story.psn_no)).messages())


def _subscribed(scene: Scene) -> bool:
    tail, messages = scene.facts["number"][-4:], Telephone(scene.sandbox, mini_openid(scene.story.psn_no)).messages()
    return any(one["channel"] == "wechat-mini" and tail in one["text"] for one in messages)


def _pushed(scene: Scene) -> bool:
    browser: PushBrowser = scene.facts["browser"]
    return any(scene.facts["number"][-4:] in one["words"] for one in browser.received())


_THROUGH: dict[DoorKind, Callable[[Scene], bool]] = {
    DoorKind.WECHAT_OA: _followed,
    DoorKind.WECHAT_MINI: _subscribed,
    DoorKind.APP: _pushed,
}
_NAMED = {DoorKind.WECHAT_OA: "wechat_oa", DoorKind.WECHAT_MINI: "mini_program", DoorKind.APP: "app"}


def ways_of(server: str, region: str) -> frozenset[str]:
    """The ways of telling that a region's guide names, as the system publishes them."""
    told = httpx.get(f"{server}/guide/{region}.json", timeout=60, trust_env=False).raise_for_status().json()
    return frozenset(told["keys"]["notices"]["value"])


def _look_up(scene: Scene, door: Door) -> None:
    """By the link that the door's entry page names as the door does."""
    entry = scene.citizen.open(f"/door/{scene.story.region}/{door.code}/")
    address = next((one for one, words in entry.links() if door.progress_label in words), "")
    if not address:
        raise WalkStopped(entry.path, f"入口页没有通向“{door.progress_label}”的链接")
    page = scene.citizen.open(address)
    if scene.facts["number"] not in page.text:
        raise WalkStopped(page.path, f"“{door.progress_label}”里没有这份申请")
