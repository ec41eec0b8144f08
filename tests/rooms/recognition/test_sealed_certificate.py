"""The certificate as it is kept: sealed, stamped sooner or later, with the national algorithms' record beside it."""

import pytest

from mantetong.outside.documents import fetch
from mantetong.outside.paper_seal import read_seal
from mantetong.outside.sm2 import is_sm2_signed, sm2_public_key
from mantetong.recognition import operations
from mantetong.recognition.credential import PURPOSE
from mantetong.recognition.models import CertificateFile
from tests.factories import MONDAY
from tests.rooms.outside.conftest import world
from tests.rooms.recognition.test_certificate import run
from tests.rooms.recognition.test_issuing import a_case, issued

pytestmark = pytest.mark.django_db
__all__ = ["world"]


def a_certificate():
    case = a_case()
    issued(case)
    operations.make_certificate(case_id=case.pk, at=MONDAY)
    return CertificateFile.objects.get()


def test_it_is_kept_sealed_and_stamped(world):
    kept = a_certificate()
    found = read_seal(fetch(kept.key), region="511400")

    assert kept.is_stamped
    assert (found.is_intact, found.is_ours, found.stamped_at is not None) == (True, True, True)


def test_the_national_signature_beside_it_fits_this_file_and_no_other(world):
    kept = a_certificate()
    key, content = sm2_public_key(purpose=PURPOSE), fetch(kept.key)

    assert is_sm2_signed(content, signature=kept.sm2_signature, public_key=key)
    assert not is_sm2_signed(content + b" ", signature=kept.sm2_signature, public_key=key)
    assert not is_sm2_signed(content, signature="00", public_key=key)


def test_a_missing_stamp_is_added_when_the_authority_is_back(world):
    world.fault("tsa", "AWAY")
    kept = a_certificate()
    assert not kept.is_stamped

    assert operations.stamp_certificates() == 1

    kept.refresh_from_db()
    assert kept.is_stamped
    assert read_seal(fetch(kept.key), region="511400").is_intact
    assert operations.stamp_certificates() == 0


def test_the_command_finds_a_file_altered_after_sealing(world, tmp_path, capsys):
    content = bytearray(fetch(a_certificate().key))
    (tmp_path / "whole.pdf").write_bytes(content)
    content[content.index(b"%PDF-1.") + len(b"%PDF-1.")] ^= 1  # the file claims another version: harmless to open, but signed
    (tmp_path / "altered.pdf").write_bytes(content)

    assert run("certificate", "verify", str(tmp_path / "whole.pdf")) in (0, 1)
    assert "电子签章完整" in capsys.readouterr().out
    assert run("certificate", "verify", str(tmp_path / "altered.pdf")) == 2


def test_a_seal_that_can_no_longer_be_read_is_not_taken_for_none(world, tmp_path, capsys):
    content = bytes(fetch(a_certificate().key))
    (tmp_path / "torn.pdf").write_bytes(
        content.replace(b"/Type/Sig", b"/Type/Sxg")
        .replace(b"/Type /Sig", b"/Type /Sxg")
        .replace(b"/FT /Sig", b"/FT /Sxg")
        .replace(b"/FT/Sig", b"/FT/Sxg")
    )

    assert run("certificate", "verify", str(tmp_path / "torn.pdf")) == 2
