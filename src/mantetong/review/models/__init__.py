"""Rows of the desk: what was asked of the applicant and of hospitals, what is about to be sent, and what colleagues say to each other."""

from mantetong.review.models.asking import ItemKind, Refusal, SupplementItem, SupplementNotice
from mantetong.review.models.finding import NamedPerson
from mantetong.review.models.following_up import Enquiry, EnquiryState, Promise, PromiseKind
from mantetong.review.models.sending import ActKind, SendingAct, SendingState
from mantetong.review.models.talking import Note, Presence

__all__ = [
    "ActKind", "Enquiry", "EnquiryState", "ItemKind", "NamedPerson", "Note", "Presence", "Promise", "PromiseKind", "Refusal",
    "SendingAct", "SendingState", "SupplementItem", "SupplementNotice",
]  # fmt: skip
