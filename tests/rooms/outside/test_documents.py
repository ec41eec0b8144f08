"""The `documents` alias: the same promises from files on a disk and from an object store."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.storage import storages

from mantetong.config.environment import Environment
from mantetong.config.settings import files
from mantetong.outside import documents
from mantetong.outside.documents import DocumentDamaged, DocumentMissing
from mantetong.outside.keys import activate_key, add_key, make_keys
from tests.rooms.outside.weed import BUCKET, KEY, SECRET, weed  # noqa: F401  a fixture

PAGE = b"\xff\xd8\xff" + os.urandom(200_000)
_STORE_FOR_EVER = """
import os, sys, django
django.setup()
from mantetong.outside import documents
for number in range(100000):
    print(documents.store(content=b"%d " % number + os.urandom(50_000), person_id=1), flush=True)
"""


class Place:
    """One of the two back ends, with a way round our own code to look at and spoil what lies there."""

    def __init__(self, home: Path, environment: dict[str, str], server=None):
        self.home, self.environment, self.server = home, environment, server

    def names(self):
        if self.server is None:
            return sorted(
                path.relative_to(self.home / "files").as_posix() for path in (self.home / "files").rglob("*") if path.is_file()
            )
        listed = self.server.client().list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return sorted(one["Key"] for one in listed)

    def bytes_of(self, key):
        if self.server is None:
            return (self.home / "files" / key).read_bytes()
        return self.server.client().get_object(Bucket=BUCKET, Key=key)["Body"].read()

    def spoil(self, key, blob):
        if self.server is None:
            (self.home / "files" / key).write_bytes(blob)
        else:
            self.server.client().put_object(Bucket=BUCKET, Key=key, Body=blob)


@pytest.fixture(params=["files", "objects"])
def place(request, settings, tmp_path, monkeypatch):
    """`documents` as the operator's own settings make it."""
    given = {"MANTETONG_HOME": str(tmp_path), "MANTETONG_SANDBOX": "1"}
    server = request.getfixturevalue("weed") if request.param == "objects" else None
    if server:
        given |= {
            "MANTETONG_DOCUMENTS_BUCKET": BUCKET, "MANTETONG_DOCUMENTS_ENDPOINT": server.url,
            "MANTETONG_DOCUMENTS_ACCESS_KEY": KEY, "MANTETONG_DOCUMENTS_SECRET_KEY": SECRET,
        }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    make_keys(tmp_path / "keys")
    settings.MANTETONG_HOME = str(tmp_path)
    settings.STORAGES = files.settings(Environment())["STORAGES"]
    here = Place(tmp_path, given, server)
    if server:
        for name in here.names():
            server.client().delete_object(Bucket=BUCKET, Key=name)
    return here


class TestDocuments:
    def test_what_is_stored_comes_back_and_lies_encrypted(self, place):
        key = documents.store(content=PAGE, person_id=1)

        assert documents.fetch(key) == PAGE
        assert PAGE[:40] not in place.bytes_of(key)
        assert place.names() == [key]

    def test_the_same_page_of_one_person_is_one_blob_of_two_people_two(self, place):
        first, again, other = (documents.store(content=PAGE, person_id=person) for person in (1, 1, 2))

        assert first == again
        assert first != other
        assert place.names() == sorted([first, other])
        assert place.bytes_of(first) != place.bytes_of(other)

    def test_a_name_says_nothing_about_the_content_without_the_key(self, place, tmp_path, settings):
        key = documents.store(content=PAGE, person_id=1)
        settings.MANTETONG_HOME = str(tmp_path / "elsewhere")
        make_keys(tmp_path / "elsewhere" / "keys")

        assert documents.document_key(content=PAGE, person_id=1) != key
        with pytest.raises(DocumentDamaged):
            documents.fetch(key)

    @pytest.mark.parametrize("at", [0, 5, 30, 90, -1])
    def test_one_flipped_byte_is_noticed_and_named(self, place, at, caplog):
        key = documents.store(content=PAGE, person_id=1)
        blob = bytearray(place.bytes_of(key))
        blob[at] ^= 1
        place.spoil(key, bytes(blob))

        with pytest.raises(DocumentDamaged) as problem:
            documents.fetch(key)

        assert problem.value.code == "DOCUMENT_DAMAGED"
        assert f"document_unreadable code=DOCUMENT_DAMAGED key={key}" in caplog.text

    @pytest.mark.parametrize("size", [0, 3, 20])
    def test_a_cut_file_is_noticed(self, place, size):
        key = documents.store(content=PAGE, person_id=1)
        place.spoil(key, place.bytes_of(key)[:size])

        with pytest.raises(DocumentDamaged):
            documents.fetch(key)

    def test_two_files_changed_for_one_another_are_noticed(self, place):
        first, second = documents.store(content=PAGE, person_id=1), documents.store(content=PAGE + b"2", person_id=1)
        place.spoil(first, place.bytes_of(second))

        with pytest.raises(DocumentDamaged):
            documents.fetch(first)

    def test_a_missing_file_is_named_and_forgetting_is_for_good(self, place):
        key = documents.store(content=PAGE, person_id=1)
        documents.forget(key)
        documents.forget(key)

        with pytest.raises(DocumentMissing):
            documents.fetch(key)
        assert place.names() == []

    def test_a_new_master_key_wraps_every_file_anew_and_changes_no_paper(self, place, tmp_path):
        keys = [documents.store(content=PAGE + bytes([number]), person_id=1) for number in range(3)]
        papers = {key: place.bytes_of(key)[-len(PAGE) :] for key in keys}
        add_key(tmp_path / "keys", number=2)
        activate_key(tmp_path / "keys", number=2)

        assert [documents.key_number(key) for key in keys] == [1, 1, 1]
        assert [documents.rewrap(key) for key in keys] == [True, True, True]
        assert [documents.rewrap(key) for key in keys] == [False, False, False]

        assert [documents.key_number(key) for key in keys] == [2, 2, 2]
        assert [documents.fetch(key) for key in keys] == [PAGE + bytes([number]) for number in range(3)]
        assert place.names() == sorted(keys), "nothing stands there twice, no half is left"
        assert {key: place.bytes_of(key)[-len(PAGE) :] for key in keys} == papers

    def test_every_file_is_listed(self, place):
        keys = [documents.store(content=PAGE + bytes([number]), person_id=1) for number in range(7)]

        assert sorted(documents.stored_keys()) == sorted(keys)

    def test_what_was_acknowledged_is_there_after_the_writer_is_killed(self, place):
        code = [sys.executable, "-c", _STORE_FOR_EVER]
        writer = subprocess.Popen(code, env=os.environ | place.environment, stdout=subprocess.PIPE, text=True)
        said = [writer.stdout.readline().strip() for _ in range(12)]
        writer.send_signal(signal.SIGKILL)
        said += [
            line.strip() for line in writer.communicate(timeout=10)[0].splitlines() if line.endswith("\n") or len(line) == 67
        ]

        assert all(documents.fetch(key).startswith(b"%d " % number) for number, key in enumerate(said))
        whole = [key for key in documents.stored_keys() if documents.fetch(key)]
        assert len(whole) in (len(said), len(said) + 1)


def test_what_an_object_store_acknowledged_is_there_after_it_is_killed(weed, settings, tmp_path, monkeypatch):  # noqa: F811
    options = {
        "bucket_name": BUCKET, "endpoint_url": weed.url, "access_key": KEY, "secret_key": SECRET, "signature_version": "s3v4",
        "file_overwrite": True,
    }  # fmt: skip
    make_keys(tmp_path / "keys")
    settings.MANTETONG_HOME = str(tmp_path)
    settings.STORAGES = {**settings.STORAGES, "documents": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}}
    keys = [documents.store(content=PAGE + bytes([number]), person_id=1) for number in range(10)]

    weed.kill()
    weed.start()

    assert [documents.fetch(key)[-1] for key in keys] == list(range(10))


def test_nobody_reads_from_the_object_store_without_its_key(weed):  # noqa: F811
    import httpx  # noqa: PLC0415

    weed.client().put_object(Bucket=BUCKET, Key="aa/secret", Body=b"x")

    assert httpx.get(f"{weed.url}/{BUCKET}/aa/secret", timeout=5, trust_env=False).status_code == 403


def test_files_are_private_and_flushed_with_their_folders(settings, tmp_path):
    make_keys(tmp_path / "keys")
    settings.MANTETONG_HOME = str(tmp_path)
    where = {"BACKEND": "mantetong.outside.storage.SyncedFileStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "documents": where}

    path = Path(storages["documents"].path(documents.store(content=PAGE, person_id=1)))

    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the system calls")
def test_a_file_is_flushed_before_it_is_acknowledged(settings, tmp_path, monkeypatch):
    flushed = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (flushed.append(Path(f"/proc/self/fd/{handle}").readlink()), real(handle)))
    make_keys(tmp_path / "keys")
    settings.MANTETONG_HOME = str(tmp_path)
    where = {"BACKEND": "mantetong.outside.storage.SyncedFileStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "documents": where}
    flushed.clear()

    key = documents.store(content=PAGE, person_id=1)

    names = [path.name for path in flushed]
    assert names[0].startswith(f".{key[3:]}")
    assert names[1:] == [key[:2], "files"]
