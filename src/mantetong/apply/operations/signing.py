"""The application form: made here, signed here (JQ-14), kept as a paper of the filing like any other."""

import hashlib
from dataclasses import asdict, dataclass

from django.db import transaction

from mantetong.apply.draft import Draft
from mantetong.apply.form_data import facts_digest, form_data
from mantetong.apply.models import Gesture, Signature
from mantetong.apply.operations.signature_image import signature_svg
from mantetong.cases.operations import note_signature
from mantetong.domain.papers import PaperKind
from mantetong.materials.operations import receive_paper, remove_paper
from mantetong.materials.queries import papers_of
from mantetong.people.operations import use_code
from mantetong.web.printing import render_pdf

TEMPLATE = "apply/form.typ"


@dataclass(frozen=True, slots=True)
class SignedForm:
    """Where the signed form stands, and its SHA-256."""

    paper_id: int
    digest: str


@dataclass(frozen=True, slots=True)
class Signing:
    """One act of signing: the gesture, the form before and after it, the paper that holds it, who stood by."""

    gesture: Gesture
    unsigned: bytes
    signed: bytes
    paper_id: int
    witness: str | None


def _pdf(draft: Draft, *, signature: str | None = None, typed: str = "", attested: str = "") -> bytes:
    data = {**asdict(form_data(draft)), "signature": signature, "typed": typed, "attested": attested}
    return render_pdf(template=TEMPLATE, data=data, at=draft.at)


def make_form(*, draft: Draft) -> bytes:
    """The unsigned form as PDF, filled from the draft. Raises MissingGlyph."""
    return _pdf(draft)


def attested_form(draft: Draft, *, said: str) -> bytes:
    """The form of somebody who cannot write, with the words that stand for the signature. Raises MissingGlyph."""
    return _pdf(draft, attested=said)


def form_slot(draft: Draft) -> str | None:
    """The code of the slot that takes the form, None where the region asks for none."""
    return next((slot.code for slot in draft.slots if PaperKind.APPLICATION_FORM in slot.takes), None)


def sign_form(*, draft: Draft, drawn: str, typed: str, code: str) -> SignedForm:
    """Spend the fresh code, put the signature on the form, keep form, hash and time.

    `drawn` is a PNG data URL; without it the typed name counts. Signing again replaces the earlier form.
    Raises CodeWrong, CodeExpired, TooManyTries, SignatureUnreadable, MissingGlyph. Must not be called inside a transaction.
    """
    signature = signature_svg(drawn) if drawn else None
    unsigned = _pdf(draft)
    signed = _pdf(draft, signature=signature, typed="" if signature else typed)
    use_code(account_id=draft.by.known_id, purpose="SIGN", code=code, at=draft.at)
    gesture = Gesture.DRAWN if signature else Gesture.TYPED
    return keep_form(draft=draft, gesture=gesture, unsigned=unsigned, signed=signed)


@transaction.atomic
def keep_form(*, draft: Draft, gesture: Gesture, unsigned: bytes, signed: bytes, witness: str | None = None) -> SignedForm:
    """Put the signed PDF into its slot and keep how it was signed."""
    paper = receive_paper(
        filing_id=draft.filing.id,
        slot=form_slot(draft) or "application_form",
        name="申请表.pdf",
        content=signed,
        by=draft.by,
        at=draft.at,
    )
    return keep_signature(draft=draft, signing=Signing(gesture, unsigned, signed, paper.id, witness))


@transaction.atomic
def keep_signature(*, draft: Draft, signing: Signing) -> SignedForm:
    """Write how the form was signed, over an earlier signature; the earlier form is taken out of its slot."""
    earlier = Signature.objects.select_for_update().filter(filing_id=draft.filing.id).first()
    if earlier:
        _take_out(earlier.paper_id, draft, unless=signing.paper_id)
        earlier.delete()
    digest = hashlib.sha256(signing.signed).hexdigest()
    Signature.objects.create(
        filing_id=draft.filing.id,
        account_id_of_signer=draft.by.known_id,
        gesture=signing.gesture,
        signed_digest=hashlib.sha256(signing.unsigned).hexdigest(),
        form_digest=digest,
        facts_digest=facts_digest(draft),
        paper_id=signing.paper_id,
        witness=signing.witness,
        at=draft.at,
    )
    note_signature(filing_id=draft.filing.id, form_key=str(signing.paper_id), signed_at=draft.at, at=draft.at)
    return SignedForm(signing.paper_id, digest)


def _take_out(paper_id: int, draft: Draft, *, unless: int) -> None:
    stands = paper_id in {paper.id for paper in papers_of(draft.filing.id)}  # the person may have taken it out already
    if stands and paper_id != unless:
        remove_paper(paper_id=paper_id, by=draft.by, at=draft.at)
