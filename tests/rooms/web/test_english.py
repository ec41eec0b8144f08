"""Whoever chooses English reads English on every citizen page; nobody gets it unasked, and the desk and papers stay Chinese."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.people.models import Account
from mantetong.recognition.operations import make_certificate
from tests.factories import MONDAY, a_reviewer, a_submitted_filing, as_applicant
from tests.journeys.bad_input import at_desk, at_home
from tests.rooms.apply.homes import page, ready_draft
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.materials.conftest import documents  # noqa: F401  a fixture
from tests.rooms.review.factories import a_filing_sent_back
from tests.rooms.web.english import chinese_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r"""(?:href|hx-get)=["'](/[^"'#]+)["']""")
NOT_READ = re.compile(r"logout|\.(json|pdf|xlsx|zip|jpg|css|js|svg|webmanifest)|sandbox|gallery|^/desk|^/static")
KEYS = re.compile(r"/[A-Za-z0-9_-]{12,}(?=/|$)")
QUESTIONS = ("told", "disease", "hospital", "summary", "contact", "insurance")
STEPS = (*(f"q/{one}" for one in QUESTIONS), "list", "papers", "form", "check", "links", "sign", "sign/voice", "sign/counter")
ALONE = (
    "/account/family/add/", "/account/living/620900/", "/account/living/620900/register/", "/account/data/correction/",
    "/account/data/closing/", "/account/devices/", "/account/phone/", "/photo/", "/guide/511400/check/", "/figures/",
)  # fmt: skip
PUBLIC = (
    "/",
    "/guide/511300/",
    "/account/login/",
    "/account/closed/",
    "/progress/",
    "/notices/genuine/",
    "/figures/",
    "/offline/",
)


def an_applicant_with_a_draft():
    filing, _by, home = ready_draft()
    return home, ("/", "/my/", "/account/", *(page(filing, step) for step in STEPS), *ALONE)


def an_applicant_who_waits():
    filing, by = a_submitted_filing()
    return at_home(by), ("/my/", f"/my/{filing.reference}/", f"/my/{filing.reference}/questions/", "/notices/")


def an_applicant_asked_for_papers():
    filing, _reviewer, by = a_filing_sent_back()
    ways = ("", "more-time/", "waiting/")
    return at_home(by), (f"/my/{filing.reference}/timeline/", *(f"/supplement/{filing.reference}/{way}" for way in ways))


def an_applicant_told(outcome, answer):
    case = a_decided_case(outcome, answer=answer)
    if outcome is Outcome.RECOGNISED:
        make_certificate(case_id=case.pk, at=MONDAY + timedelta(days=1))
    return at_home(as_applicant(case.filing.account)), (
        f"/decision/{case.reference}/", f"/my/{case.filing.reference}/", "/certificates/", f"/rating/{case.reference}/",
    )  # fmt: skip


SCENES = {
    "nobody": lambda: (a_submitted_filing() and Client(), PUBLIC),
    "draft": an_applicant_with_a_draft,
    "waiting": an_applicant_who_waits,
    "asked": an_applicant_asked_for_papers,
    "refused": lambda: an_applicant_told(Outcome.NOT_RECOGNISED, Answer.NOT_MET),
    "undetermined": lambda: an_applicant_told(Outcome.UNDETERMINED, Answer.CANNOT_TELL),
    "recognised": lambda: an_applicant_told(Outcome.RECOGNISED, Answer.MET),
}


def read_in_english(client, ahead, *, most=45):
    """Pages read, each shape of address once, and the Chinese found on them."""
    client.cookies["language"] = "en"
    ahead, seen, found = list(ahead), set(), {}
    while ahead and len(seen) < most:
        path = ahead.pop(0)
        shape = KEYS.sub("/*", path.partition("?")[0])
        if shape in seen:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        seen.add(shape)
        html = answer.content.decode()
        if left := chinese_in(html):
            found[path] = left
        ahead += sorted({one.replace("&amp;", "&") for one in LINK.findall(html) if not NOT_READ.search(one)})
    return seen, found


@pytest.mark.parametrize("scene", SCENES)
def test_a_page_in_english_holds_no_chinese_but_names_and_the_regions_own_words(scene, documents):  # noqa: F811
    client, start = SCENES[scene]()

    seen, found = read_in_english(client, start)

    assert found == {}
    assert len(seen) >= min(len(start), 4), "hardly anything was read"


def test_what_is_wrong_with_an_answer_is_told_in_english():
    client = Client()
    client.cookies["language"] = "en"

    answer = client.post("/account/login/", {"phone": "12345"})

    assert answer.status_code == 422
    assert chinese_in(answer.content.decode()) == set()
    assert "mobile number" in answer.content.decode()


def test_a_browser_left_on_english_still_gets_chinese():
    answer = Client(headers={"Accept-Language": "en-US,en;q=0.9"}).get("/account/login/")

    assert answer["Content-Language"] == "zh-CN"
    assert "用手机号码登录" in answer.content.decode()


def test_the_language_chosen_comes_along_to_another_device():
    _filing, by = a_submitted_filing()
    home = at_home(by)

    home.post("/view/", {"language": "en", "next": "/my/"})
    home.post("/view/", {"language": "klingon", "next": "/my/"})

    assert Account.objects.get(pk=by.account_id).look["language"] == "en"
    assert "My cases" in at_home(by).get("/my/").content.decode()


def test_the_desk_speaks_chinese_whatever_was_chosen():
    a_submitted_filing()
    desk = at_desk(a_reviewer())
    desk.cookies["language"] = "en"

    answer = desk.get("/desk/")

    assert answer["Content-Language"] == "zh-CN"
    assert "慢特通工作台" in answer.content.decode()
