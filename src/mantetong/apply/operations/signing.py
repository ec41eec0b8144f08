"""The application form: made here, signed here (JQ-14), kept as a paper of the filing like any other."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from mantetong.apply.draft import Draft
from mantetong.apply.models import Signature
from mantetong.apply.operations.form_data import FormData, form_data
from mantetong.apply.operations.signature_image import signature_svg
from mantetong.cases.operations import note_signature
from mantetong.domain.papers import PaperKind
from mantetong.materials.operations import receive_paper, remove_paper
from mantetong.people.operations import use_code
from mantetong.web.printing import render_pdf

TEMPLATE = "apply/form.typ"


@dataclass(frozen=True, slots=True)
class SignedForm:
    """Where the signed form stands, and its SHA-256."""

    paper_id: int
    digest: str


def _pdf(data: FormData, *, at: datetime, signature: str | None, typed: str) -> bytes:
    return render_pdf(template=TEMPLATE, data={**asdict(data), "signature": signature, "typed": typed}, at=at)


def make_form(*, draft: Draft) -> bytes:
    """The unsigned form as PDF, filled from the draft. Raises MissingGlyph."""
    return _pdf(form_data(draft), at=draft.at, signature=None, typed="")


def form_slot(draft: Draft) -> str | None:
    """The code of the slot that takes the form, None where the region asks for none."""
    return next((slot.code for slot in draft.slots if PaperKind.APPLICATION_FORM in slot.takes), None)


def sign_form(*, draft: Draft, drawn: str, typed: str, code: str) -> SignedForm:
    """Spend the fresh code, put the signature on the form, keep form, hash and time.

    `drawn` is a PNG data URL; without it the typed name counts. Signing again replaces the earlier form.
    Raises CodeWrong, CodeExpired, TooManyTries, SignatureUnreadable, MissingGlyph. Must not be called inside a transaction.
    """
    assert draft.by.account_id is not None  # noqa: S101  the page is for citizens
    signature = signature_svg(drawn) if drawn else None
    data = form_data(draft)
    unsigned = _pdf(data, at=draft.at, signature=None, typed="")
    signed = _pdf(data, at=draft.at, signature=signature, typed="" if signature else typed)
    use_code(account_id=draft.by.account_id, purpose="SIGN", code=code, at=draft.at)
    return _keep(draft=draft, unsigned=unsigned, signed=signed, gesture="DRAWN" if signature else "TYPED")


@transaction.atomic
def _keep(*, draft: Draft, unsigned: bytes, signed: bytes, gesture: str) -> SignedForm:
    earlier = Signature.objects.filter(filing_id=draft.filing.id).first()
    if earlier:
        remove_paper(paper_id=earlier.paper_id, by=draft.by, at=draft.at)
        earlier.delete()
    slot = form_slot(draft) or "application_form"
    paper = receive_paper(filing_id=draft.filing.id, slot=slot, name="申请表.pdf", content=signed, by=draft.by, at=draft.at)
    digest = hashlib.sha256(signed).hexdigest()
    Signature.objects.create(
        filing_id=draft.filing.id,
        account_id_of_signer=draft.by.known_id,
        gesture=gesture,
        signed_digest=hashlib.sha256(unsigned).hexdigest(),
        form_digest=digest,
        paper_id=paper.id,
        at=draft.at,
    )
    note_signature(filing_id=draft.filing.id, form_key=str(paper.id), signed_at=draft.at, at=draft.at)
    return SignedForm(paper.id, digest)
