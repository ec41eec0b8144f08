"""Every view of a paper is written down; nothing is served by an address one could guess."""

import re

import pytest
from django.urls import get_resolver, reverse

from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.materials import operations
from mantetong.materials.models import Paper, PaperLook
from mantetong.people.models import Account
from mantetong.people.models.records import Look
from tests.rooms.materials.bad_files import a_jpeg
from tests.rooms.materials.conftest import NOON

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def paper(filing, owner):
    return operations.receive_paper(
        filing_id=filing.id, slot="diagnosis_certificate", name="x.jpg", content=a_jpeg(), by=owner, at=NOON
    )


@pytest.fixture
def line(client, owner):
    client.force_login(Account.objects.get(pk=owner.account_id), backend=BACKEND)
    return client


def citizens_looks():
    return sorted(PaperLook.objects.values_list("paper_id", "page"))


def test_every_address_that_shows_a_paper_leaves_a_look_of_the_citizen(line, filing, paper):
    line.get(reverse("materials:page", args=[paper.key, 1]))
    line.get(reverse("materials:page", args=[paper.key, 1]) + "?small=1")
    line.get(reverse("materials:paper", args=[paper.key]))
    line.get(reverse("materials:papers", args=[filing.reference]))

    assert citizens_looks() == [(paper.id, 0), (paper.id, 0), (paper.id, 1), (paper.id, 1)]


def test_a_look_of_staff_stands_in_the_log_the_person_can_read(filing, owner, paper):
    clerk = Actor(owner.account_id, frozenset({Role.CLERK}), region="511400")

    operations.open_page(key=paper.key, number=1, by=clerk, at=NOON)
    operations.note_words_seen(paper_ids=(paper.id,), by=clerk, at=NOON)

    looks = Look.objects.order_by("pk").values_list("kind", "reference", "person_id", "role")
    assert list(looks) == [("PAPER", f"{paper.key}/{page}", filing.person_id, "CLERK") for page in (1, 0)]
    assert citizens_looks() == []


def test_a_look_that_was_refused_is_no_look(client, filing, stranger, paper):
    client.force_login(Account.objects.get(pk=stranger.account_id), backend=BACKEND)

    assert client.get(reverse("materials:page", args=[paper.key, 1])).status_code == 404
    assert PaperLook.objects.count() == Look.objects.count() == 0


def test_a_visitor_sees_no_page(client, paper):
    response = client.get(reverse("materials:page", args=[paper.key, 1]))

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_a_key_cannot_be_guessed_and_says_nothing(filing, owner):
    keys = [
        operations.receive_paper(
            filing_id=filing.id, slot="other", name="x.jpg", content=a_jpeg(300 + n, 400), by=owner, at=NOON
        ).key
        for n in range(8)
    ]

    assert all(re.fullmatch(r"[a-z2-9]{20}", key) for key in keys)
    assert len({key[:3] for key in keys}) > 4
    assert not any(str(pk) == key for pk, key in Paper.objects.values_list("pk", "key"))


def test_no_route_of_papers_takes_a_row_number_or_a_storage_name():
    routes = [str(one.pattern) for one in get_resolver("mantetong.materials.urls").url_patterns]

    numbered = [route for route in routes if "<int:" in route]
    assert numbered == ["desk/papers/signals/<int:signal_id>/", "papers/<str:key>/page/<int:number>.jpg"]
    assert not any("storage" in route or "path:" in route for route in routes)


def test_old_looks_of_citizens_are_deleted(line, paper):
    line.get(reverse("materials:page", args=[paper.key, 1]))
    at = PaperLook.objects.get().at

    assert operations.forget_old_paper_looks(before=at) == 0
    assert operations.forget_old_paper_looks(before=at.replace(year=at.year + 1)) == 1
