"""Keeping an answer the moment it is given, and never over one that was given elsewhere meanwhile."""

import json
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from mantetong.apply.errors import AnswerMoved
from mantetong.apply.models import DraftAnswer


@transaction.atomic
def keep_answer(*, filing_id: int, question: str, value: Any, at: datetime, seen: int | None = None) -> None:
    """Keep the answer to one question, over an earlier one. `value` is JSON.

    `seen` is the version the page was made from (0: no answer yet, None: not said, and then nothing is compared). When another window
    has answered differently since, nothing is written. Raises AnswerMoved.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    row = DraftAnswer.objects.select_for_update().filter(filing_id=filing_id, question=question).first()
    if row is None:
        return _first_answer(filing_id, question, text, at)
    if row.value == text:
        return None
    if seen is not None and seen != row.version:
        raise AnswerMoved(question=question)
    row.value, row.version, row.at = text, row.version + 1, at
    row.save(update_fields=["value", "version", "at"])
    return None


def _first_answer(filing_id: int, question: str, text: str, at: datetime) -> None:
    try:
        with transaction.atomic():
            DraftAnswer.objects.create(filing_id=filing_id, question=question, value=text, at=at)
    except IntegrityError as error:
        raise AnswerMoved(question=question) from error  # another window was first by a moment


def version_of(*, filing_id: int, question: str) -> int:
    """The version of the answer that stands; 0 while there is none."""
    return DraftAnswer.objects.filter(filing_id=filing_id, question=question).values_list("version", flat=True).first() or 0
