"""Told through a door: one message per tap in the mini-program, pushes to the browser that allowed them."""

from datetime import timedelta

import httpx
import pytest
from django.test import Client
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.notice import operations, queries
from mantetong.notice.models import Agreed, Channel, Notice, NoticeState, PushBrowser
from mantetong.outside import interface_client, wechat
from mantetong.outside.gateways import wechat_mini_gateway
from mantetong.outside.web_push import Browser, application_key
from mantetong.outside.wechat_mini import Subscribed, send_subscribed
from mantetong.people.operations import bind_follower
from mantetong.sandbox.server.wechat_mini import mini_openid
from mantetong.sandbox.walk.push_browser import PushBrowser as APushBrowser
from tests.rooms.notice.factories import AT, PHONE, a_citizen, a_policy_version, a_submitted_filing

pytestmark = pytest.mark.django_db(transaction=True)
WHO = "5114000000000000006301"
MINI = "/door/511300/wechat-mini/mini/"


@pytest.fixture
def phone(world):
    """Somebody's telephone: wx.login and the tap."""
    wechat._tokens.clear()
    a_policy_version("511300")

    def act(name, **more):
        return httpx.get(f"{world.url}/wechat-mini/phone/{name}", params={"as": WHO, **more}, trust_env=False, timeout=5).json()

    yield act
    wechat._tokens.clear()
    for gateway in (wechat, interface_client):
        gateway.LINE.close()


def tapped(phone, tap="accept"):
    """One tap, and what the shell reports of it."""
    asks = Client().get(f"{MINI}asks.json").json()["templates"]
    answers = phone("tap", templates=",".join(asks), tap=tap)
    body = {**answers, "code": phone("login")["code"]}
    return Client().post(f"{MINI}agreed/", body, content_type="application/json")


def in_the_mini_program(phone=PHONE):
    account = a_citizen(phone=phone, psn_no=WHO)
    bind_follower(account_id=account.pk, region="511300", openid=mini_openid(WHO), at=AT, kind="wechat-mini")
    return account


def told(account, region="511300", event=Event.DECIDE):
    filing = a_submitted_filing(account, region=region, number=f"{region}202607010000123")
    operations.tell(event=event, filing_id=filing.pk, key="k", at=timezone.now(), ordinal=1)
    return filing


def channels(filing):
    return sorted(card.channel for card in queries.notices_of(filing_id=filing.pk))


def state_of(channel):
    return Notice.objects.get(channel=channel).state


def drained(times=1):
    for _ in range(times):
        operations.drain(at=timezone.now())


def test_each_tap_is_good_for_one_message_and_the_next_goes_by_short_message_nc18(world, phone):
    account = in_the_mini_program()
    tapped(phone)

    filing = told(account)
    drained()
    first = channels(filing)
    operations.tell(event=Event.DECIDE, filing_id=filing.pk, key="again", at=timezone.now(), ordinal=1)

    assert first == [Channel.INBOX, Channel.WECHAT_MINI]
    assert channels(filing) == sorted([*first, Channel.INBOX, Channel.SMS])
    assert [one["text"] for one in world.outbox(to=mini_openid(WHO))] == ["您的办件已办结 0123-1 请打开小程序查看"]


@pytest.mark.parametrize("tap", ["reject", "ban"])
def test_who_says_no_is_told_by_short_message_first(world, phone, tap):
    account = in_the_mini_program()

    answer = tapped(phone, tap)

    assert answer.json() == {"agreed": 0}
    assert channels(told(account)) == [Channel.INBOX, Channel.SMS]


def test_an_agreement_the_platform_knows_nothing_of_is_followed_by_a_short_message(world, phone):
    account = in_the_mini_program()
    operations.note_agreed(region="511300", openid=mini_openid(WHO), text_keys=frozenset({"DECIDED"}))

    filing = told(account)
    drained(2)

    assert channels(filing) == [Channel.INBOX, Channel.SMS, Channel.WECHAT_MINI]
    assert Agreed.objects.get(text_key="DECIDED").left == 0
    assert len(world.outbox(to=PHONE)) == 1


def test_a_message_whose_answer_was_lost_is_never_sent_twice(world, phone):
    account = in_the_mini_program()
    tapped(phone), tapped(phone)
    wechat.access_token(wechat_mini_gateway("511300"), timezone.now(), is_refused=False)
    world.fault("wechat-mini", "SILENT")

    filing = told(account)
    drained(3)

    assert state_of(Channel.WECHAT_MINI) == NoticeState.FAILED
    assert channels(filing) == [Channel.INBOX, Channel.SMS, Channel.WECHAT_MINI]
    assert len(world.outbox(to=mini_openid(WHO))) == len(world.outbox(to=PHONE)) == 1


def test_a_worker_killed_before_the_answer_leaves_it_to_the_short_message(world, phone):
    account = in_the_mini_program()
    tapped(phone), tapped(phone)
    told(account)
    Notice.objects.filter(channel=Channel.WECHAT_MINI).update(state=NoticeState.UNKNOWN, tried_at=timezone.now())

    drained(2)

    assert world.outbox(to=mini_openid(WHO)) == []
    assert len(world.outbox(to=PHONE)) == 1


def test_a_platform_that_is_away_is_tried_again(world, phone):
    account = in_the_mini_program()
    tapped(phone)
    world.fault("wechat-mini", "AWAY")
    told(account)

    drained()
    Notice.objects.exclude(due_at=None).update(due_at=timezone.now())
    drained()

    assert state_of(Channel.WECHAT_MINI) == NoticeState.HANDED_OVER


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"openid": "nobody"}, "GONE"),
        ({"text_key": "NO_SUCH"}, "WECHAT_40037"),
        ({"page": "https://example.org/"}, "WECHAT_41030"),
        ({"tail": "尾号"}, "WECHAT_47003"),
        ({"text_key": "EXPIRING"}, "GONE"),
    ],
)
def test_the_platforms_own_refusals(world, phone, change, reason):
    given = {"openid": mini_openid(WHO), "text_key": "DECIDED", "tail": "0123-1", "page": "pages/web/web", **change}
    message = Subscribed(given["text_key"], "您的办件已办结", given["tail"], given["page"])

    done = send_subscribed(wechat_mini_gateway("511300"), openid=given["openid"], message=message, at=timezone.now())

    assert (done.reason, done.may_retry) == (reason, False)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"code": "made up"}', b"{" * 5000])
def test_a_report_without_a_good_code_changes_nothing(world, phone, body):
    answer = Client().post(f"{MINI}agreed/", body, content_type="application/json")

    assert answer.status_code == 400
    assert not Agreed.objects.exists()


def as_told(browser):
    return Browser(browser.values["endpoint"], browser.values["p256dh"], browser.values["auth"])


def signed_in(account):
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_browser_that_was_allowed_is_pushed_to_and_can_be_left_again(world):
    account, browser = a_citizen(psn_no=WHO), APushBrowser(world.url, key=application_key())
    client = signed_in(account)

    kept = client.post("/notices/push/", browser.values)
    filing = told(account)
    drained()
    client.post("/notices/push/off/")

    assert kept.status_code == 302
    assert channels(filing) == [Channel.INBOX, Channel.PUSH]
    assert [(one["title"], one["words"], one["path"]) for one in browser.received()] == [
        ("您的办件已办结", "您的办件（尾号0123-1）已办结，请登录查看结果。", "/notices/")
    ]
    assert not PushBrowser.objects.exists()


def test_where_the_region_does_not_tell_through_the_app_a_push_comes_beside_the_short_message(world):
    account, browser = a_citizen(psn_no=WHO), APushBrowser(world.url, key=application_key())
    operations.keep_browser(as_told(browser), account_id=account.pk, at=AT)

    filing = told(account, region="511400")
    drained()

    assert channels(filing) == [Channel.INBOX, Channel.PUSH, Channel.SMS]
    assert len(browser.received()) == len(world.outbox(to=PHONE)) == 1


def test_a_subscription_that_is_gone_is_forgotten_and_a_short_message_follows(world):
    account, browser = a_citizen(psn_no=WHO), APushBrowser(world.url, key=application_key())
    operations.keep_browser(as_told(browser), account_id=account.pk, at=AT)
    browser.leave()

    filing = told(account)
    drained(2)

    assert channels(filing) == [Channel.INBOX, Channel.PUSH, Channel.SMS]
    assert len(world.outbox(to=PHONE)) == 1
    assert not PushBrowser.objects.exists()


def test_the_browser_allowed_last_is_pushed_to_and_somebody_else_on_it_takes_it_over(world):
    account, other = a_citizen(psn_no=WHO), a_citizen(phone="13800000002", psn_no="5114000000000000006302")
    browsers = [APushBrowser(world.url, key=application_key()) for _ in range(2)]
    for days, browser in enumerate(browsers):
        operations.keep_browser(as_told(browser), account_id=account.pk, at=AT + timedelta(days=days))
    operations.keep_browser(as_told(browsers[1]), account_id=other.pk, at=AT + timedelta(days=3))

    told(account)
    drained()

    assert [len(one.received()) for one in browsers] == [1, 0]


def test_an_address_that_no_push_may_go_to_is_refused_in_plain_words(world):
    client = signed_in(a_citizen(psn_no=WHO))

    answer = client.post("/notices/push/", {"endpoint": "http://127.0.0.1/x", "p256dh": "x", "auth": "y"})

    assert answer.status_code == 422
    assert "短信照常会发" in answer.content.decode()


def test_the_panel_offers_what_this_browser_can(world):
    client = signed_in(a_citizen(psn_no=WHO))

    plain = client.get("/notices/ways/").content.decode()
    mini = client.get("/notices/ways/", headers={"User-Agent": "MicroMessenger/8.0 miniProgram/wx1"}).content.decode()

    assert f'data-push="{application_key()}"' in plain
    assert "返回上一步" in plain
    assert "data-mini-page" not in plain
    assert ("data-mini-page" in mini, "data-push=" in mini) == (True, False)
