"""Writing a draft and submitting it."""

from mantetong.apply.answers import keep_answer
from mantetong.apply.operations.forgetting import forget_draft
from mantetong.apply.operations.signing import make_form, sign_form
from mantetong.apply.operations.start import start_filing
from mantetong.apply.operations.submit import submit

__all__ = ["forget_draft", "keep_answer", "make_form", "sign_form", "start_filing", "submit"]
