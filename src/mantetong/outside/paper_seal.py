"""The electronic seal on a paper: a PAdES signature of the region, with a time stamp when an authority answers.

Errors: SealBroken (the file of a real seal cannot be used), NotSealed (a file without a readable signature).
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import TypeVar

from asn1crypto import cms
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import SigningCertificateV2
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfTimeStamper, sign_pdf
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mantetong.outside.gateways import TimeStampAway
from mantetong.outside.seal_keys import SealKey, seal_key
from mantetong.outside.time_stamp import authority

Result = TypeVar("Result")

_FIELD = "Seal"
_ROOM = 20_000  # hex digits kept free for signature, chain and stamp; measuring instead would sign everything twice


class NotSealed(ValueError):
    """No signed PDF."""

    code = "NOT_SEALED"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A signed paper; `is_stamped` false when no time-stamp authority answered."""

    content: bytes
    is_stamped: bool


@dataclass(frozen=True, slots=True)
class SealFound:
    """What a signature says: `is_intact` nothing changed since, `is_ours` made under this installation's seal of the region."""

    signer: str
    is_intact: bool
    is_ours: bool
    stamped_at: datetime | None


def seal_paper(content: bytes, *, region: str) -> Sealed:
    """Sign a PDF with the seal of `region` (PAdES B-T; B-B while no authority answers). Raises SealBroken."""
    try:
        return Sealed(_signed(content, region, stamped=True), is_stamped=True)
    except TimeStampAway:
        return Sealed(_signed(content, region, stamped=False), is_stamped=False)


def stamp_paper(content: bytes) -> bytes:
    """A signed paper with a document time stamp added behind its signature. Raises TimeStampAway."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    return _apart(lambda: bytes(PdfTimeStamper(authority()).timestamp_pdf(writer, "sha256").getbuffer()))


def read_seal(content: bytes, *, region: str) -> SealFound:
    """What the first signature of a PDF says. The seal of `region` is the trusted one. Raises NotSealed."""
    try:
        one = PdfFileReader(BytesIO(content)).embedded_regular_signatures[0]
        trusted = ValidationContext(trust_roots=[seal_key(region=region).chain[-1]], allow_fetching=False)
        status = _apart(lambda: validate_pdf_signature(one, trusted, _authorities(one.signed_data)))
    except (PdfError, SignatureValidationError, ValueError, IndexError, KeyError, AttributeError) as error:
        raise NotSealed from error
    stamp = status.timestamp_validity
    whole = status.intact and status.valid and status.docmdp_ok
    return SealFound(
        one.signer_cert.subject.human_friendly, bool(whole), bool(status.trusted), stamp.timestamp if stamp else None
    )


def _apart(act: Callable[[], Result]) -> Result:
    """PyHanko runs an event loop of its own, which a thread that is in one already would refuse: then another thread does it."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return act()
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(act).result()


def _signed(content: bytes, region: str, *, stamped: bool) -> bytes:
    about = PdfSignatureMetadata(field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(BytesIO(content))
    signer = _signer(seal_key(region=region))
    by = authority() if stamped else None
    return _apart(lambda: bytes(sign_pdf(writer, about, signer, timestamper=by, bytes_reserved=_ROOM).getbuffer()))


@lru_cache(maxsize=16)
def _signer(key: SealKey) -> SimpleSigner:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(key.chain[1:])
    signer = SimpleSigner(key.chain[0], PrivateKeyInfo.load(key.private), store, embed_roots=True)
    signer.signed_attr_prov_spec = _Signed(as_signing_certificate_v2(key.chain[0]).dump())
    return signer


class _Signed(SignedAttributeProviderSpec):
    """What PAdES B asks to be signed beside the digest: which certificate signs.

    Encoded once: pyHanko's own provider builds it anew for each signature and encodes it a hundred times over, half of a signature's cost.
    """

    def __init__(self, certificate: bytes) -> None:
        self._certificate = certificate

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterable[CMSAttributeProvider]:  # noqa: ARG002
        yield _Certificate(self._certificate)


class _Certificate(CMSAttributeProvider):
    attribute_type = "signing_certificate_v2"

    def __init__(self, encoded: bytes) -> None:
        self._encoded = encoded

    async def build_attr_value(self, dry_run: bool = False) -> SigningCertificateV2:  # noqa: ARG002, FBT001, FBT002  pyHanko's signature
        return SigningCertificateV2.load(self._encoded)


def _authorities(signed: cms.SignedData) -> ValidationContext:
    """Who stamped is told, not judged: the certificates in the stamp itself are taken as they are."""
    found = [
        one.chosen
        for info in signed["signer_infos"]
        for attribute in info["unsigned_attrs"] or ()
        if attribute["type"].native == "signature_time_stamp_token"
        for value in attribute["values"]
        for one in value["content"]["certificates"] or ()
    ]
    return ValidationContext(trust_roots=found, allow_fetching=False)
