"""What every answer to bad input must have, and the way into a draft of one's own."""

import re

from django.test import Client

from mantetong.people.models import Account
from mantetong.web.sentences import UNWORDED
from tests.factories import a_draft

NOON = "2026-03-02T12:00:00+08:00"
PEN = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def words(response):
    """What a person reads of a page."""
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode())


def assert_told(response, *, status, code, says):
    """The right status, the stable code, a Chinese sentence of its own and not the general one."""
    told = words(response)
    assert response.status_code == status
    assert response.get("X-Error-Code", "") == code
    assert says in told
    assert re.sub(r"\s", "", str(UNWORDED.what)) not in told


def at_home(actor, *, now=NOON):
    """A browser in which this citizen is signed in."""
    client = Client(headers={"X-Sandbox-Now": now})
    client.force_login(_account(actor))
    return client


def at_desk(actor, *, now=NOON):
    """A browser of this member of staff, both factors shown."""
    client = at_home(actor, now=now)
    session = client.session
    session["people.door"] = "desk"
    session.save()
    return client


def _account(actor):
    account = Account.objects.get(pk=actor.account_id)
    account.backend = "django.contrib.auth.backends.ModelBackend"
    return account


def a_draft_at_home(**more):
    """A draft with its diseases chosen, its applicant and the applicant's browser."""
    filing, by = a_draft(**more)
    return filing, by, at_home(by)
