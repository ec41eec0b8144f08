"""The two lists of the desk, as staff see them."""

import pytest
from django.test import RequestFactory

from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.materials.models import HeldFile, HeldState
from mantetong.materials.pages import desk
from tests.rooms.materials.conftest import NOON

pytestmark = pytest.mark.django_db


def asked(view, actor, path="/desk/papers/"):
    request = RequestFactory().get(path)
    request.actor, request.session = actor, {}
    request.user = None
    return view(request)


@pytest.fixture
def held(filing, owner):
    return HeldFile.objects.create(
        filing_id=filing.id, slot="identity", name="凭证.png", size=1000, storage_key="aa/x", state=HeldState.QUARANTINED, found="MTT.Test",
        account_id=owner.account_id, at=NOON, purge_on=NOON.date(),
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_operator_and_auditor_see_what_is_in_quarantine_by_name(held, owner, role):
    said = asked(desk.held, Actor(owner.account_id, frozenset({role}))).content.decode()

    assert "凭证.png" in said
    assert "MTT.Test" in said
    assert "<img" not in said.split("<main", 1)[-1].split("</main", 1)[0]


def test_nothing_noticed_is_said_so(owner, filing):
    said = asked(desk.signals, Actor(owner.account_id, frozenset({Role.SUPERVISOR}), region="511400")).content.decode()

    assert "目前没有需要看的" in said
