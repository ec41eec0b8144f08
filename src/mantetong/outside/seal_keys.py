"""The key and certificates behind the electronic seal of a region.

A real seal is a file: `<home>/keys/seals/<region>.pem`, private key and certificates, leaf first. Without it a test seal stands
in: a P-256 key derived from the first master key, certified by a root of this installation that nobody else trusts. Its
certificates are made the same, byte for byte, in every process.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID
from django.conf import settings

from mantetong.outside.keys import key_ring

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the group P-256
_FIRST, _LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)
_ROOT = "ManTeTong test root"


class SealBroken(ValueError):
    """The file of a region's seal holds no usable key and certificate."""

    code = "SEAL_BROKEN"


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key (PKCS#8, DER) and its certificates, leaf first. `is_test` for the stand-in."""

    private: bytes
    certificates: tuple[bytes, ...]
    is_test: bool

    @property
    def chain(self) -> tuple[asn1.Certificate, ...]:
        """The certificates as asn1crypto wants them."""
        return tuple(asn1.Certificate.load(one) for one in self.certificates)


def seal_key(*, region: str) -> SealKey:
    """The seal of a region. Raises SealBroken."""
    file = Path(settings.MANTETONG_HOME) / "keys" / "seals" / f"{region}.pem"
    if file.is_file():
        return _from_file(file, file.stat().st_mtime_ns)
    ring = key_ring()
    return _test_seal(ring.derived("seal:root", min(ring.masters)), ring.derived(f"seal:{region}", min(ring.masters)), region)


@lru_cache(maxsize=16)
def _from_file(file: Path, _changed: int) -> SealKey:
    content = file.read_bytes()
    try:
        certificates = tuple(one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(content))
        return SealKey(_pkcs8(load_pem_private_key(content, None)), certificates, is_test=False)
    except (ValueError, TypeError) as error:
        raise SealBroken(file.name) from error


@lru_cache(maxsize=16)
def _test_seal(root_secret: bytes, leaf_secret: bytes, region: str) -> SealKey:
    root, leaf = _key(root_secret), _key(leaf_secret)
    above = _certificate(_ROOT, _ROOT, root, root, is_root=True)
    below = _certificate(f"ManTeTong test seal {region}", _ROOT, leaf, root, is_root=False)
    return SealKey(_pkcs8(leaf), (below, above), is_test=True)


def _key(secret: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(secret, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def _pkcs8(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, *, is_root: bool
) -> bytes:
    serial = int.from_bytes(hashlib.sha256(subject.encode()).digest()[:8], "big") | 1
    building = x509.CertificateBuilder(_name(issuer), _name(subject), key.public_key(), serial, _FIRST, _LAST)
    building = building.add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    building = building.add_extension(_usage(is_root=is_root), critical=True)
    building = building.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    building = building.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    return building.sign(by, SHA256(), ecdsa_deterministic=True).public_bytes(Encoding.DER)


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
