"""After the decision: result, certificate, progress without login, ledger, messages, and the till."""

import re
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mantetong.domain.roles import Role
from mantetong.outside.envelope import Answer, Sender, message_id, parse_answer, request_body
from mantetong.sandbox.demo_logins import demo_token
from mantetong.sandbox.walk.browser import Page
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.scene import Scene, until
from mantetong.sandbox.walk.story import TILLS

_TOKEN = re.compile(r"/v/([A-Za-z0-9_-]{12,})")


def see_result(scene: Scene) -> None:
    """The applicant reads the decision."""
    page = until("认定结果", lambda: _decided(scene))
    scene.facts["items"] = [{"disease": scene.disease, "outcome": _outcome(page.text)}]
    scene.facts["decision"] = page.url


def _decided(scene: Scene) -> Page | None:
    home = scene.citizen.open(scene.facts["home"])
    address = next((one for one, _words in home.links() if "/decision/" in one), "")
    page = scene.citizen.open(address) if address else None
    return page if page and "还没有结果" not in page.text else None


def _outcome(text: str) -> str:
    words = (("不予认定", "NOT_RECOGNISED"), ("未作认定", "UNDETERMINED"), ("予以认定", "RECOGNISED"))
    return next((code for said, code in words if said in text), "UNDETERMINED")


def fetch_certificate(scene: Scene) -> None:
    """The certificate as PDF, and its public page by the token."""
    page = until("电子凭证", lambda: _wallet(scene))
    scene.facts["certificate"] = _TOKEN.search(" ".join(_addresses(page)))[1]  # type: ignore[index]
    pdf = next((one for one in _addresses(page) if one.endswith(".pdf")), "")
    if pdf and scene.citizen.open(pdf).content[:5] != b"%PDF-":
        raise WalkStopped("电子凭证", "打开的不是PDF")
    scene.facts["effective_on"] = _day_after("生效日期", page.text)
    scene.facts["valid_until"] = _day_after("截止日期", page.text)


def _wallet(scene: Scene) -> Page | None:
    decision = scene.citizen.open(scene.facts["decision"])
    address = next((one for one, words in decision.links() if "凭证" in words), "")
    page = scene.citizen.open(address) if address else None
    return page if page and _TOKEN.search(" ".join(_addresses(page))) else None


def _addresses(page: Page) -> list[str]:
    return [address for address, _words in page.links()]


def _day_after(label: str, text: str) -> str | None:
    """The day written behind a label, None where there is none (长期有效)."""
    found = re.search(rf"{label}\s*(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日", text)
    return date(*(int(part) for part in found.groups())).isoformat() if found else None


def verify_publicly(scene: Scene) -> None:
    """Anybody with the token sees masked name, days and state, and no illness."""
    page = scene.browser("anybody").open(f"/v/{scene.facts['certificate']}")
    if scene.story.name in page.text or scene.story.name[-1] not in page.text:
        raise WalkStopped(page.path, f"姓名没有遮盖：{page.text[:200]}")
    if scene.disease in page.text:
        raise WalkStopped(page.path, "核验页写出了病种")
    page = scene.browser("anybody").submit(page.form(with_field="disease"), {"disease": scene.disease})
    if "与所示凭证一致" not in page.text:
        raise WalkStopped(page.path, f"病种核对不一致：{page.text[:300]}")


def see_progress(scene: Scene) -> None:
    """Progress without login, by number and query code."""
    anybody = scene.browser("anybody")
    page = anybody.open("/progress/")
    page = anybody.submit(
        page.form(with_field="query_code"), {"number": scene.facts["number"], "query_code": scene.facts["query_code"]}
    )
    if scene.facts["number"] not in page.text:
        raise WalkStopped(page.path, page.text[:300])


def see_messages(scene: Scene) -> None:
    """What the applicant was told, in the system and by short message, and whether it arrived."""
    until("短信送达", lambda: _all_arrived(_told(scene)), pause=1.0)
    scene.facts["notices"] = _told(scene)


def _all_arrived(told: list[dict[str, Any]]) -> bool:
    """Acceptance, supplement and decision have all reached the telephone (a second signature is told as CONFIRM)."""
    arrived = {one["event"] for one in told if one["channel"] == "sms" and one["delivered"]}
    return {"ACCEPT", "SUPPLEMENT_NOTICE_SENT"} <= arrived and bool(arrived & {"DECIDE", "CONFIRM"})


def _told(scene: Scene) -> list[dict[str, Any]]:
    page = scene.citizen.open("/notices/")
    told = []
    for line in page.document.xpath("//*[@data-event]"):
        event, at = line.get("data-event"), line.get("data-at")
        told.append({"event": event, "channel": "inbox", "at": at, "delivered": True})
        if line.get("data-sms"):
            told.append(
                {"event": event, "channel": "sms", "at": at, "delivered": line.get("data-sms") in ("DELIVERED", "REACHED")}
            )
    return sorted(told, key=lambda one: one["at"])


def prove_ledger(scene: Scene) -> None:
    """The auditor proves the chain of this filing."""
    page = scene.staff(Role.AUDITOR).open(f"/desk/ledger/?number={scene.facts['number']}")
    scene.facts["ledger_ok"] = bool(page.document.xpath("//*[@data-ledger='ok']"))


def look_up(scene: Scene) -> None:
    """The till asks 5301 on the day the benefit begins, and the day before."""
    begins = date.fromisoformat(scene.facts["effective_on"])
    before = _ask_till(scene, begins - timedelta(days=1))
    if before == "recognised":
        raise WalkStopped("/interface/5301", "生效日之前就查到了待遇")
    scene.facts["lookup"] = _ask_till(scene, begins)


def _ask_till(scene: Scene, on: date) -> str:
    """The person shows the ID card (1101), then their benefits are looked up (5301)."""
    story = scene.story
    shown = {"mdtrt_cert_type": "02", "mdtrt_cert_no": story.id_number, "psn_name": story.name}
    _transact(scene, "1101", {"data": shown}, on)
    answer = _transact(scene, "5301", {"data": {"psn_no": story.psn_no}}, on)
    if answer.infcode:
        scene.facts["till_said"] = answer.err_msg
        return "unknown"
    held = [line["opsp_dise_code"] for line in answer.output.get("feedetail") or []]
    return "recognised" if scene.disease in held else "not_found"


def _transact(scene: Scene, infno: str, given: dict[str, Any], on: date) -> Answer:
    story, till = scene.story, TILLS[scene.story.region]
    at = datetime.now(UTC)  # noqa: TID251  the walker's own clock stamps its messages
    msgid = message_id(institution=till.code, at=at, sequence=secrets.randbelow(10_000))
    sender = Sender(till.code, till.name, story.region, receiver="MTT")
    body = request_body(infno=infno, msgid=msgid, sender=sender, at=at, given=given, insured_at=story.region)
    headers = {"Authorization": f"Bearer {demo_token(till.code)}", "X-Sandbox-Now": on.isoformat()}
    response = scene.browser("till").raw("POST", f"/interface/{infno}", json=body, headers=headers)
    return parse_answer(response.content)
