"""Uploads past a real clamd: found, clean, away, hanging, back again."""

import signal
import time
from datetime import timedelta

import pytest
from django.conf import settings

from mantetong.config.examination import Level, examine_antivirus
from mantetong.domain.papers import FindingCode
from mantetong.materials import operations, queries
from mantetong.materials.models import HeldFile, HeldState
from mantetong.materials.safety import scanner
from mantetong.materials.safety.errors import Infected
from tests.rooms.materials.bad_files import a_jpeg, a_pdf
from tests.rooms.materials.clam import NASTY, clamd_here  # noqa: F401  a fixture
from tests.rooms.materials.conftest import NOON

pytestmark = pytest.mark.django_db
CERTIFICATE = "diagnosis_certificate"
NASTY_PHOTO = a_jpeg() + NASTY


@pytest.fixture
def daemon(clamd_here, settings):  # noqa: F811
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"clamd_socket": clamd_here.socket})
    scanner._patience.__init__()
    if clamd_here.process is None:
        clamd_here.start()
    yield clamd_here
    scanner._patience.__init__()


def receive(filing, by, content):
    return operations.receive_paper(filing_id=filing.id, slot=CERTIFICATE, name="证明.jpg", content=content, by=by, at=NOON)


def codes(paper_id):
    return {found.code: found.level for found in queries.paper_card(paper_id).findings}


def test_a_clean_photo_passes_and_nothing_of_the_original_is_kept(filing, owner, daemon):
    receive(filing, owner, a_jpeg())

    assert HeldFile.objects.count() == 0


@pytest.mark.parametrize("content", [NASTY_PHOTO, a_pdf() + NASTY], ids=["behind-a-photo", "behind-a-pdf"])
def test_what_the_scanner_objects_to_goes_sealed_to_quarantine(filing, owner, daemon, documents, content):
    with pytest.raises(Infected):
        receive(filing, owner, content)

    held = HeldFile.objects.get()
    assert (held.state, held.name, held.found) == (HeldState.QUARANTINED, "证明.jpg", "MTT.Test.UNOFFICIAL")
    assert queries.papers_of(filing.id) == ()
    assert all(NASTY not in path.read_bytes() for path in documents.rglob("*") if path.is_file())


def test_the_words_do_not_frighten():
    assert not any(word in Infected.say for word in ("病毒", "木马", "攻击", "违法", "感染"))
    assert "重新" in Infected.say or "再上传" in Infected.say


def test_quarantine_is_deleted_after_its_days(filing, owner, daemon, documents, django_capture_on_commit_callbacks):
    with pytest.raises(Infected):
        receive(filing, owner, NASTY_PHOTO)
    last = HeldFile.objects.get().purge_on

    with django_capture_on_commit_callbacks(execute=True):
        assert operations.purge_quarantine(on=last - timedelta(days=1)) == 0
        assert operations.purge_quarantine(on=last) == 1

    assert (last - NOON.date()).days == 30
    assert [path for path in documents.rglob("*") if path.is_file()] == []


def test_while_the_scanner_is_dead_the_paper_is_taken_and_its_original_waits(filing, owner, daemon):
    daemon.stop()

    clean, nasty = receive(filing, owner, a_jpeg(800, 900)), receive(filing, owner, NASTY_PHOTO)
    assert HeldFile.objects.filter(state=HeldState.WAITING).count() == 2
    assert operations.scan_waiting(at=NOON) == 0
    daemon.start()

    assert operations.scan_waiting(at=NOON) == 2
    assert codes(clean.id) == {}
    assert codes(nasty.id) == {FindingCode.INFECTED: "reject"}
    assert [held.state for held in HeldFile.objects.all()] == [HeldState.QUARANTINED]


def test_a_scanner_that_hangs_costs_one_upload_five_seconds_and_the_next_nothing(filing, owner, daemon):
    daemon.process.send_signal(signal.SIGSTOP)
    try:
        first = time.monotonic()
        receive(filing, owner, a_jpeg(700, 900))
        second = time.monotonic()
        receive(filing, owner, a_jpeg(701, 900))
        third = time.monotonic()
    finally:
        daemon.process.send_signal(signal.SIGCONT)

    assert third - second < (second - first) / 2
    assert operations.scan_waiting(at=NOON) == 2
    assert HeldFile.objects.count() == 0


def doctor_says(daemon):
    environment = settings.MANTETONG_ENVIRONMENT.model_copy(update={"clamd_socket": daemon.socket})
    return {finding.words.split("，")[0]: finding.level for finding in examine_antivirus(environment=environment)}


def test_doctor_tells_the_scanner_s_state_and_what_waits(filing, owner, daemon):
    with pytest.raises(Infected):
        receive(filing, owner, NASTY_PHOTO)
    well = doctor_says(daemon)
    daemon.stop()
    scanner._patience.__init__()
    receive(filing, owner, a_jpeg(640, 900))
    ill = doctor_says(daemon)

    assert well == {"1 个文件已隔离": Level.NOTE, "clamd 在运行": Level.GOOD}
    assert "1 个文件在等待查杀" in ill
    assert [level for words, level in ill.items() if "没有应答" in words] == [Level.BAD]


def test_a_photo_the_scanner_has_seen_late_keeps_the_objection_when_it_is_read(filing, owner, daemon):
    from mantetong.materials.operations.reading import note_pixels  # noqa: PLC0415  loads the picture libraries

    daemon.stop()
    paper = receive(filing, owner, NASTY_PHOTO)
    daemon.start()
    operations.scan_waiting(at=NOON)

    note_pixels(paper_id=paper.id, findings=())

    assert codes(paper.id) == {FindingCode.INFECTED: "reject"}
