"""A decision as a deed that is held for half a minute before it is sent."""

from collections.abc import Mapping
from typing import Any

from mantetong.determination.operations.deciding import decide
from mantetong.determination.reasons import DecisionReason
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from mantetong.review.operations import Deed, register_doer


def _reason(row: Mapping[str, Any]) -> DecisionReason:
    return DecisionReason(**{**row, "answer": Answer(row["answer"]), "evidence": tuple(row["evidence"])})


def _decide(deed: Deed) -> None:
    given = deed.given
    decide(
        case_id=deed.case_id or 0,
        outcome=Outcome(given["outcome"]),
        reasons=[_reason(row) for row in given["reasons"]],
        remark=given["remark"],
        institution_code=given["institution"],
        doctor_code=given["doctor"],
        by=deed.by,
        at=deed.at,
        seen_version=given["version"],
    )


register_doer(kind="DECIDE", doer=_decide)
