"""The stretches of road that all three regions share. Who decides is what differs."""

import re
import secrets
from datetime import UTC, date, datetime

import httpx

from mantetong.outside.envelope import Sender, message_id, parse_answer, request_body
from mantetong.sandbox.demo_logins import demo_token
from mantetong.sandbox.walk.story import HELD_BACK, PAPERS, SLOTS_FOR, TILLS
from tests.journeys.people import PHONE

REMARK = "经核对出院记录、诊断证明和检验报告，诊断明确，需要长期门诊治疗，符合认定标准。"
READ_WITHIN = 240.0  # seconds; one reading process for everybody
FIRST_PAPERS = tuple(paper for paper in PAPERS if paper != HELD_BACK)


def apply(citizen):
    """From the guide to the receipt, one page held back; number, query code and what is said of the due date."""
    fill(citizen)
    return sign_and_submit(citizen)


def fill(citizen):
    """From the guide to the papers, one page held back."""
    region = citizen.story.region
    citizen.open(f"/guide/{region}/")
    citizen.page.locator(f"main a[href*='/apply/{region}/start/']").first.click()
    citizen.look().sign_in().answer_questions().upload(*FIRST_PAPERS)


def sign_and_submit(citizen):
    """From the papers to the receipt."""
    citizen.press("继续").sign()
    if citizen.path.endswith("/form/"):
        citizen.press("继续")
    for name in ("anyway", "pledge"):
        citizen.tick(name)
    citizen.press("提交申请")
    return citizen.marked("data-number"), citizen.marked("data-query-code"), citizen.marked("data-due")


def ask_once(reviewer, number):
    """Claim, see papers beside criteria, ask for the page held back."""
    reviewer.open_line("/desk/list/unclaimed/", number)
    reviewer.press("领取办理")
    assert reviewer.page.locator("#rv-papers svg image").count() == 1, "no paper is shown"
    assert reviewer.page.locator("#rv-criteria li").count() > 0, "no criterion is shown"
    desk = reviewer.page.url
    reviewer.page.locator("main a[href*='/supplement/']").first.click()
    reviewer.look()
    boxes = reviewer.page.locator("input[name=item]:checked")
    while boxes.count():
        boxes.first.uncheck(force=True)
    wanted = [f"input[name=item][value$=':SLOT:{slot}']" for slot in SLOTS_FOR[HELD_BACK]]
    reviewer.page.locator(next(one for one in wanted if reviewer.page.locator(one).count())).first.check(force=True)
    reviewer.press("发送补正通知").without_waiting()
    return desk


def answer_in_the_slot(citizen):
    """The applicant is told, opens the notice, puts the page into its place and hands it back."""
    citizen.until("补正短信", lambda: any("补充材料" in one["text"] for one in citizen.telephone.messages()))
    citizen.page.goto(f"{citizen.house.server}/my/")
    citizen.look().press("查看详情").press("去补正").upload(HELD_BACK)
    citizen.press("先看一遍").press("确认交回")


def pass_on(reviewer, desk):
    """The reviewer waits until the new page is read, and passes the case on."""

    def came_back():
        reviewer.page.goto(desk)
        return reviewer.page.locator("form[action*='/pass-on/']").count() and not reviewer.says("正在识读")

    reviewer.until("交回并识读过的办件", came_back, patience=READ_WITHIN)
    assert reviewer.page.locator("#rv-papers", has_text="补正").count(), "the new paper is not marked as new"
    reviewer.look()
    reviewer.page.locator("form[action*='/pass-on/'] button").click()
    return reviewer.look()


def vote(people, number, *, region="511300"):
    """Every expert who was drawn reads on a telephone and gives an opinion."""
    experts = [people.staff(f"expert{place}-{region}", PHONE) for place in range(1, 5)]

    experts[0].until("抽取专家", lambda: any(_has_line(one, number) for one in experts))
    for expert in (one for one in experts if _has_line(one, number)):  # asked again each time: enough votes end it
        expert.open_line("/desk/panel/", number).decide(words=REMARK, field="reason")


def _has_line(expert, number):
    expert.page.goto(f"{expert.house.server}/desk/panel/")
    return expert.page.locator("main section", has_text=number).locator("a").count()


def confirm_if_asked(supervisor, number):
    """The second signature, where the pack asks for one."""
    supervisor.open("/desk/confirm/")
    line = supervisor.page.locator("main section", has_text=number).locator("a")
    if line.count():
        line.first.click()
        supervisor.look().press("复核确认")


def read_decision(citizen):
    """The applicant reads the decision and opens the certificate; its token."""

    def decided():
        citizen.page.goto(f"{citizen.house.server}/my/")
        citizen.page.locator("main a", has_text="查看详情").first.click()
        return citizen.says("查看认定结果")

    citizen.until("认定结果", decided)
    citizen.look().press("查看认定结果")
    assert citizen.says("予以认定")
    decision = citizen.page.url
    citizen.until("电子凭证", lambda: citizen.page.goto(decision) and _opens_wallet(citizen))
    return re.search(r"/v/([\w-]{12,})", citizen.look().page.locator("main").inner_html())[1]


def _opens_wallet(citizen):
    link = citizen.page.locator("main a", has_text="看电子凭证")
    if not link.count():
        return False
    link.click()
    return citizen.page.locator("main a[href*='/v/']").count()


def effective_day(citizen):
    """The first day in force as the wallet says it."""
    found = re.search(r"生效日期\s*(\d{4})年(\d{1,2})月(\d{1,2})日", citizen.page.locator("main").inner_text())
    return date(*(int(part) for part in found.groups()))


def verify_publicly(anybody, story, token):
    """Masked name, days and state; the illness only as same or not the same."""
    anybody.open(f"/v/{token}")
    assert not anybody.says(story.name)
    assert anybody.says(story.name[-1])
    assert not anybody.says(story.disease)
    anybody.page.fill("input[name=disease]", story.disease)
    anybody.press("核对")
    assert anybody.says("与所示凭证一致")


def see_progress(anybody, number, query_code, illness):
    """Stage and next step without login, and no illness."""
    anybody.open("/progress/")
    anybody.page.fill("input[name=number]", number)
    anybody.page.fill("input[name=query_code]", query_code)
    anybody.press("查询")
    assert anybody.says(number)
    assert not anybody.says(illness)


def look_up(house, story, *, on, token=None):
    """5301 as a hospital asks on that day: the envelope's number and the codes of the benefits held."""
    till, at = TILLS[story.region], datetime.now(UTC)  # noqa: TID251  a hospital's own clock stamps its messages
    msgid = message_id(institution=till.code, at=at, sequence=secrets.randbelow(10_000))
    sender = Sender(till.code, till.name, story.region, receiver="MTT")
    given = {"data": {"psn_no": story.psn_no}}
    body = request_body(infno="5301", msgid=msgid, sender=sender, at=at, given=given, insured_at=story.region)
    headers = {"Authorization": f"Bearer {token or demo_token(till.code)}", "X-Sandbox-Now": on.isoformat()}
    shown = request_body(
        infno="1101",
        msgid=f"{msgid[:-1]}{(int(msgid[-1]) + 1) % 10}",
        sender=sender,
        at=at,
        given={"data": {"mdtrt_cert_type": "02", "mdtrt_cert_no": story.id_number, "psn_name": story.name}},
    )
    httpx.post(f"{house.server}/interface/1101", json=shown, headers=headers, timeout=20, trust_env=False)
    response = httpx.post(f"{house.server}/interface/5301", json=body, headers=headers, timeout=20, trust_env=False)
    answer = parse_answer(response.content)
    return answer.infcode, [line["opsp_dise_code"] for line in answer.output.get("feedetail") or []]
