"""Keeping an answer the moment it is given."""

import json
from datetime import datetime
from typing import Any

from mantetong.apply.models import DraftAnswer


def keep_answer(*, filing_id: int, question: str, value: Any, at: datetime) -> None:
    """Keep the answer to one question, over an earlier one. `value` is JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    DraftAnswer.objects.update_or_create(filing_id=filing_id, question=question, defaults={"value": text, "at": at})
