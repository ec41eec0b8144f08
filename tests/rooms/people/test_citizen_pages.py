"""A citizen's way in, through the pages."""

import re

import pytest
from django.test import Client

from mantetong.domain.identity import id_check_character
from mantetong.people import queries
from mantetong.people.models import Account, StoredCode
from mantetong.policies.operations import load_packs
from mantetong.sandbox.insured import PEOPLE
from tests.rooms.people.conftest import NOON, XIE, a_citizen, a_reviewer, another_than, code_of

pytestmark = pytest.mark.django_db
PHONE = "13900139000"
GUIDE = "/guide/511400/"


def at(minutes=0):
    return {"X-Sandbox-Now": f"2026-03-02T12:{minutes:02d}:00+08:00"}


def words(response):
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode())


def newest_code():
    return StoredCode.objects.latest("id")


def signed_in(client, phone=PHONE, minute=0):
    client.post("/account/login/", {"phone": phone}, headers=at(minute))
    return client.post("/account/code/", {"code": newest_code().code}, headers=at(minute))


@pytest.fixture
def packs():
    load_packs(at=NOON)


def test_the_first_way_in_leads_over_code_name_and_insurance_to_where_one_wanted_to_go(client, registry, packs):
    asked = client.post("/account/login/", {"phone": "139-0013-9000", "next": GUIDE}, headers=at())
    assert asked.url == "/account/code/?next=%2Fguide%2F511400%2F"
    entered = client.post(asked.url, {"code": newest_code().code, "next": GUIDE}, headers=at())
    assert entered.url == "/account/name/?next=%2Fguide%2F511400%2F"
    named = client.post(entered.url, {"name": XIE[0], "id_number": XIE[1], "next": GUIDE}, headers=at())
    assert named.url == "/account/insurance/?next=%2Fguide%2F511400%2F"
    shown = client.get(named.url, headers=at())

    assert "**兰" in words(shown)
    assert "城乡居民基本医疗保险" in words(shown)
    assert f'href="{GUIDE}"' in shown.content.decode()
    assert queries.person_by_id_number(XIE[1]).psn_no == "5114000000000000006301"


def test_who_has_given_a_name_on_this_device_goes_straight_on(client, registry):
    signed_in(client)
    client.post("/account/name/", {"name": XIE[0], "id_number": XIE[1]}, headers=at())
    client.post("/account/logout/", headers=at(4))

    again = signed_in(client, minute=5)

    assert again.url == "/my/"
    assert client.get("/account/family/", headers=at(6)).status_code == 200


@pytest.mark.parametrize("typed", ["", "12345", "010-88886666", "<script>", "1" * 39])
def test_what_is_no_mobile_number_is_explained_and_kept(client, typed):
    response = client.post("/account/login/", {"phone": typed}, headers=at())

    assert response.status_code == 422
    assert "手机号码" in words(response)
    assert "<script>" not in response.content.decode().replace("<script src", "")
    assert not StoredCode.objects.exists()


def test_a_wrong_code_is_told_with_the_tries_left(client):
    client.post("/account/login/", {"phone": PHONE}, headers=at())

    response = client.post("/account/code/", {"code": another_than(newest_code().code)}, headers=at())

    assert response.status_code == 422
    assert "还可以再试4次" in words(response)


def test_too_many_wrong_codes_end_with_the_way_to_a_new_one(client):
    client.post("/account/login/", {"phone": PHONE}, headers=at())
    wrong = another_than(newest_code().code)
    for _ in range(5):
        response = client.post("/account/code/", {"code": wrong}, headers=at())

    assert response.status_code == 429
    assert "重新发送验证码" in words(response)
    assert client.post("/account/code/", {"code": newest_code().code}, headers=at()).status_code == 429


def test_an_expired_code_is_told_and_another_one_works(client):
    client.post("/account/login/", {"phone": PHONE}, headers=at())
    late = client.post("/account/code/", {"code": newest_code().code}, headers=at(11))
    assert (late.status_code, "已经失效" in words(late)) == (422, True)

    client.post("/account/code/", {"again": "1"}, headers=at(11))

    assert client.post("/account/code/", {"code": newest_code().code}, headers=at(12)).status_code == 302


def test_asking_twice_in_a_minute_says_how_long_to_wait(client):
    client.post("/account/login/", {"phone": PHONE}, headers=at())

    again = client.post("/account/login/", {"phone": PHONE}, headers=at())
    resent = client.post("/account/code/", {"again": "1"}, headers=at())

    assert (again.status_code, resent.status_code) == (429, 429)
    assert "60秒后再点一次" in words(again)
    assert PHONE in again.content.decode()
    assert "60秒后再点一次" in words(resent)


def test_the_code_page_without_a_code_leads_back_to_the_telephone(client):
    assert client.get("/account/code/").url.startswith("/account/login/")


def test_another_browser_cannot_use_the_code_somebody_asked_for(client):
    client.post("/account/login/", {"phone": PHONE}, headers=at())

    other = Client().post("/account/code/", {"code": newest_code().code}, headers=at())

    assert other.url.startswith("/account/login/")


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "my"])
def test_nobody_is_led_off_the_site(client, wanted):
    a_citizen(PHONE)
    client.post("/account/login/", {"phone": PHONE, "next": wanted}, headers=at())

    response = client.post("/account/code/", {"code": newest_code().code, "next": wanted}, headers=at())

    assert "evil" not in response.url
    assert "javascript" not in response.url
    assert response.url.startswith("/account/name/?next=%2Fmy%2F")


def test_the_name_page_asks_for_a_telephone_first(client):
    assert client.get("/account/name/").url == "/account/login/?next=%2Faccount%2Fname%2F"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("510199195304172487", "最后一位核对不上"),
        ("510199", "应是18位"),
        ("51019919530230248" + id_check_character("51019919530230248"), "出生日期不对"),
    ],
)
def test_an_id_number_that_cannot_be_is_told_at_the_field_and_kept(client, number, said):
    signed_in(client)

    response = client.post("/account/name/", {"name": XIE[0], "id_number": number}, headers=at())

    assert response.status_code == 422
    assert said in words(response)
    assert number in response.content.decode()
    assert XIE[0] in response.content.decode()


def test_an_id_number_may_be_pasted_in_full_width_and_with_a_small_x(client, registry):
    signed_in(client)

    response = client.post(
        "/account/name/", {"name": f"{XIE[0][0]}　{XIE[0][1:]}", "id_number": "５１０１９９ 19530417 2486"}, headers=at()
    )

    assert response.url.startswith("/account/insurance/")


def test_a_registry_that_is_away_leaves_the_way_to_a_person_open(client, registry_away):
    signed_in(client)

    response = client.post("/account/name/", {"name": XIE[0], "id_number": XIE[1], "next": GUIDE}, headers=at())

    assert response.status_code == 200
    assert "说明情况，交人工受理" in words(response)
    assert f'href="{GUIDE}"' in response.content.decode()
    assert queries.person_of_account(Account.objects.get().pk).name == XIE[0]


def test_somebody_the_registry_does_not_know_is_told_why_and_what_now(client, registry):
    signed_in(client)

    response = client.post("/account/name/", {"name": "谢桂芳", "id_number": XIE[1]}, headers=at())

    assert "没有查到" in words(response)
    assert "医保经办窗口" in words(response)


@pytest.mark.parametrize(
    ("name", "said"),
    [("沈国庆", "您在外地参保"), ("姜彩霞", "您的参保暂停了"), ("魏俊杰", "没有查到您的参保")],
)
def test_an_insurance_that_does_not_serve_is_explained_with_the_way_to_a_person(client, registry, packs, name, said):
    person = next(person for person in PEOPLE if person.name == name)
    signed_in(client)
    named = client.post("/account/name/", {"name": person.name, "id_number": person.id_number}, headers=at())

    shown = words(client.get(named.url, headers=at()))

    assert said in shown
    assert "交人工受理" in shown


def test_a_script_as_a_name_is_only_text(client, registry):
    signed_in(client)

    response = client.post("/account/name/", {"name": "<script>alert(1)</script>", "id_number": "510199"}, headers=at())

    assert "<script>alert" not in response.content.decode()


def test_logging_out_asks_first_and_then_ends_the_session(client):
    signed_in(client)

    assert client.get("/account/logout/").status_code == 200
    client.post("/account/logout/")

    assert client.get("/account/name/").status_code == 302
    assert "login" in client.get("/account/name/").url


def test_signing_in_by_telephone_gives_a_member_of_staff_no_rights_of_the_desk(client):
    account = Account.objects.get(pk=a_reviewer())
    account.phone, account.phone_digest = PHONE, a_citizen(PHONE).phone_digest
    Account.objects.exclude(pk=account.pk).delete()
    account.save()

    signed_in(client)

    assert client.get("/account/name/", headers=at()).status_code == 200
    assert client.get("/desk/login/", headers=at()).status_code == 200


def test_code_and_number_never_stand_in_the_session(client):
    client.post("/account/login/", {"phone": PHONE}, headers=at())

    kept = str(dict(client.session.items()))

    assert PHONE not in kept
    assert code_of(newest_code().pk) not in kept
