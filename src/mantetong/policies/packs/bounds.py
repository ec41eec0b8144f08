"""How large or small a number of a pack may be: what lies outside could never be meant, and some of it would never end.

A limit of minus three days, a review every nought months or a panel of nobody is a slip of the pen; an editor that
follows the published schema marks it while it is written.
"""

from typing import Any

Schema = dict[str, Any]

_CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"
_NUMBER = r"^-?\d{1,12}(\.\d{1,6})?$"
_MONTHS, _DAYS = (1, 1200), (0, 3660)
_BOUNDS: dict[str, dict[str, tuple[int, int]]] = {
    "AgeLeaf": {"at_least": (0, 150), "at_most": (0, 150)},
    "AgeLimit": {"from_age": (0, 150)},
    "Appeal": {"days": (1, 3660), "working_days": (1, 1000)},
    "CorrectionRule": {"within_days": _DAYS},
    "Determination": {"panel": (1, 99), "quorum": (1, 99)},
    "DocumentLeaf": {
        "count": (1, 99),
        "issuer_level": (1, 3),
        "signatures": (0, 9),
        "within_months": _MONTHS,
        "older_than_months": _MONTHS,
    },
    "ExaminationLeaf": {"within_months": _MONTHS},
    "ExpertRule": {"fee_yuan": (0, 100_000), "remind_after_days": _DAYS, "replace_after_days": _DAYS},
    "Hearing": {"days": _DAYS},
    "LabLeaf": {"repeats": (1, 99), "within_months": _MONTHS},
    "NoticeRule": {"per_day": (1, 1000), "door_hours": (0, 720), "call_after_days": _DAYS},
    "PublicNotice": {"days": _DAYS},
    "SecondReading": dict.fromkeys(("ordinary", "risky", "entrusted", "own_patient", "automatic"), (0, 100)),
    "Slot": {"copies": (0, 99), "issuer_level": (1, 3), "pages": (1, 1000), "max_bytes": (1, 1024**3)},
    "Supplement": {"answer_days": (1, 3660), "reopen_days": _DAYS, "enquiry_days": (1, 3660), "warn_days": _DAYS},
    "TillRule": {"certificate_hours": (0, 87_600), "last_known_minutes": (0, 525_600)},
    "TimeLimit": {"working_days": (0, 1000)},
    "Validity": {
        "months": _MONTHS,
        "review_every_months": _MONTHS,
        "renewal_window_days": _DAYS,
        "renewal_proof_months": _MONTHS,
    },
    "VisitsLeaf": {"count": (1, 999), "within_months": _MONTHS},
}
_FORMS = ["paper", "electronic", "either"]
NOTICES = ["in_system", "sms", "wechat_oa", "app", "mini_program", "phone", "post"]
KEY_BOUNDS = {"max_file_bytes": (1, 1024**3), "max_files": (1, 10_000)}


def bound(definitions: dict[str, Schema]) -> None:
    """Write the bounds into the schema's definitions, in place; hours of the day are written HH:MM, a form is one of three."""
    for name, fields in _BOUNDS.items():
        for field, ends in fields.items():
            definitions[name]["properties"][field] |= bounds(ends)
    for field in ("quiet_from", "quiet_until"):
        definitions["NoticeRule"]["properties"][field] |= {"pattern": _CLOCK}
    definitions["Slot"]["properties"]["form"] |= {"enum": _FORMS}


def bounds(ends: tuple[int, int]) -> Schema:
    """The smallest and the largest number, as a schema says it."""
    return {"minimum": ends[0], "maximum": ends[1]}


def decimal_schema() -> Schema:
    """A number, or one in quotes where its last digits matter."""
    return {"type": ["number", "string"], "pattern": _NUMBER}
