"""Web Push: sealed as RFC 8291 shows it, signed as RFC 8292 asks, and taken by a push service that checks both."""

import threading
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from django.utils import timezone

from mantetong.outside import web_push, webhooks
from mantetong.outside.sms import Sending
from mantetong.outside.web_push import Browser, NotABrowser, application_key, ensure_browser, push_to, sealed
from mantetong.sandbox.server.listening import SandboxServer
from mantetong.sandbox.walk.push_browser import PushBrowser

CONTENT = {"title": "您的办件已受理", "words": "您的办件（尾号0123）已受理。", "path": "/notices/", "tag": "n1"}


@pytest.fixture
def world(tmp_path, settings):
    server = SandboxServer(host="127.0.0.1", port=0, home=tmp_path)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    changed = {"sandbox": True, "sandbox_url": server.url}
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update=changed)
    yield server
    webhooks.LINE.close()
    server.shutdown()
    server.server_close()
    thread.join()


def as_told(browser):
    given = browser.values
    return Browser(given["endpoint"], given["p256dh"], given["auth"])


def pushed(browser, topic="n1", at=None, content=CONTENT):
    return push_to(as_told(browser), content=content, topic=topic, at=at or timezone.now())


def test_a_message_is_sealed_as_the_standard_shows_it():
    """RFC 8291, appendix A."""
    ours = derive_private_key(int.from_bytes(web_push._bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), SECP256R1())
    browser = Browser(
        "",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )

    body = sealed(
        b"When I grow up, I want to be a watermelon", browser=browser, salt=web_push._bytes("DGv6ra1nlYgDCS1FRnbzlw"), ours=ours
    )

    assert web_push._text(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_only_the_browser_opens_what_came_and_a_repeat_takes_its_place(world):
    browser = PushBrowser(world.url, key=application_key())

    done = [pushed(browser) for _ in range(2)]

    assert [one.state for one in done] == [Sending.HANDED_OVER] * 2
    assert browser.received() == [CONTENT]


def test_our_key_stays_the_same(world):
    assert application_key() == application_key()
    assert len(web_push._bytes(application_key())) == 65


def test_a_subscription_that_ended_is_gone(world):
    browser = PushBrowser(world.url, key=application_key())
    browser.leave()

    done = pushed(browser)

    assert (done.state, done.reason, done.may_retry) == (Sending.REFUSED, "GONE", False)


@pytest.mark.parametrize(
    ("case", "reason", "may_retry"),
    [
        ("another key", "PUSH_403", False),
        ("two days ago", "PUSH_403", False),
        ("too long", "PUSH_413", False),
        ("busy", "PUSH_503", True),
    ],
)
def test_what_the_push_service_refuses_is_told_apart(world, case, reason, may_retry):
    browser = PushBrowser(world.url, key="" if case == "another key" else application_key())
    if case == "busy":
        world.state.set_fault(where="push", how="AWAY", times=1, seconds=0)
    at = timezone.now() - timedelta(days=2) if case == "two days ago" else None

    done = pushed(browser, at=at, content=CONTENT | {"words": "字" * 2000} if case == "too long" else CONTENT)

    assert (done.state, done.reason, done.may_retry) == (Sending.REFUSED, reason, may_retry)


def test_no_answer_may_be_asked_again(world):
    browser = PushBrowser(world.url, key=application_key())
    world.state.set_fault(where="push", how="SILENT", times=1, seconds=0)

    done = [pushed(browser).state for _ in range(2)]

    assert done == [Sending.UNKNOWN, Sending.HANDED_OVER]
    assert len(browser.received()) == 1


@pytest.mark.parametrize(
    ("endpoint", "public_key", "auth"),
    [
        ("http://push.example.org/1", None, None),
        ("https://127.0.0.1/1", None, None),
        ("https://169.254.169.254/latest", None, None),
        ("", None, None),
        (None, "bm90IGEgcG9pbnQ", None),
        (None, "长", None),
        (None, None, "c2hvcnQ"),
    ],
)
def test_what_no_browser_gives_is_refused(world, endpoint, public_key, auth):
    good = as_told(PushBrowser(world.url, key=application_key()))
    given = Browser(
        good.endpoint if endpoint is None else endpoint, public_key or good.public_key, good.auth if auth is None else auth
    )

    with pytest.raises(NotABrowser):
        ensure_browser(given)
