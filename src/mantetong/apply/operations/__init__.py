"""Writing a draft and submitting it."""

from mantetong.apply.answers import keep_answer
from mantetong.apply.operations.answering import answer_question
from mantetong.apply.operations.forgetting import forget_draft
from mantetong.apply.operations.other_signatures import Sheet, sign_by_voice, sign_on_paper
from mantetong.apply.operations.reminding import remind_of_drafts
from mantetong.apply.operations.reusing import reuse_earlier
from mantetong.apply.operations.signing import make_form, sign_form
from mantetong.apply.operations.slot_links import (
    OpenLink,
    link_by_code,
    link_by_token,
    note_opened,
    open_slot_link,
    revoke_slot_links,
    take_through_link,
)
from mantetong.apply.operations.start import start_filing
from mantetong.apply.operations.submit import submit
from mantetong.apply.operations.witnessing import draft_at_the_counter, show_witness_code, witness_form

__all__ = [
    "OpenLink",
    "Sheet",
    "answer_question",
    "draft_at_the_counter",
    "forget_draft",
    "keep_answer",
    "link_by_code",
    "link_by_token",
    "make_form",
    "note_opened",
    "open_slot_link",
    "remind_of_drafts",
    "reuse_earlier",
    "revoke_slot_links",
    "show_witness_code",
    "sign_by_voice",
    "sign_form",
    "sign_on_paper",
    "start_filing",
    "submit",
    "take_through_link",
    "witness_form",
]
