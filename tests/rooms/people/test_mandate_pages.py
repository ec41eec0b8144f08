"""Photographs that prove a mandate, and the pages from asking to the desk."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mantetong.domain.roles import Role
from mantetong.outside.documents import fetch
from mantetong.outside.intake import FileRefused
from mantetong.people import operations
from mantetong.people.models import Look, Mandate, StoredCode
from mantetong.policies.operations import load_packs
from mantetong.sandbox.insured import PEOPLE
from tests.rooms.materials.clam import NASTY, clamd_here  # noqa: F401  a fixture
from tests.rooms.people.conftest import (
    NOON,
    XIE,
    a_citizen,
    a_named_citizen,
    a_reviewer,
    insured,
    minutes,
)

pytestmark = pytest.mark.django_db
DAUGHTER = next(person for person in PEOPLE if person.name == "蒋浩然")
AUNT = next(person for person in PEOPLE if person.name == "严桂兰")
LATER = NOON + minutes(1)


def a_daughter():
    return a_named_citizen("13800138002", insured(DAUGHTER.name, DAUGHTER.id_number))


# photographs


def a_picture(kind="JPEG", exif=b""):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def test_a_photograph_is_made_anew_without_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"

    (key,) = operations.keep_proof_paper(content=a_picture(exif=exif.tobytes()), person_id=1)

    assert b"SecretCamera" not in fetch(key)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"<script>alert(1)</script>", "WRONG_TYPE"),
        (b"%PDF-1.7", "UNREADABLE_FILE"),
        (a_picture("GIF"), "WRONG_TYPE"),
        (a_picture()[:40], "UNREADABLE_FILE"),
    ],
)
def test_what_is_no_photograph_is_refused_by_the_cell(content, code):
    with pytest.raises(FileRefused) as refused:
        operations.keep_proof_paper(content=content, person_id=1)

    assert refused.value.code == code


def test_a_proof_the_scanner_objects_to_is_never_kept(clamd_here, settings):  # noqa: F811
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"clamd_socket": clamd_here.socket})

    with pytest.raises(FileRefused) as refused:
        operations.keep_proof_paper(content=a_picture() + NASTY, person_id=1)

    assert refused.value.code == "INFECTED"


# through the pages


def at(minute=0):
    return {"X-Sandbox-Now": f"2026-03-02T12:{minute:02d}:00+08:00"}


@pytest.fixture
def daughters_page(client, registry):
    load_packs(at=NOON)
    client.force_login(a_daughter(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def walk_to_proof(client, proof):
    client.post("/account/family/add/", {"name": XIE[0], "id_number": XIE[1]}, headers=at())
    client.post("/account/family/add/bond/", {"relation": "2", "kind": "ENTRUSTED"}, headers=at())
    client.post("/account/family/add/term/", {"days": "365", "scope": "ALL"}, headers=at())
    return client.post("/account/family/add/proof/", {"proof": proof}, headers=at())


def test_a_daughter_comes_to_act_by_her_mothers_code(daughters_page):
    client = daughters_page
    assert walk_to_proof(client, "CODE").url == "/account/family/add/proof/detail/"

    asked = client.post("/account/family/add/proof/detail/", {"phone": "13700137000"}, headers=at())
    client.post(asked.url, {"code": StoredCode.objects.latest("id").code}, headers=at(1))

    page = client.get("/account/family/", headers=at(2)).content.decode()
    assert [word for word in ("谢桂兰", "有效", "/apply/511400/start/") if word not in page] == []
    assert Mandate.objects.get().until_on == date(2027, 3, 2)


def test_the_same_number_is_told_at_the_field_with_the_other_ways(daughters_page):
    walk_to_proof(daughters_page, "CODE")

    answer = daughters_page.post("/account/family/add/proof/detail/", {"phone": "13800138002"}, headers=at())

    assert (answer.status_code, answer["X-Error-Code"]) == (422, "SAME_PHONE")
    assert "授权书" in answer.content.decode()


def test_a_photograph_goes_to_the_desk_and_the_look_is_written_down(daughters_page):
    walk_to_proof(daughters_page, "SIGNED")
    files = [SimpleUploadedFile("a.jpg", a_picture(), "image/jpeg"), SimpleUploadedFile("b.png", a_picture("PNG"), "image/png")]
    daughters_page.post("/account/family/add/proof/detail/", {"papers": files}, headers=at())
    mandate = Mandate.objects.get()
    clerk = a_reviewer("clerk", role=Role.CLERK)
    desk = type(daughters_page)()
    desk.force_login(type(mandate.account).objects.get(pk=clerk), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = desk.session
    session["people.door"] = "desk"
    session.save()

    shown = desk.get(f"/desk/mandates/{mandate.pk}/", headers=at(1)).content.decode()
    addresses = re.findall(rf'<img[^>]* src="(/desk/mandates/{mandate.pk}/paper/[0-9a-f]{{20}}\.jpg)"', shown)
    looks = Look.objects.filter(kind="MANDATE", person_id=mandate.person_id)
    before = looks.count()
    pictures = [desk.get(address, headers=at(1)) for address in addresses]
    seen = sorted(looks.order_by("-pk").values_list("reference", flat=True)[: looks.count() - before])
    done = desk.post(f"/desk/mandates/{mandate.pk}/", {"how": "SIGNED", "note": "", "answer": "confirm"}, headers=at(2))

    assert "谢桂兰" in shown
    assert [picture["Content-Type"] for picture in pictures] == ["image/jpeg", "image/jpeg"]
    assert seen == sorted(address.removeprefix("/desk/mandates/").replace("/paper", "")[:-4] for address in addresses)
    assert [desk.get(f"/desk/mandates/{mandate.pk}/paper/{guess}.jpg", headers=at(1)).status_code for guess in "01"] == [404, 404]
    assert (done.url, Mandate.objects.get().proven_at is not None) == ("/desk/mandates/", True)
    assert before == 1


def test_a_step_without_the_ones_before_begins_at_the_beginning(daughters_page):
    for path in ("bond/", "term/", "proof/", "proof/detail/"):
        assert daughters_page.get(f"/account/family/add/{path}", headers=at()).url == "/account/family/add/"


def test_who_has_no_name_yet_gives_it_first(client, registry):
    client.force_login(a_citizen(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/account/family/add/", headers=at()).url == "/account/name/?next=%2Faccount%2Ffamily%2Fadd%2F"


# ending it


def a_mothers_mandate():
    """A daughter who acts for her mother, and the mandate."""
    mother, daughter = a_named_citizen("13800138001"), a_daughter()
    terms = operations.MandateTerms(operations.MandateKind.ENTRUSTED, operations.Relation.CHILD, NOON.date(), None, ())
    number = operations.give_mandate(account_id=daughter.pk, person_id=mother.person_id, terms=terms, at=NOON)
    return mother, daughter, f"/account/family/{number}/end/"


@pytest.mark.parametrize(("side", "says"), [("proxy", "不再替谢桂兰办了吗"), ("ward", "我们不会通知他/她")])
def test_ending_a_mandate_is_asked_once_and_then_done(client, registry, side, says):
    mother, daughter, end = a_mothers_mandate()
    client.force_login(daughter if side == "proxy" else mother, backend="allauth.account.auth_backends.AuthenticationBackend")

    asked = client.get(end, headers=at())
    assert says in asked.content.decode()
    assert Mandate.objects.get().revoked_at is None
    client.post(end, headers=at())

    assert Mandate.objects.get().revoked_at is not None


def test_a_stranger_finds_no_mandate_to_end(client, registry):
    _mother, _daughter, end = a_mothers_mandate()
    client.force_login(
        a_named_citizen("13800138009", insured(AUNT.name, AUNT.id_number)),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    assert (client.get(end, headers=at()).status_code, client.post(end, headers=at()).status_code) == (404, 404)
