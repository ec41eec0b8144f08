"""The desk's door: password, then a second factor, always."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client
from django.utils import timezone

from mantetong.people.hashers import SandboxScrypt
from mantetong.people.models import StaffPost
from tests.rooms.people.conftest import SECRET, a_reviewer
from tests.rooms.people.test_citizen_pages import words

pytestmark = pytest.mark.django_db
RIGHT = {"username": "shen", "password": "right-password"}


@pytest.fixture
def reviewer():
    return a_reviewer(at=timezone.now())


def shown_code(steps=0):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def test_password_and_second_factor_together_open_the_desk(client, reviewer):
    first = client.post("/desk/login/", {**RIGHT, "next": "/desk/work/"})
    assert first.url == "/desk/totp/"
    second = client.post("/desk/totp/", {"code": shown_code()})

    assert second.url == "/desk/work/"
    assert client.get("/desk/login/").url == "/desk/"


def test_a_password_alone_opens_nothing(client, reviewer):
    client.post("/desk/login/", RIGHT)

    assert client.get("/desk/login/").status_code == 200
    assert client.get("/account/name/").status_code == 302


@pytest.mark.parametrize("given", [{"password": "wrong"}, {"username": "nobody"}, {"password": "right-password "}])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client, reviewer, given):
    response = client.post("/desk/login/", {**RIGHT, **given})

    assert response.status_code == 422
    assert "用户名或密码不对" in words(response)


def test_guessing_passwords_is_stopped_even_for_the_right_one(client, reviewer):
    for _ in range(10):
        client.post("/desk/login/", {**RIGHT, "password": "wrong"})

    response = client.post("/desk/login/", RIGHT)

    assert response.status_code == 429
    assert "15分钟" in words(response)


def test_a_post_that_has_ended_opens_no_door(client, reviewer):
    StaffPost.objects.update(from_on="2020-01-01", until_on="2020-12-31")

    response = client.post("/desk/login/", RIGHT)

    assert response.status_code == 403
    assert "没有在任的岗位" in words(response)


def test_a_post_that_ends_takes_the_rights_from_a_running_session(client, reviewer):
    client.post("/desk/login/", RIGHT)
    client.post("/desk/totp/", {"code": shown_code()})

    StaffPost.objects.update(from_on="2020-01-01", until_on="2020-12-31")

    assert client.get("/desk/login/").status_code == 200


def test_staff_without_an_authenticator_cannot_enter(client, reviewer):
    Authenticator.objects.all().delete()

    response = client.post("/desk/login/", RIGHT)

    assert response.status_code == 403
    assert "动态口令" in words(response)


def test_a_wrong_second_factor_is_told_and_may_be_tried_again(client, reviewer):
    client.post("/desk/login/", RIGHT)

    wrong = client.post("/desk/totp/", {"code": "000000" if shown_code() != "000000" else "000001"})

    assert (wrong.status_code, "动态口令不对" in words(wrong)) == (422, True)
    assert client.post("/desk/totp/", {"code": shown_code()}).status_code == 302


def test_a_second_factor_opens_the_door_once(client, reviewer):
    code = shown_code()
    client.post("/desk/login/", RIGHT)
    client.post("/desk/totp/", {"code": code})
    other = Client()
    other.post("/desk/login/", RIGHT)

    again = other.post("/desk/totp/", {"code": code})

    assert (again.status_code, "已经用过一次" in words(again)) == (422, True)


def test_guessing_second_factors_is_stopped(client, reviewer):
    client.post("/desk/login/", RIGHT)
    wrong = "000000" if shown_code() != "000000" else "000001"
    for _ in range(10):
        client.post("/desk/totp/", {"code": wrong})

    assert client.post("/desk/totp/", {"code": shown_code()}).status_code == 429


def test_the_second_page_without_the_first_leads_back(client):
    assert client.get("/desk/totp/").url == "/desk/login/"


def test_the_secret_of_the_second_factor_is_not_stored_in_plain(reviewer):
    assert SECRET not in str(Authenticator.objects.get().data)


def test_leaving_the_desk_leads_to_its_door(client, reviewer):
    client.post("/desk/login/", RIGHT)
    client.post("/desk/totp/", {"code": shown_code()})

    assert client.post("/account/logout/").url == "/desk/login/"


def test_a_request_without_its_cross_site_token_is_refused(reviewer):
    assert Client(enforce_csrf_checks=True).post("/desk/login/", RIGHT).status_code == 403


def test_a_password_hashed_in_the_sandbox_is_hashed_anew_elsewhere():
    quick, full = SandboxScrypt(), ScryptPasswordHasher()

    encoded = quick.encode("right-password", quick.salt())

    assert full.verify("right-password", encoded)
    assert full.must_update(encoded)


@pytest.mark.parametrize("answer", ["", "no json", "[]", "{}", '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}'])
def test_nonsense_instead_of_a_passkey_opens_nothing_and_is_answered(client, reviewer, answer):
    client.post("/desk/login/", RIGHT)

    response = client.post("/desk/totp/", {"credential": answer}, headers={"host": "localhost"})

    assert response.status_code == 422
    assert client.get("/desk/").status_code == 302


def test_guessing_with_passkeys_is_stopped_like_guessing_with_codes(client, reviewer):
    client.post("/desk/login/", RIGHT)
    for _ in range(10):
        client.post("/desk/totp/", {"credential": "{}"})

    assert client.post("/desk/totp/", {"code": shown_code()}).status_code == 429


def test_nobody_keeps_a_passkey_without_the_code_nor_stops_that_of_somebody_else(client, reviewer):
    other = a_reviewer(at=timezone.now(), username="luo")
    theirs = Authenticator.objects.create(user_id=other, type=Authenticator.Type.WEBAUTHN, data={"name": "罗的"})
    client.post("/desk/login/", RIGHT)
    client.post("/desk/totp/", {"code": shown_code(-1)})

    refused = client.post(
        "/desk/passkeys/", {"name": "我的", "code": "000000", "credential": "{}"}, headers={"host": "localhost"}
    )

    assert refused.status_code == 422
    assert client.post(f"/desk/passkeys/{theirs.pk}/remove/").status_code == 404
    assert "数字地址" in words(client.get("/desk/passkeys/", headers={"host": "127.0.0.1"}))
    assert list(Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)) == [theirs]
