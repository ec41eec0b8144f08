"""The pretend time-stamp authority: RFC 3161 over HTTP, SHA-256 digests only, signed with a key of the sandbox's own (P-256)."""

import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mantetong.sandbox.server.exchange import Reply, Request
from mantetong.sandbox.server.state import State

_POLICY = "1.2.3.4.1"
_REPLY = "application/timestamp-reply"
_DIGEST_BYTES = 32
_YEARS = timedelta(days=3650)


def answer(request: Request, state: State) -> Reply:
    """A stamp over the digest asked for; a refusal in the protocol's own words for what is no such request."""
    try:
        asked = tsp.TimeStampReq.load(request.body, strict=True)
        imprint = asked["message_imprint"]
        sound = imprint["hash_algorithm"]["algorithm"].native == "sha256"
        sound = sound and len(imprint["hashed_message"].native) == _DIGEST_BYTES
    except (ValueError, TypeError):
        return _refused("bad_data_format")
    if not sound:
        return _refused("bad_alg")
    token = _token(asked, request, _keys(state.folder))
    return Reply(200, tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump(), _REPLY)


class _Refusal(core.Sequence):  # type: ignore[misc]
    """An answer without a token, which asn1crypto's own type cannot write."""

    _fields = [("status", tsp.PKIStatusInfo)]


def _refused(why: str) -> Reply:
    return Reply(200, _Refusal({"status": {"status": "rejection", "fail_info": {why}}}).dump(), _REPLY)


def _token(
    asked: tsp.TimeStampReq, request: Request, keys: tuple[ec.EllipticCurvePrivateKey, asn1.Certificate]
) -> cms.ContentInfo:
    key, certificate = keys
    info = _info(asked, request)
    attributes = _attributes(info, certificate)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}}
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signed_attrs": attributes,
            "signature": key.sign(attributes.untag().dump(), ec.ECDSA(SHA256())),
        }
    )
    signed = {
        "version": "v3",
        "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
        "encap_content_info": {"content_type": "tst_info", "content": cms.ParsableOctetString(info.dump())},
        "certificates": [certificate],
        "signer_infos": [signer],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _info(asked: tsp.TimeStampReq, request: Request) -> tsp.TSTInfo:
    content = {
        "version": "v1",
        "policy": _POLICY,
        "message_imprint": asked["message_imprint"],
        "serial_number": secrets.randbits(63),
        "gen_time": request.at.replace(microsecond=0),
        "accuracy": {"seconds": 1},
    }
    if asked["nonce"].native is not None:
        content["nonce"] = asked["nonce"]
    return tsp.TSTInfo(content)


def _attributes(info: tsp.TSTInfo, certificate: asn1.Certificate) -> cms.CMSAttributes:
    known = tsp.SigningCertificateV2({"certs": [{"cert_hash": _sha256(certificate.dump())}]})
    given = (("content_type", "tst_info"), ("message_digest", _sha256(info.dump())), ("signing_certificate_v2", known))
    return cms.CMSAttributes([cms.CMSAttribute({"type": name, "values": [value]}) for name, value in given])


def _sha256(content: bytes) -> bytes:
    digest = Hash(SHA256())
    digest.update(content)
    return digest.finalize()


@lru_cache(maxsize=8)
def _keys(folder: Path) -> tuple[ec.EllipticCurvePrivateKey, asn1.Certificate]:
    file = folder / "time_stamps.pem"
    if not file.exists():
        _make(file)
    content = file.read_bytes()
    key = load_pem_private_key(content, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(file.name)
    return key, asn1.Certificate.load(x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER))


def _make(file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    fresh = file.with_suffix(f".{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    kept = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + _certificate(key).public_bytes(Encoding.PEM)
    fresh.write_bytes(kept)
    fresh.replace(file)


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ManTeTong sandbox time-stamp authority")])
    first = datetime(2025, 1, 1, tzinfo=UTC)
    building = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), first, first + _YEARS)
    building = building.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return building.sign(key, SHA256())
