"""A decision as a deed that is held for half a minute before it is sent."""

from collections.abc import Mapping
from typing import Any

from mantetong.determination.models import MissingKind
from mantetong.determination.operations.codes import ask_code
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
    _ask_codes(deed)


def _ask_codes(deed: Deed) -> None:
    """Whoever was not in the tables goes on the list of missing codes."""
    kinds = {MissingKind.INSTITUTION: "missing_institution", MissingKind.DOCTOR: "missing_doctor"}
    for kind, name in kinds.items():
        said = deed.given.get(name, "")
        if said.strip():
            institution = deed.given["institution"] or ""
            ask_code(case_id=deed.case_id or 0, kind=kind, said=said, institution_code=institution, by=deed.by, at=deed.at)


register_doer(kind="DECIDE", doer=_decide)
