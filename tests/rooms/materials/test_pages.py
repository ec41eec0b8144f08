import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mantetong.materials import operations, queries
from mantetong.materials.models import PaperFinding
from mantetong.people.models import Account
from tests.rooms.materials.bad_files import a_jpeg, a_pdf
from tests.rooms.materials.conftest import NOON

pytestmark = pytest.mark.django_db
CERTIFICATE = "diagnosis_certificate"


@pytest.fixture
def signed_in(client, owner):
    client.force_login(Account.objects.get(pk=owner.account_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(client, filing, *files, slot=CERTIFICATE, **extra):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("materials:upload", args=[filing.reference, slot]), {"file": sent}, **extra)


def test_a_plain_form_takes_a_paper_and_leads_back(signed_in, filing):
    response = upload(signed_in, filing, ("证明.jpg", a_jpeg()))

    assert response.status_code == 302
    assert [paper.name for paper in queries.papers_of(filing.id)] == ["证明.jpg"]


def test_of_several_files_the_good_ones_stay_and_each_bad_one_is_named(signed_in, filing):
    response = upload(signed_in, filing, ("好.jpg", a_jpeg()), ("网页.jpg", b"<html>"), ("空.png", b""))

    said = response.content.decode()
    assert response.status_code == 415
    assert [paper.name for paper in queries.papers_of(filing.id)] == ["好.jpg"]
    assert "网页.jpg：这个文件不是图片或PDF" in said
    assert "空.png：这个文件是空的" in said


def test_no_file_chosen_is_said(signed_in, filing):
    assert "还没有选择文件" in upload(signed_in, filing).content.decode()


def test_htmx_gets_the_place_back_and_asks_again_while_reading_goes_on(signed_in, filing):
    said = upload(signed_in, filing, ("证明.jpg", a_jpeg()), headers={"HX-Request": "true"}).content.decode()

    assert "hx-get" in said
    assert "正在检查" in said
    assert "<html" not in said


def test_the_checklist_shows_every_place_that_is_not_made_here(signed_in, filing):
    said = signed_in.get(reverse("materials:slots", args=[filing.reference])).content.decode()

    assert "诊断证明" in said
    assert 'type="file"' in said


def test_a_paper_can_be_looked_at_and_removed(signed_in, filing):
    upload(signed_in, filing, ("证明.jpg", a_jpeg()))
    paper = queries.papers_of(filing.id)[0]

    page = signed_in.get(reverse("materials:page", args=[paper.key, 1]))
    small = signed_in.get(reverse("materials:page", args=[paper.key, 1]) + "?small=1")
    view = signed_in.get(reverse("materials:paper", args=[paper.key]))
    every = signed_in.get(reverse("materials:papers", args=[filing.reference]))
    removed = signed_in.post(reverse("materials:remove", args=[paper.key]))

    assert (page["Content-Type"], page["Cache-Control"]) == ("image/jpeg", "private, max-age=300")
    assert len(small.content) < len(page.content)
    assert (view.status_code, every.status_code, removed.status_code) == (200, 200, 302)
    assert queries.papers_of(filing.id) == ()


def test_somebody_else_finds_nothing(client, filing, stranger, owner):
    client.force_login(Account.objects.get(pk=owner.account_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    upload(client, filing, ("证明.jpg", a_jpeg()))
    paper = queries.papers_of(filing.id)[0]
    client.force_login(Account.objects.get(pk=stranger.account_id), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(reverse("materials:page", args=[paper.key, 1])).status_code == 404
    assert client.get(reverse("materials:slots", args=[filing.reference])).status_code == 404
    assert upload(client, filing, ("x.jpg", a_jpeg())).status_code == 404


def test_web_processes_do_not_load_the_text_engine():
    code = (
        "import django, sys; django.setup(); import mantetong.materials.operations, mantetong.materials.queries, "
        "mantetong.materials.jobs, mantetong.materials.urls; "
        "print([name for name in ('cv2', 'openvino', 'rapidocr') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout.strip()
        == "[]"
    )


def test_what_was_found_is_framed_on_the_page_where_it_was_found(signed_in, filing, owner):
    paper = operations.receive_paper(filing_id=filing.id, slot=CERTIFICATE, name="两页.pdf", content=a_pdf(2), by=owner, at=NOON)
    PaperFinding.objects.create(
        paper_id=paper.id, page=2, code="COVERED", level="reject", say="有手指挡住。", box=[100, 120, 340, 400]
    )
    PaperFinding.objects.create(paper_id=paper.id, page=1, code="NO_SEAL", level="warn", say="没有找到印章。")

    shown = signed_in.get(reverse("materials:paper", args=[paper.key]))

    view, said = shown.context["page"].paper, shown.content.decode()
    assert [len(sheet.places) for sheet in view.sheets] == [0, 1]
    assert said.count("<rect") == 1
    assert '<rect x="100" y="120" width="240" height="280"/>' in said
    assert f'viewBox="0 0 {view.sheets[1].width} {view.sheets[1].height}"' in said
    assert view.findings == ("第2页：有手指挡住。（图上框出的就是这里。）", "第1页：没有找到印章。")
