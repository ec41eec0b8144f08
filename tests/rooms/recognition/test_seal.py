"""The electronic seal on the certificate and its time stamp."""

from io import BytesIO

import httpx
import pikepdf
import pytest
from asn1crypto import cms
from pyhanko.sign.general import as_signing_certificate_v2

from mantetong.outside.keys import make_keys
from mantetong.outside.paper_seal import NotSealed, read_seal, seal_paper, stamp_paper
from mantetong.outside.seal_keys import seal_key
from tests.rooms.outside.conftest import world

__all__ = ["world"]


def a_paper():
    made = pikepdf.new()
    made.add_blank_page(page_size=(300, 300))
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_a_sealed_paper_names_its_region_and_the_moment_of_the_authority(world):
    sealed = seal_paper(a_paper(), region="511400")
    found = read_seal(sealed.content, region="511400")

    assert sealed.is_stamped
    assert (found.is_intact, found.is_ours) == (True, True)
    assert "511400" in found.signer
    assert found.stamped_at is not None


def test_what_is_signed_is_what_pades_asks_for_and_names_the_certificate(world):
    sealed = pikepdf.open(BytesIO(seal_paper(a_paper(), region="511400").content))
    contents = bytes(sealed.Root.AcroForm.Fields[0].V.Contents)
    [signed_by] = cms.ContentInfo.load(contents)["content"]["signer_infos"]
    said = {one["type"].native: one["values"] for one in signed_by["signed_attrs"]}

    assert set(said) == {"content_type", "message_digest", "signing_certificate_v2"}
    assert said["signing_certificate_v2"][0].dump() == as_signing_certificate_v2(seal_key(region="511400").chain[0]).dump()
    assert [one["type"].native for one in signed_by["unsigned_attrs"]] == ["signature_time_stamp_token"]


def test_one_byte_changed_is_seen(world):
    content = bytearray(seal_paper(a_paper(), region="511400").content)
    place = content.index(b"300")
    content[place : place + 3] = b"301"

    assert not read_seal(bytes(content), region="511400").is_intact


@pytest.mark.parametrize("how", ["AWAY", "SILENT", "GARBLED"])
def test_an_authority_that_is_away_delays_the_stamp_and_not_the_paper(world, how):
    world.fault("tsa", how)

    sealed = seal_paper(a_paper(), region="511400")

    assert (sealed.is_stamped, read_seal(sealed.content, region="511400").is_intact) == (False, True)
    stamped = stamp_paper(sealed.content)
    assert read_seal(stamped, region="511400").is_intact
    assert stamped.startswith(sealed.content)


def test_what_is_not_sealed_says_so():
    for content in (a_paper(), b"", b"no pdf"):
        with pytest.raises(NotSealed):
            read_seal(content, region="511400")


def test_another_installations_seal_is_not_ours(world, tmp_path, settings):
    sealed = seal_paper(a_paper(), region="511400").content
    make_keys(tmp_path / "other" / "keys")
    settings.MANTETONG_HOME = tmp_path / "other"

    found = read_seal(sealed, region="511400")

    assert (found.is_intact, found.is_ours) == (True, False)


def test_the_authority_refuses_what_is_no_request(world):
    answer = httpx.post(world.url + "/tsa/", content=b"x", trust_env=False)

    assert answer.status_code == 200
    assert b"\x02\x01\x02" in answer.content  # PKIStatus rejection
