"""Answering one question: what it changes and the answer itself, both or neither."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mantetong.apply.draft import Draft
from mantetong.apply.questions import Question


@transaction.atomic
def answer_question(*, question: Question, draft: Draft, given: Mapping[str, Any]) -> None:
    """Keep what was answered. Raises AnswerMoved when another window has answered since the page was made (`draft.seen`),
    DraftOnly, AlreadyRunning, AlreadyHeld; then nothing is kept.
    """
    question.keep(draft, given)
