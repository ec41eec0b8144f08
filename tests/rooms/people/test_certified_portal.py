"""Signing in and out at a real certified OpenID provider, besides the sandbox's."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pydantic import SecretStr

from mantetong.config.environment import OidcDoor
from mantetong.outside import interface_client, oidc
from mantetong.people.models import DoorIdentity, RealName
from mantetong.policies.operations import load_packs
from tests.rooms.people.certified import CLIENT, SECRET, a_browser, a_certified_portal, follow
from tests.rooms.people.conftest import NOON
from tests.rooms.people.test_doors import account_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
PORTAL = "/door/511400/portal/"


@pytest.fixture
def portal(registry, live_server, settings):
    """The provider behind Meishan's portal door; it pushes log-outs to our own running server."""
    load_packs(at=NOON)
    with a_certified_portal(live_server.url) as (address, said):
        door = OidcDoor(issuer=address, client_id=CLIENT, client_secret=SecretStr(SECRET))
        changed = {"oidc_doors": {"511400/portal": door}}
        settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update=changed)
        try:
            yield live_server.url, address, said
        finally:
            for gateway in (oidc, interface_client):
                gateway.LINE.close()


def come_in(ours, there, browser):
    """Set out, sign in there, come back."""
    host = urlsplit(ours).netloc
    address = browser.get(f"{PORTAL}login/", headers={"Host": host}).headers["Location"]
    target = follow(there, there.get(address), f"{ours}/door/back/")
    answer = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
    return browser.get("/door/back/", answer, headers={"Host": host})


def test_who_signs_in_at_a_certified_provider_is_named_and_both_sessions_end_together(portal):
    ours, address, said = portal
    first, second = Client(), Client()
    with a_browser() as there:
        came = [come_in(ours, there, browser) for browser in (first, second)]
        named = account_of(first)
        page = first.post("/door/leave/", headers={"Host": urlsplit(ours).netloc}).content.decode()
        target = html.unescape(re.search(rf'href="({address}/session/end[^"]+)"', page)[1])
        home = follow(there, there.get(target), f"{ours}/")

    assert [one.headers["Location"] for one in came] == ["/apply/511400/start/"] * 2
    assert (named.real_name_level, named.person.name) == (RealName.STRONG, "谢桂兰")
    assert DoorIdentity.objects.get().issuer == address
    assert home == f"{ours}/"
    assert next(line for line in said if "told" in line) == "told\n"
    assert second.get("/my/").status_code == 302


def test_a_code_of_the_provider_is_good_once(portal):
    ours, _address, _said = portal
    browser = Client()
    with a_browser() as there:
        host = urlsplit(ours).netloc
        address = browser.get(f"{PORTAL}login/", headers={"Host": host}).headers["Location"]
        target = follow(there, there.get(address), f"{ours}/door/back/")
        kept = browser.session["people.door.going"]
        answer = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        browser.get("/door/back/", answer, headers={"Host": host})
    again = Client()
    session = again.session
    session["people.door.going"] = kept
    session.save()

    refused = again.get("/door/back/", answer, headers={"Host": host})

    assert refused.status_code == 400
    assert "_auth_user_id" not in again.session
