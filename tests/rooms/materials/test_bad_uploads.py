"""Every bad file through the server's own doors: a code, a sentence, and nothing lost."""

import io

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mantetong.materials import queries
from mantetong.materials.models import PaperPage
from mantetong.outside.documents import fetch
from mantetong.people.models import Account
from tests.rooms.materials.bad_files import (
    a_giant_pdf_in_541_bytes,
    a_jpeg,
    a_locked_pdf,
    a_pdf,
    a_pdf_with_script,
    a_picture_pdf_bomb,
    a_png_bomb,
    a_png_of_no_area,
    a_self_drawing_pdf,
    a_zip,
    encoded,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SLOT = "diagnosis_certificate"
HTML = b"<html><script>alert(1)</script></html>"

REFUSED = {
    "empty": (b"", "EMPTY_FILE", 422),
    "html": (HTML, "WRONG_TYPE", 415),
    "gif": (b"GIF89a" + bytes(200), "WRONG_TYPE", 415),
    "zip": (a_zip(), "WRONG_TYPE", 415),
    "svg": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "WRONG_TYPE", 415),
    "program": (b"MZ" + bytes(500), "WRONG_TYPE", 415),
    "html before a pdf": (HTML + a_pdf(), "WRONG_TYPE", 415),
    "jpeg head on html": (b"\xff\xd8\xff\xe0" + HTML * 20, "UNREADABLE_FILE", 422),
    "png head on a zip": (b"\x89PNG\r\n\x1a\n" + a_zip(), "UNREADABLE_FILE", 422),
    "heic head on nothing": (b"\0\0\0\x18ftypheic" + bytes(100), "UNREADABLE_FILE", 422),
    "half sent": (a_jpeg()[:3000], "UNREADABLE_FILE", 422),
    "torn pdf": (a_pdf()[:80], "UNREADABLE_FILE", 422),
    "pdf of no pages": (a_pdf(0), "UNREADABLE_FILE", 422),
    "no width": (a_png_of_no_area(0, 40), "UNREADABLE_FILE", 422),
    "no height": (a_png_of_no_area(40, 0), "UNREADABLE_FILE", 422),
    "no width and no height": (a_png_of_no_area(0, 0), "UNREADABLE_FILE", 422),
    "900 megapixels": (a_png_bomb(), "TOO_LARGE", 413),
    "1,000 pages": (a_pdf(1000), "TOO_MANY_PAGES", 413),
    "locked": (a_locked_pdf(), "LOCKED_PDF", 422),
    "forms in forms": (a_self_drawing_pdf(), "UNREADABLE_FILE", 422),
}


def exif(orientation):
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x8825] = {1: "N", 2: (31.0, 12.0, 3.0)}
    return a_jpeg(400, 300, exif=made)


def a_16_bit_png():
    return encoded(Image.new("L", (300, 200), 200).convert("I").point(lambda value: value * 256).convert("I;16"), "PNG")


def an_animated_png():
    return encoded(Image.new("RGB", (60, 40), "white"), "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")])


TAKEN = {
    "a zip behind a jpeg": (a_jpeg() + a_zip(), 1),
    "html behind a png": (encoded(Image.new("RGB", (60, 40), "white"), "PNG") + HTML, 1),
    "a script in a pdf": (a_pdf_with_script(), 1),
    "a jpeg that is a pdf too": (a_jpeg() + a_pdf(), 1),
    "blanks before a pdf": (b"\n \n" + a_pdf(), 1),
    "giant page in 541 bytes": (a_giant_pdf_in_541_bytes(), 1),
    "owner's password": (a_locked_pdf(user=""), 1),
    "100 pages": (a_pdf(100), 100),
    "animated": (an_animated_png(), 1),
    "cmyk": (encoded(Image.new("CMYK", (300, 200), (0, 0, 0, 0)), "JPEG"), 1),
    "16 bit": (a_16_bit_png(), 1),
    "one pixel": (encoded(Image.new("RGB", (1, 1), "white"), "PNG"), 1),
} | {f"orientation {number}": (exif(number), 1) for number in range(1, 9)}


@pytest.fixture
def line(client, owner):
    client.force_login(Account.objects.get(pk=owner.account_id), backend=BACKEND)
    return client


def upload(line, filing, content, name="材料.jpg", slot=SLOT):
    return line.post(reverse("materials:upload", args=[filing.reference, slot]), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_taken_gets_its_code_and_a_sentence_and_takes_nothing_away(line, filing, name):
    content, code, status = REFUSED[name]
    assert upload(line, filing, a_jpeg()).status_code == 302

    response = upload(line, filing, content, "坏文件.jpg")

    said = response.content.decode()
    assert (response.status_code, response["X-Error-Code"]) == (status, code)
    assert "坏文件.jpg：" in said
    assert "请" in said.split("坏文件.jpg：", 1)[1][:200]
    assert [paper.name for paper in queries.papers_of(filing.id)] == ["材料.jpg"]


@pytest.mark.parametrize("name", TAKEN)
def test_an_odd_but_honest_file_becomes_plain_pages(line, filing, name):
    content, pages = TAKEN[name]

    response = upload(line, filing, content)

    assert response.status_code == 302, response.content.decode()[-500:]
    keys = PaperPage.objects.order_by("number").values_list("storage_key", flat=True)
    assert len(keys) == pages
    page = fetch(keys[0])
    cleaned = Image.open(io.BytesIO(page))
    assert (cleaned.format, cleaned.mode, dict(cleaned.getexif())) == ("JPEG", "RGB", {})
    assert max(cleaned.size) <= 4096
    assert len(page) <= 5 * 1024 * 1024
    assert not any(bad in page for bad in (b"<script", b"PK\x03\x04", b"%PDF", b"app.alert", b"GPS"))


def a_png_that_tells():
    told = PngInfo()
    for name in ("comment", "Comment", "Location", "XML:com.adobe.xmp"):
        told.add_itxt(name, "31.23N 121.47E")
    return encoded(Image.new("RGB", (600, 800), "white"), "PNG", pnginfo=told)


def a_heic_that_tells():
    pillow_heif.register_heif_opener()
    made = Image.Exif()
    made[0x010E] = "31.23N 121.47E"
    return encoded(Image.new("RGB", (640, 480), "white"), "HEIF", exif=made.tobytes(), xmp=b"<x>31.23N 121.47E</x>")


TELLING = {
    "a comment in a jpeg": lambda: a_jpeg(comment=b"31.23N 121.47E"),
    "a packet in a jpeg": lambda: a_jpeg(xmp=b"<x>31.23N 121.47E</x>"),
    "words in a png": a_png_that_tells,
    "a telephone's heic": a_heic_that_tells,
}


@pytest.mark.parametrize("name", TELLING)
def test_nothing_a_camera_or_an_app_wrote_beside_the_pixels_is_kept(line, filing, name):
    content = TELLING[name]()
    assert b"31.23N" in content

    assert upload(line, filing, content).status_code == 302

    page = fetch(PaperPage.objects.get().storage_key)
    assert b"31.23N" not in page
    assert set(Image.open(io.BytesIO(page)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("number", range(1, 9))
def test_a_photo_is_turned_as_its_camera_said(line, filing, number):
    upload(line, filing, exif(number))

    page = PaperPage.objects.get()
    assert (page.width, page.height) == ((300, 400) if number > 4 else (400, 300))


def test_a_picture_bomb_inside_a_pdf_harms_nobody(line, filing):
    response = upload(line, filing, a_picture_pdf_bomb())

    assert response.status_code in (302, 413, 422)
    assert upload(line, filing, a_jpeg()).status_code == 302


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd.jpg", "passwd.jpg"),
        ("a/b\\c.jpg", "c.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("名" * 300 + ".jpg", "名" * 72 + "….jpg"),
        ("<img src=x onerror=alert(1)>.jpg", "<img src=x onerror=alert(1)>.jpg"),
        ("con\x00.jpg", "con.jpg"),
    ],
    ids=["climbing", "slashes", "right-to-left", "300-characters", "markup", "nul"],
)
def test_a_strange_name_is_kept_plain_and_shown_harmless(line, filing, given, kept):
    announced = {"slot": SLOT, "name": given, "size": len(a_jpeg()), "client_key": "k"}
    url = line.post(reverse("materials:uploads", args=[filing.reference]), announced).json()["url"]
    line.put(url, a_jpeg(), content_type="application/octet-stream", headers={"Upload-Offset": "0"})

    assert [paper.name for paper in queries.papers_of(filing.id)] == [kept]
    assert "<img src=x" not in line.get(reverse("materials:slots", args=[filing.reference])).content.decode()


def test_a_filing_takes_at_least_120_files_by_the_national_rules(filing):
    from mantetong.materials.checklist import policy_behind  # noqa: PLC0415
    from tests.rooms.materials.conftest import NOON  # noqa: PLC0415

    assert policy_behind(filing, on=NOON.date()).max_files.value >= 120
