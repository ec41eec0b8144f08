"""The journal of what came through the pages: each line at once. The bare path writes its own in batches (`journal`)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from mantetong.settlement.statements import statement

_NOTE = statement("settlement", "note_call")
_LONGEST_INFNO, _LONGEST = 6, 30  # as the columns are wide


def note_call(*, at: datetime, infno: str, infcode: int, known: Mapping[str, str], microseconds: int) -> None:
    """One call; `known` is what could be read of it: msgid, institution, psn_no."""
    line: dict[str, Any] = {
        "at": at,
        "infno": infno[:_LONGEST_INFNO],
        "msgid": known.get("msgid", "")[:_LONGEST],
        "institution_code": known.get("institution", ""),
        "psn_no": known.get("psn_no", "")[:_LONGEST].replace("\0", ""),
        "infcode": infcode,
        "microseconds": microseconds,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, line)
