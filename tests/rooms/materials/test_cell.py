import io

import pillow_heif
import pytest
from PIL import Image

from mantetong.materials.safety import limits
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.errors import EmptyFile, LockedPdf, TooLarge, TooManyPages, UnreadableFile, WrongType
from mantetong.materials.safety.names import plain_name
from mantetong.materials.safety.portable_documents import without_actions
from tests.rooms.materials.bad_files import a_jpeg, a_locked_pdf, a_pdf, a_pdf_with_script, a_png_bomb, encoded


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"<html><body>report</body></html>", WrongType),
        (b"GIF89a" + bytes(100), WrongType),
        (b"PK\x03\x04" + bytes(100), WrongType),
        (b"\xff\xd8\xff\xe0<html>" + b"x" * 500, UnreadableFile),
        (a_jpeg()[:3000], UnreadableFile),
        (a_png_bomb(), TooLarge),
        (b"%PDF-1.7\n" + bytes(200), UnreadableFile),
        (a_locked_pdf(), LockedPdf),
        (a_pdf(1000), TooManyPages),
        (bytes(3) + b"\xff\xd8\xff" + bytes(50), WrongType),
    ],
    ids=[
        "empty",
        "html",
        "gif",
        "zip",
        "jpeg-header-html",
        "half-sent",
        "png-bomb",
        "torn-pdf",
        "locked-pdf",
        "1000-pages",
        "blanks-first",
    ],
)
def test_a_bad_file_is_refused_by_name(content, error):
    with pytest.raises(error):
        take_in(content=content)


def test_more_bytes_than_an_upload_may_have_are_refused_unopened():
    with pytest.raises(TooLarge):
        take_in(content=b"\xff\xd8\xff" + bytes(limits.UPLOAD_BYTES))


def test_a_pdf_page_five_metres_long_is_drawn_by_pixels():
    page = take_in(content=a_pdf(size=(14400, 14400))).pages[0]

    assert max(page.width, page.height) <= limits.RENDERED_SIDE + 1


def test_a_pdf_with_only_an_owners_password_opens():
    assert len(take_in(content=a_locked_pdf(user="")).pages) == 1


def test_scripts_and_attachments_leave_the_pdf():
    cleaned = without_actions(a_pdf_with_script())

    assert b"app.alert" not in cleaned
    assert b"hidden" not in cleaned


def test_a_photo_larger_than_five_megabytes_is_compressed_for_its_owner():
    noisy = encoded(Image.effect_noise((4000, 3000), 60).convert("RGB"), "JPEG", quality=95)

    file = take_in(content=noisy)

    assert len(noisy) > limits.CLEAN_BYTES
    assert file.shrunk
    assert len(file.pages[0].jpeg) <= limits.CLEAN_BYTES


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_page_is_turned_once_as_its_camera_said(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x8825] = {1: "N"}

    page = take_in(content=a_jpeg(400, 300, exif=exif)).pages[0]
    cleaned = Image.open(io.BytesIO(page.jpeg))

    assert (page.width, page.height) == ((300, 400) if orientation > 4 else (400, 300))
    assert (page.source_width, page.source_height) == (page.width, page.height)
    assert not cleaned.getexif()


@pytest.mark.parametrize("kind", ["CMYK", "I;16", "RGBA", "P", "1", "LA"])
def test_every_colour_model_becomes_a_plain_photograph(kind):
    light = Image.new("L", (300, 200), 200)
    picture = light.convert("I").point(lambda value: value * 256).convert("I;16") if kind == "I;16" else light.convert(kind)

    page = take_in(content=encoded(picture, "JPEG" if kind == "CMYK" else "PNG")).pages[0]

    cleaned = Image.open(io.BytesIO(page.jpeg))
    assert cleaned.mode == "RGB"
    assert sum(cleaned.resize((1, 1)).getpixel((0, 0))) / 3 > 150


def test_an_animated_picture_is_its_first_frame():
    frames = [Image.new("RGB", (50, 40), colour) for colour in ("white", "red")]

    page = take_in(content=encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])).pages[0]

    assert Image.open(io.BytesIO(page.jpeg)).getpixel((10, 10)) == (255, 255, 255)


def test_what_hangs_behind_a_picture_is_left_behind():
    page = take_in(content=a_jpeg() + b"PK\x03\x04<script>alert(1)</script>").pages[0]

    assert b"script" not in page.jpeg


def test_a_heic_photo_is_taken():
    pillow_heif.register_heif_opener()

    file = take_in(content=encoded(Image.new("RGB", (640, 480), "white"), "HEIF"))

    assert (file.type, file.pages[0].width) == ("heic", 640)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\我的\\报告.jpg", "报告.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\n\r", "材料"),
        ("", "材料"),
    ],
)
def test_a_file_name_is_one_plain_line(given, kept):
    assert plain_name(given) == kept


def test_a_very_long_name_keeps_its_ending():
    assert plain_name("长" * 300 + ".jpg").endswith("….jpg")
    assert len(plain_name("长" * 300 + ".jpg")) <= 80
