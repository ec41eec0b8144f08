"""A file that comes a part at a time over a line that breaks."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse

from mantetong.materials import operations, queries
from mantetong.materials.models import Paper, Upload, UploadPart
from mantetong.people.models import Account
from tests.rooms.materials.bad_files import a_jpeg, a_locked_pdf
from tests.rooms.materials.conftest import NOON

pytestmark = pytest.mark.django_db
CERTIFICATE = "diagnosis_certificate"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PHOTO = a_jpeg(1500, 2000, quality=95)
HALF = len(PHOTO) // 2


@pytest.fixture
def line(client, owner):
    client.force_login(Account.objects.get(pk=owner.account_id), backend=BACKEND)
    return client


def begin(line, filing, content=PHOTO, **changes):
    given = {"slot": CERTIFICATE, "name": "证明.jpg", "size": len(content), "client_key": "one sending"}
    given |= {"digest": hashlib.sha256(content).hexdigest()} | changes
    return line.post(reverse("materials:uploads", args=[filing.reference]), given)


def put(line, url, content, offset):
    return line.put(url, content, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)})


def test_a_broken_line_goes_on_where_it_broke_and_makes_one_paper(line, filing):
    url = begin(line, filing).json()["url"]
    first = put(line, url, PHOTO[:HALF], 0)
    stands = line.head(url)
    last = put(line, url, PHOTO[HALF:], int(stands["Upload-Offset"]))

    assert (first.status_code, first.json()["offset"]) == (200, HALF)
    assert (stands["Upload-Offset"], stands["Upload-Length"]) == (str(HALF), str(len(PHOTO)))
    assert last.status_code == 201
    assert [paper.key for paper in queries.papers_of(filing.id)] == [last.json()["paper"]["key"]]


def test_everything_repeated_is_still_one_paper(line, filing):
    url = begin(line, filing).json()["url"]
    for _ in range(2):
        put(line, url, PHOTO[:HALF], 0)
    for _ in range(3):
        last = put(line, url, PHOTO[HALF:], HALF)
    again = begin(line, filing)

    assert last.json()["paper"] == again.json()["paper"]
    assert (again.status_code, again.json()["offset"]) == (200, len(PHOTO))
    assert Paper.objects.count() == 1


def test_a_part_overlapping_what_has_come_adds_only_what_is_new(line, filing):
    url = begin(line, filing).json()["url"]
    put(line, url, PHOTO[:HALF], 0)

    assert put(line, url, PHOTO[HALF - 50 :], HALF - 50).status_code == 201


def test_a_gap_is_told_with_the_place_to_go_on(line, filing):
    url = begin(line, filing).json()["url"]
    put(line, url, PHOTO[:100], 0)

    refused = put(line, url, PHOTO[500:600], 500)

    assert (refused.status_code, refused.json()["code"], refused.json()["offset"]) == (409, "UPLOAD_OFFSET", 100)
    assert "不用重新选择" in refused.json()["now"]


def test_bytes_that_are_not_those_announced_begin_again_at_nothing(line, filing):
    url = begin(line, filing, digest="0" * 64).json()["url"]

    refused = put(line, url, PHOTO, 0)

    assert (refused.status_code, refused.json()["code"]) == (422, "UPLOAD_DAMAGED")
    assert line.get(url).json()["offset"] == 0
    assert UploadPart.objects.count() == 0


def test_a_file_that_cannot_be_taken_is_told_in_words_and_told_the_same_again(line, filing):
    locked = a_locked_pdf()
    url = begin(line, filing, locked).json()["url"]

    said = [put(line, url, locked, 0) for _ in range(2)]

    assert [(one.status_code, one.json()["code"], one["X-Error-Code"]) for one in said] == [(422, "LOCKED_PDF", "LOCKED_PDF")] * 2
    assert "密码" in said[0].json()["what"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"size": 0}, "EMPTY_FILE"),
        ({"size": 10**9}, "TOO_LARGE"),
        ({"slot": "passport"}, "UNKNOWN_SLOT"),
        ({"client_key": ""}, "UPLOAD_DAMAGED"),
        ({"size": "many"}, "UPLOAD_DAMAGED"),
    ],
)
def test_what_can_never_be_taken_is_refused_before_a_byte_is_sent(line, filing, changes, code):
    refused = begin(line, filing, **changes)

    assert refused.json()["code"] == code
    assert refused.status_code >= 400
    assert not Upload.objects.exists()


def test_a_full_place_keeps_the_file_until_there_is_room(line, filing, owner):
    most = next(slot.pages for slot in queries.checklist_of(filing, on=NOON.date()) if slot.code == CERTIFICATE)
    for number in range(most):
        operations.receive_paper(
            filing_id=filing.id, slot=CERTIFICATE, name="x.jpg", content=a_jpeg(300 + number, 400), by=owner, at=NOON
        )
    url = begin(line, filing).json()["url"]
    refused = put(line, url, PHOTO, 0)
    operations.remove_paper(paper_id=queries.papers_of(filing.id)[0].id, by=owner, at=NOON)

    assert refused.json()["code"] == "TOO_MANY_FILES"
    assert put(line, url, b"", len(PHOTO)).status_code == 201


def test_a_stranger_finds_neither_the_filing_nor_the_upload(client, line, filing, stranger):
    url = begin(line, filing).json()["url"]
    client.force_login(Account.objects.get(pk=stranger.account_id), backend=BACKEND)

    assert begin(client, filing).status_code == 404
    assert [client.get(url).status_code, put(client, url, PHOTO, 0).status_code, client.delete(url).status_code] == [404] * 3


def test_parts_lie_sealed_and_go_with_their_upload(line, filing, documents, django_capture_on_commit_callbacks):
    url = begin(line, filing).json()["url"]
    put(line, url, PHOTO[:HALF], 0)
    stored = [path.read_bytes() for path in documents.rglob("*") if path.is_file()]

    with django_capture_on_commit_callbacks(execute=True):
        given_up = line.delete(url)

    assert len(stored) == 1
    assert PHOTO[:60] not in stored[0]
    assert (given_up.status_code, [path for path in documents.rglob("*") if path.is_file()]) == (204, [])


def test_an_upload_nobody_finished_is_gone_after_a_day(line, filing, documents, django_capture_on_commit_callbacks):
    url = begin(line, filing).json()["url"]
    put(line, url, PHOTO[:HALF], 0)
    later = Upload.objects.get().at + timedelta(days=1)

    with django_capture_on_commit_callbacks(execute=True):
        assert operations.forget_expired_uploads(at=later - timedelta(minutes=1)) == 0
        assert operations.forget_expired_uploads(at=later) == 1

    assert [path for path in documents.rglob("*") if path.is_file()] == []


def test_a_finished_upload_leaves_no_parts_and_a_forgotten_draft_no_upload(line, filing, documents):
    url = begin(line, filing).json()["url"]
    put(line, url, PHOTO, 0)
    begin(line, filing, client_key="another")

    assert UploadPart.objects.count() == 0
    operations.forget_papers(filing_id=filing.id)
    assert Upload.objects.count() == 0


def test_only_so_many_files_may_be_on_their_way_at_once(line, filing, owner):
    for number in range(operations.uploading.OPEN_AT_ONCE):
        Upload.objects.create(
            client_key=f"k{number}", account_id=owner.account_id, filing_id=filing.id, slot=CERTIFICATE, name="x", size=9, at=NOON,
            expires_at=NOON + timedelta(days=365),
        )  # fmt: skip

    refused = begin(line, filing)

    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_UPLOADS")
