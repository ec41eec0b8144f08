"""The official account: a follower is bound once to a proven person, told by template message, and its callbacks must be signed."""

import hashlib
import json
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from mantetong.outside import interface_client, wechat
from mantetong.outside.gateways import SANDBOX_WECHAT_TOKEN, wechat_gateway
from mantetong.outside.oidc import DoorAnswerBad
from mantetong.outside.sms import Sending
from mantetong.people.models import Account, DoorIdentity
from mantetong.people.models.accounts import phone_digest
from mantetong.people.operations import bind_follower, check_real_name
from mantetong.people.queries import follower_of
from mantetong.policies.operations import load_packs
from mantetong.sandbox.server.state import stamp
from mantetong.sandbox.server.wechat import CALLS_A_MINUTE, openid
from mantetong.sandbox.server.wechat_mini import LOGINS_A_MINUTE, mini_openid
from tests.rooms.people.conftest import NOON, XIE

pytestmark = pytest.mark.django_db(transaction=True)
DOOR = "/door/511400/wechat-oa/"
XIES_NUMBER = "5114000000000000006301"


@pytest.fixture
def account(registry):
    """The pretend official account and Meishan's rules."""
    load_packs(at=NOON)
    wechat._tokens.clear()
    yield registry
    for gateway in (wechat, interface_client):
        gateway.LINE.close()
    wechat._tokens.clear()


def a_named_account(phone="13900000001"):
    row = Account.objects.create(phone=phone, phone_digest=phone_digest(phone), created_at=NOON)
    check_real_name(account_id=row.pk, name=XIE[0], id_number=XIE[1], at=NOON)
    return row


def answer_of(browser, who=XIES_NUMBER):
    address = browser.get(f"{DOOR}follow/").headers["Location"].removesuffix("#wechat_redirect")
    said = httpx.get(f"{address}&as={who}", trust_env=False, timeout=10)
    return {name: values[0] for name, values in parse_qs(urlsplit(said.headers["Location"]).query).items()}


def test_a_follower_binds_once_and_is_signed_in_from_then_on(account):
    mine, browser = a_named_account(), Client()
    first = browser.get("/door/wechat/back/", answer_of(browser)).headers["Location"]
    browser.force_login(mine, backend="allauth.account.auth_backends.AuthenticationBackend")
    bound = browser.get(first.split("next=")[1].replace("%2F", "/").replace("%3F", "?").replace("%3D", "=").replace("%253A", ":"))
    later = Client()

    answer = later.get("/door/wechat/back/", answer_of(later))

    assert first.startswith("/account/login/")
    assert bound.status_code == 302
    assert follower_of(account_id=mine.pk, region="511400") == openid(XIES_NUMBER)
    assert (answer.headers["Location"], later.session["_auth_user_id"]) == ("/apply/511400/start/", str(mine.pk))


@pytest.mark.parametrize("change", [{"state": "another"}, {"state": ""}, {"code": "never-given"}])
def test_an_answer_that_does_not_fit_is_refused(account, change):
    browser = Client()

    got = browser.get("/door/wechat/back/", answer_of(browser) | change)

    assert got.status_code == 400
    assert "_auth_user_id" not in browser.session


def test_a_code_is_good_once(account):
    code = answer_of(Client())["code"]
    gateway = wechat_gateway("511400")
    first = wechat.openid_of(gateway, code=code)

    with pytest.raises(DoorAnswerBad):
        wechat.openid_of(gateway, code=code)

    assert first == openid(XIES_NUMBER)


def sent(reference="n1", to=XIES_NUMBER, text_key="DECIDED", at=None):
    return wechat.send_template(
        wechat_gateway("511400"), openid=openid(to), text_key=text_key, title="您的办件已办结", words="请登录查看结果。",
        url="https://example.org/notices/", reference=reference, at=at or timezone.now(),
    )  # fmt: skip


def told(account):
    return [one for one in account.state.messages() if one["channel"] == "wechat"]


def test_a_template_message_arrives_and_a_repeat_of_it_does_not(account):
    states = [sent().state for _ in range(2)]

    assert states == [Sending.HANDED_OVER] * 2
    assert len(told(account)) == 1


def test_one_token_serves_until_it_runs_out_and_a_refused_one_is_asked_for_anew(account):
    sent()
    kept = dict(wechat._tokens)
    sent("n2")
    same = dict(wechat._tokens)
    wechat._tokens["wxsandbox"] = wechat._Token("not a token", timezone.now() + timedelta(hours=1))

    again = sent("n3")

    assert kept == same
    assert again.state is Sending.HANDED_OVER
    assert len(told(account)) == 3


def test_a_token_that_ran_out_there_is_asked_for_anew(account):
    hour = timedelta(hours=1)
    ran_out = {"until": stamp(timezone.now() - hour)}
    account.state.keep_answer(msgid="wechat-token-old", infno="wechat", answer=ran_out, at=timezone.now() - 3 * hour)
    wechat._tokens["wxsandbox"] = wechat._Token("old", timezone.now() + hour)

    assert sent().state is Sending.HANDED_OVER
    assert wechat._tokens["wxsandbox"].text != "old"


def test_who_is_told_too_often_is_refused_with_the_platforms_code_and_may_be_told_later(account):
    for number in range(CALLS_A_MINUTE):
        account.state.keep_message(
            to=openid(XIES_NUMBER), channel="wechat", template=wechat_gateway("511400").template_id("DECIDED"), text="",
            receipt="", reference=str(number), at=timezone.now(),
        )  # fmt: skip

    done = sent()

    assert (done.state, done.reason, done.may_retry) == (Sending.REFUSED, "WECHAT_45009", True)


def test_who_opens_the_mini_program_without_end_is_asked_to_wait_in_words(account):
    minute = f"mini-login-{mini_openid(XIES_NUMBER)}"
    for offset in range(2):  # this minute and the next
        at = timezone.now() + timedelta(minutes=offset)
        for number in range(LOGINS_A_MINUTE):
            account.state.note_nonce(f"{minute}-{at:%Y%m%d%H%M}-{number}", at=at)

    answer = Client(headers=WEB_VIEW).get(MINI, {"code": a_code(account)})

    assert answer.status_code in (400, 502)
    assert "登录" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "reason", "may_retry"),
    [({"to": "0" * 22}, "GONE", False), ({"text_key": "NO_SUCH"}, "WECHAT_40037", False)],
)
def test_a_refusal_carries_the_platforms_code(account, given, reason, may_retry):
    done = sent(**given)

    assert (done.state, done.reason, done.may_retry) == (Sending.REFUSED, reason, may_retry)


def test_who_has_left_is_gone(account):
    httpx.get(f"{account.url}/wechat/leave", params={"openid": openid(XIES_NUMBER)}, trust_env=False, timeout=10)

    assert sent().reason == "GONE"


def test_no_answer_is_no_answer(account):
    account.state.set_fault(where="wechat", how="AWAY", times=1, seconds=0)

    assert sent().state is Sending.UNKNOWN


def signed(stamp=None, nonce="n", token=SANDBOX_WECHAT_TOKEN):
    stamp = str(int(time.time()) if stamp is None else stamp)
    signature = hashlib.sha1("".join(sorted([token, stamp, nonce])).encode()).hexdigest()  # noqa: S324  the platform's own rule
    return {"signature": signature, "timestamp": stamp, "nonce": nonce, "echostr": "hello"}


@pytest.mark.parametrize(
    ("called", "status"),
    [
        (signed, 200),
        (lambda: signed(token="another"), 403),
        (lambda: signed(stamp=int(time.time()) - 3600), 403),
        (lambda: signed() | {"timestamp": "9" * 30}, 403),
        (lambda: signed() | {"nonce": "changed"}, 403),
        (dict, 403),
    ],
    ids=["genuine", "forged", "old", "strange", "changed", "bare"],
)
def test_a_callback_must_be_signed_and_fresh(account, called, status):
    answer = Client().get("/door/wechat/511400/callback/", called())

    assert answer.status_code == status
    assert (answer.content == b"hello") is (status == 200)


def test_another_follower_of_the_same_person_takes_the_place_of_the_first(account):
    mine = a_named_account()

    for name in ("o1", "o2"):
        bind_follower(account_id=mine.pk, region="511400", openid=name, at=NOON)

    assert DoorIdentity.objects.count() == 1
    assert follower_of(account_id=mine.pk, region="511400") == "o2"
    assert follower_of(account_id=mine.pk, region="511300") == ""


MINI = "/door/511300/wechat-mini/mini/"
WEB_VIEW = {"User-Agent": "Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0.49 miniProgram/wxsandboxmini"}


def a_code(account, who=XIES_NUMBER):
    return httpx.get(f"{account.url}/wechat-mini/phone/login", params={"as": who}, trust_env=False, timeout=10).json()["code"]


def test_whoever_opens_the_mini_program_binds_once_and_is_signed_in_from_then_on(account):
    mine, first, later = a_named_account(), Client(headers=WEB_VIEW), Client(headers=WEB_VIEW)
    sent_to = first.get(MINI, {"code": a_code(account)}).headers["Location"]
    first.force_login(mine, backend="allauth.account.auth_backends.AuthenticationBackend")
    first.get("/door/wechat/bind/", {"next": "/apply/511300/start/"})

    answer = later.get(MINI, {"code": a_code(account), "next": "/notices/"})

    assert sent_to.startswith("/account/login/")
    assert follower_of(account_id=mine.pk, region="511300", kind="wechat-mini") == mini_openid(XIES_NUMBER)
    assert follower_of(account_id=mine.pk, region="511300") == ""
    assert (answer.headers["Location"], later.session["_auth_user_id"]) == ("/notices/", str(mine.pk))


@pytest.mark.parametrize("case", ["ordinary browser", "used", "made up", "none"])
def test_a_code_of_the_mini_program_is_good_once_and_only_there(account, case):
    mine, code = a_named_account(), a_code(account)
    bind_follower(account_id=mine.pk, region="511300", openid=mini_openid(XIES_NUMBER), at=NOON, kind="wechat-mini")
    browser = Client(headers={} if case == "ordinary browser" else WEB_VIEW)
    if case == "used":
        Client(headers=WEB_VIEW).get(MINI, {"code": code})

    answer = browser.get(MINI, {"code": {"made up": "x", "none": ""}.get(case, code)})

    assert answer.status_code == 400
    assert "_auth_user_id" not in browser.session


def test_the_same_person_through_both_doors_of_wechat_is_one_account(account):
    mine = a_named_account()

    for kind, name in (("wechat-oa", "o1"), ("wechat-mini", "m1")):
        bind_follower(account_id=mine.pk, region="511300", openid=name, at=NOON, kind=kind)

    assert DoorIdentity.objects.filter(account=mine).count() == 2


@pytest.mark.parametrize(
    ("page", "tap", "query", "shown"),
    [
        ("tell", "accept", {}, {"again": False, "went": ["/pages/web/web"]}),
        ("tell", "reject", {"again": "1"}, {"again": True, "went": ["back"]}),
        ("tell", "never", {}, {"again": False, "went": ["/pages/web/web"]}),
        ("web", "", {"to": "%2Fnotices%2F"}, {"failed": False, "went": []}),
    ],
)
def test_the_shell_asks_with_a_tap_and_opens_our_pages_signed_in(account, live_server, page, tap, query, shown):
    """The mini-program's own files, run by node with a pretend wx."""
    command = ["node", str(Path(__file__).with_name("mini_shell.cjs")), account.url, live_server.url, XIES_NUMBER]
    run = subprocess.run([*command, tap, page, json.dumps(query)], capture_output=True, text=True, timeout=60, check=True)
    said = json.loads(run.stdout)
    agreed = apps.get_model("notice.Agreed").objects.order_by("text_key").values_list("text_key", "left")

    assert shown.items() <= said.items()
    assert list(agreed) == ([("ACCEPTED", 1), ("DECIDED", 1), ("SUPPLEMENT", 1)] if tap == "accept" else [])
    if page == "web":
        assert said["address"].startswith(f"{live_server.url}{MINI}?code=")
        assert said["address"].endswith("&next=%2Fnotices%2F")
