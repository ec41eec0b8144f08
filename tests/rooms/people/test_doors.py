"""Doors one signs in at: a portal's code, state and token are believed only when everything fits; one person stays one account."""

from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import jwt
import pytest
from django.test import Client

from mantetong.outside import interface_client, oidc
from mantetong.outside.oidc import DoorAnswerBad
from mantetong.people.models import Account, DoorIdentity, RealName
from mantetong.people.models.accounts import phone_digest
from mantetong.people.operations import AtTheDoor, NotVouchedFor, NumberOfAnother, arrive, check_real_name, leave_by_portal
from mantetong.policies.operations import load_packs
from tests.rooms.people.conftest import NOON, XIE
from tests.rooms.people.wicked_portal import FOREIGN_KEY, SECRET, a_wicked_portal

pytestmark = pytest.mark.django_db(transaction=True)
PORTAL = "/door/511400/portal/"
XIES_NUMBER = "5114000000000000006301"


@pytest.fixture
def portal(registry):
    """Three regions' rules, the pretend portal, and nobody's connection left open."""
    load_packs(at=NOON)
    yield registry
    for gateway in (oidc, interface_client):
        gateway.LINE.close()


def at_the_portal(browser, door=PORTAL, goes_to=""):
    """Set out; the portal's address with what was asked."""
    return browser.get(f"{door}login/", {"next": goes_to} if goes_to else {}).headers["Location"]


def signed_in_there(address, who=XIES_NUMBER):
    """Sign in at the portal; what it sends back in the redirect."""
    answer = httpx.get(f"{address}&as={who}", trust_env=False, timeout=10)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def back(browser, answer):
    return browser.get("/door/back/", answer)


def come_in(browser, door=PORTAL, goes_to="", who=XIES_NUMBER):
    return back(browser, signed_in_there(at_the_portal(browser, door, goes_to), who))


def account_of(browser):
    return Account.objects.get(pk=browser.session["_auth_user_id"])


def test_who_comes_from_the_portal_is_named_strongly_and_goes_on_where_they_wanted(portal):
    browser = Client()

    answer = come_in(browser, goes_to="/apply/511400/start/")

    account = account_of(browser)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/apply/511400/start/")
    assert (account.person.name, account.real_name_level) == (XIE[0], RealName.STRONG)
    assert browser.get("/my/").status_code == 200


def test_the_same_person_is_one_account_through_every_door_and_device(portal):
    first, second, third = Client(), Client(), Client()

    come_in(first)
    come_in(second)
    come_in(third, door="/door/620900/gankuaiban/")

    assert account_of(first) == account_of(second) == account_of(third)
    assert (Account.objects.count(), DoorIdentity.objects.count()) == (1, 1)


def test_who_signed_in_by_telephone_before_keeps_that_account(portal):
    account = Account.objects.create(phone="13900000001", phone_digest=phone_digest("13900000001"), created_at=NOON)
    check_real_name(account_id=account.pk, name=XIE[0], id_number=XIE[1], at=NOON)
    browser = Client()

    come_in(browser)

    assert account_of(browser) == account


def test_a_number_that_is_somebody_elses_here_opens_nothing(portal):
    come_in(Client())
    seen = AtTheDoor("https://other.example", "s2", "罗建国", "320199196111022579", "13800006301")

    with pytest.raises(NumberOfAnother):
        arrive(seen, at=NOON)


@pytest.mark.parametrize("lacking", ["name", "id_number", "phone", "subject"])
def test_a_portal_that_vouches_for_nothing_lets_nobody_in(portal, lacking):
    given = {"issuer": "i", "subject": "s", "name": XIE[0], "id_number": XIE[1], "phone": "13800000001"} | {lacking: ""}

    with pytest.raises(NotVouchedFor):
        arrive(AtTheDoor(**given), at=NOON)


def refused(browser, answer):
    got = back(browser, answer)
    assert "_auth_user_id" not in browser.session
    return got.status_code, got.headers.get("X-Error-Code", "")


def test_an_answer_to_somebody_elses_question_is_refused(portal):
    victim, attacker = Client(), Client()
    at_the_portal(victim)
    stolen = signed_in_there(at_the_portal(attacker))

    assert refused(victim, stolen)[0] == 400


def test_a_code_from_another_journey_is_refused_though_the_state_fits(portal):
    victim, attacker = Client(), Client()
    stolen = signed_in_there(at_the_portal(attacker))
    own = signed_in_there(at_the_portal(victim))

    assert refused(victim, {**own, "code": stolen["code"]})[0] == 400


def test_a_code_is_good_once(portal):
    browser = Client()
    answer = signed_in_there(at_the_portal(browser))
    kept = browser.session["people.door.going"]
    back(browser, answer)
    again = Client()
    at_the_portal(again)
    session = again.session
    session["people.door.going"] = kept
    session.save()

    assert refused(again, answer)[0] == 400


@pytest.mark.parametrize(
    "change",
    [{"iss": "https://wrong.example"}, {"state": ""}, {"code": ""}, {"error": "access_denied", "code": ""}, {"code": "x" * 4000}],
)
def test_an_answer_that_does_not_fit_is_refused_in_words(portal, change):
    browser = Client()
    answer = signed_in_there(at_the_portal(browser))

    got = back(browser, {**answer, **change})

    assert got.status_code == 400
    assert "这次登录没有完成" in got.content.decode()


def test_an_answer_nobody_asked_for_is_refused(portal):
    assert refused(Client(), {"code": "c", "state": "s"})[0] == 400


def with_secret(claims):
    return jwt.encode(claims, SECRET, algorithm="HS256")


def unsigned(claims):
    return jwt.encode(claims, None, algorithm="none")


def by_a_foreign_key(claims):
    return jwt.encode(claims, FOREIGN_KEY, algorithm="RS256", headers={"kid": "k"})


@pytest.mark.parametrize(
    ("changes", "make", "reason"),
    [
        ({}, unsigned, "UNSIGNED"),
        ({}, with_secret, "UNSIGNED"),
        ({}, by_a_foreign_key, "TOKEN"),
        ({}, lambda _claims: "no.token.atall", "TOKEN"),
        ({"iss": "https://wrong.example"}, None, "TOKEN"),
        ({"aud": "another client"}, None, "TOKEN"),
        ({"azp": "another client"}, None, "TOKEN"),
        ({"nonce": "another"}, None, "TOKEN"),
        ({"nonce": None}, None, "TOKEN"),
        ({"exp": 1}, None, "TOKEN"),
        ({"sub": None}, None, "TOKEN"),
    ],
)
def test_a_token_that_proves_nothing_is_refused(changes, make, reason, portal):
    with a_wicked_portal() as wicked:
        journey = oidc.going(region="511400", door="portal", goes_to="/")
        wicked.changes, wicked.make, wicked.nonce = changes, make, journey.nonce

        with pytest.raises(DoorAnswerBad) as found:
            oidc.vouched(wicked.gateway, journey, {"state": journey.state, "code": "c"}, back_to="http://testserver/door/back/")

    assert found.value.reason == reason


def test_the_same_portal_without_wickedness_is_believed(portal):
    with a_wicked_portal() as good:
        journey = oidc.going(region="511400", door="portal", goes_to="/")
        good.nonce = journey.nonce

        who = oidc.vouched(good.gateway, journey, {"state": journey.state, "code": "c"}, back_to="http://testserver/door/back/")

    assert (who.name, who.id_number, who.phone) == ("谢桂兰", "510199195304172486", "13800000001")


def test_a_portal_that_is_away_is_told_in_words_and_the_other_way_in_named(portal, settings):
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"sandbox_url": "http://127.0.0.1:9"})

    got = Client().get(f"{PORTAL}login/")

    assert got.status_code == 502
    assert "手机验证码登录" in got.content.decode()


def test_leaving_ends_both_sessions(portal):
    browser = Client()
    come_in(browser)

    page = browser.post("/door/leave/").content.decode()

    target = page.split('href="http')[1].split('"')[0].replace("&amp;", "&")
    httpx.get(f"http{target}", trust_env=False, timeout=10)
    assert "_auth_user_id" not in browser.session
    assert [one["channel"] for one in portal.state.messages(to=XIES_NUMBER)] == ["portal-logout"]


def test_the_entry_has_cities_the_item_and_a_search(portal):
    browser = Client()

    page = browser.get(PORTAL).content.decode()
    hit = browser.get(PORTAL, {"q": "糖尿病"}).content.decode()
    miss = browser.get(PORTAL, {"q": "<b>驾照"}).content.decode()

    assert "基本医疗保险参保人员享受门诊慢特病病种待遇认定" in page
    assert "眉山市" in page
    assert f"{PORTAL}login/" in hit
    assert f"{PORTAL}login/" not in miss
    assert "&lt;b&gt;驾照" in miss


def test_a_door_that_only_informs_offers_no_application(portal):
    page = Client().get("/door/511300/website/").content.decode()

    assert "/apply/511300/start/" not in page


@pytest.mark.parametrize("address", ["/door/511400/nothing/", "/door/999999/portal/", "/door/511400/web-hall/login/"])
def test_a_door_that_is_not_there_is_not_found(portal, address):
    assert Client().get(address).status_code == 404


def test_nobody_is_sent_to_another_site_afterwards(portal):
    answer = come_in(Client(), goes_to="https://evil.example/")

    assert answer.headers["Location"] == "/apply/511400/start/"


def test_the_question_to_the_portal_carries_pkce_and_fresh_secrets(portal):
    asked = [parse_qs(urlsplit(at_the_portal(Client())).query) for _ in range(2)]

    assert {one["code_challenge_method"][0] for one in asked} == {"S256"}
    assert len({urlencode(one, doseq=True) for one in asked}) == 2
    assert len({one[name][0] for one in asked for name in ("state", "nonce", "code_challenge")}) == 6


LOGOUT = {"http://schemas.openid.net/event/backchannel-logout": {}}


@pytest.mark.parametrize(
    ("changes", "make", "is_believed"),
    [
        ({}, None, True),
        ({"events": {}}, None, False),
        ({"events": None}, None, False),
        ({"nonce": "an id_token has one"}, None, False),
        ({"aud": "another"}, None, False),
        ({"iss": "http://another"}, None, False),
        ({"sub": None}, None, False),
        ({}, lambda claims: jwt.encode(claims, "", algorithm="none"), False),
        ({}, lambda claims: jwt.encode(claims, SECRET, algorithm="HS256"), False),
        ({}, lambda claims: jwt.encode(claims, FOREIGN_KEY, algorithm="RS256", headers={"kid": "k"}), False),
        ({}, lambda _claims: "no token", False),
    ],
)
def test_only_a_true_log_out_token_ends_a_session(changes, make, is_believed):
    with a_wicked_portal() as wicked:
        wicked.nonce, wicked.make = None, make
        wicked.changes = {"events": LOGOUT, "jti": "j1", **changes}
        try:
            told = oidc.logged_out(wicked.gateway, token=wicked.token())
        except DoorAnswerBad:
            told = None
        finally:
            oidc.LINE.close()

    assert (told == ("s1", "")) is is_believed


def test_a_log_out_ends_the_sessions_that_began_at_the_portal_and_no_other(portal):
    here, elsewhere = Client(), Client()
    come_in(here)
    elsewhere.force_login(account_of(here), backend="allauth.account.auth_backends.AuthenticationBackend")
    issuer = DoorIdentity.objects.get().issuer

    ended = [
        leave_by_portal(issuer=issuer, subject=subject, portal_session=session, at=NOON)
        for subject, session in (("nobody", ""), (XIES_NUMBER, "another session"), (XIES_NUMBER, ""))
    ]

    assert ended == [0, 0, 1]
    assert [one.get("/account/").status_code for one in (here, elsewhere)] == [302, 200]


def test_a_forged_log_out_is_answered_so(portal):
    assert Client().post(f"{PORTAL}left/", {"logout_token": "x"}).status_code == 400
