"""Files people send by mistake: each is named with a reason, and what was there before stays."""

import base64
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mantetong.materials.queries import papers_of
from tests.journeys.bad_input import a_draft_at_home, assert_told, words
from tests.rooms.materials.bad_files import a_jpeg, a_locked_pdf, a_png_bomb, encoded
from tests.rooms.materials.conftest import documents  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
HELD = "出院小结.jpg"
SLOT = "medical_record"


@pytest.fixture
def draft(documents):  # noqa: F811
    """A draft that holds one paper, and the applicant's browser."""
    filing, _by, home = a_draft_at_home()
    assert send(home, filing, (HELD, a_jpeg())).status_code == 302
    return filing, home


def send(home, filing, *files, slot=SLOT):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return home.post(f"/papers/of/{filing.reference}/slot/{slot}/upload/", {"file": sent})


def held(filing):
    return [paper.name for paper in papers_of(filing.pk)]


@pytest.mark.parametrize(
    ("name", "content", "status", "code", "says"),
    [
        ("空.jpg", lambda: b"", 422, "EMPTY_FILE", "这个文件是空的"),
        ("网页.jpg", lambda: b"<!doctype html><html><body>hello</body></html>", 415, "WRONG_TYPE", "不是图片或PDF"),
        ("断.jpg", lambda: a_jpeg()[:4000], 422, "UNREADABLE_FILE", "这个文件打不开"),
        ("很大.png", a_png_bomb, 413, "TOO_LARGE", "这个文件太大"),
        ("上锁.pdf", a_locked_pdf, 422, "LOCKED_PDF", "设了打开密码"),
    ],
    ids=["empty", "renamed HTML", "truncated", "30000 x 30000", "encrypted"],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_others_stay(draft, name, content, status, code, says):
    filing, home = draft

    answer = send(home, filing, (name, content()))

    assert_told(answer, status=status, code=code, says=says)
    assert f"{name}：" in words(answer)
    assert HELD in words(answer)
    assert held(filing) == [HELD]


def a_photograph_of_six_megabytes():
    """Noise, so that it is as large as it says."""
    content = encoded(Image.effect_noise((2600, 2600), 90).convert("RGB"), "JPEG", quality=93)
    assert 5 * 2**20 < len(content) < 12 * 2**20
    return content


def test_a_photograph_of_six_megabytes_is_made_smaller_and_kept(draft):
    filing, home = draft

    answer = send(home, filing, ("大照片.jpg", a_photograph_of_six_megabytes()))

    assert answer.status_code == 302
    assert held(filing) == [HELD, "大照片.jpg"]


def test_of_a_hundred_and_twenty_files_as_many_as_fit_stay_and_the_rest_are_named(draft):
    filing, home = draft

    answer = send(home, filing, *[(f"{number}.png", small_picture(number)) for number in range(120)])

    kept = held(filing)
    assert_told(answer, status=422, code="TOO_MANY_FILES", says="已经放满了")
    assert HELD in kept
    assert 1 < len(kept) < 121
    assert len(re.findall(r"这里最多放", words(answer))) == 121 - len(kept)


def small_picture(number):
    """Each another one: the same picture sent twice is one paper."""
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (number * 2, 90, 160)).save(out, "PNG")
    return out.getvalue()


def test_a_drawn_dot_that_is_no_picture_is_told_and_the_draft_stays(draft):
    filing, home = draft

    answer = home.post(
        f"/apply/draft/{filing.reference}/form/",
        {"do": "sign", "signature": "data:image/png;base64," + base64.b64encode(b"no picture").decode(), "code": "123456"},
    )

    assert answer.status_code < 500
    assert answer.status_code != 302
    assert held(filing) == [HELD]
