"""Signing otherwise than with a finger: on paper, with a thumbprint, by voice. Nobody is kept out because they cannot write."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mantetong.apply.draft import Draft
from mantetong.apply.errors import RecordingUnreadable
from mantetong.apply.models import Gesture, Recording
from mantetong.apply.operations.signing import SignedForm, Signing, attested_form, form_slot, keep_form, keep_signature, make_form
from mantetong.materials.operations import receive_paper
from mantetong.materials.operations.scanning import ensure_harmless
from mantetong.outside.documents import store
from mantetong.people.operations import use_code

MOST_BYTES = 8 * 1024 * 1024
_LEAST_BYTES = 2000
_SAID_BY_VOICE = "申请人不会书写，已口述确认（录音存档）"
# How a recorder's file begins, from its first byte, and what it is.
_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "audio/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"RIFF", "audio/wav"),
    (0, b"#!AMR", "audio/amr"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One photographed or scanned page of the signed form."""

    name: str
    content: bytes


def sign_on_paper(*, draft: Draft, sheets: Sequence[Sheet], gesture: Gesture, witness: str) -> SignedForm:
    """Take the form signed (PAPER) or thumbprinted (THUMBPRINT) on paper, page by page; `witness` names who stood by.

    Replaces an earlier form. Raises what `receive_paper` raises; then the earlier form stands. Must not be called inside a transaction.
    """
    unsigned = make_form(draft=draft)
    slot = form_slot(draft) or "application_form"
    with transaction.atomic():  # all of its pages or none
        papers = [
            receive_paper(filing_id=draft.filing.id, slot=slot, name=one.name, content=one.content, by=draft.by, at=draft.at)
            for one in sheets
        ]
        content = b"".join(one.content for one in sheets)
        return keep_signature(draft=draft, signing=Signing(gesture, unsigned, content, papers[0].id, witness or None))


def sign_by_voice(*, draft: Draft, recording: bytes, code: str) -> SignedForm:
    """Keep a recorded voice and the form that says so. Raises RecordingUnreadable, Infected, CodeWrong, CodeExpired, TooManyTries.

    Nobody here opens the recording: it is stored sealed and played by the staff's own device.
    """
    type_ = recording_type(recording)
    ensure_harmless(recording)
    unsigned, signed = make_form(draft=draft), attested_form(draft, said=_SAID_BY_VOICE)
    key = store(content=recording, person_id=draft.filing.person_id)
    use_code(account_id=draft.by.known_id, purpose="SIGN", code=code, at=draft.at)
    with transaction.atomic():
        Recording.objects.create(filing_id=draft.filing.id, storage_key=key, type=type_, size=len(recording), at=draft.at)
        return keep_form(draft=draft, gesture=Gesture.VOICE, unsigned=unsigned, signed=signed)


def recording_type(recording: bytes) -> str:
    """What a recorder made, by its first bytes. Raises RecordingUnreadable."""
    if _LEAST_BYTES <= len(recording) <= MOST_BYTES:
        for start, mark, type_ in _BEGINNINGS:
            if recording[start : start + len(mark)] == mark:
                return type_
    raise RecordingUnreadable(f"{MOST_BYTES // 1024 // 1024}MB")
