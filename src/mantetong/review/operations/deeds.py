"""What the desk sends to applicants, as deeds that can be held for half a minute."""

from typing import Any

from mantetong.review.models import ActKind, ItemKind
from mantetong.review.operations.acceptance import Reason, refuse
from mantetong.review.operations.sending import Deed, register_doer
from mantetong.review.operations.supplement import Ask, ask_again, lapse, send_further_supplement, send_supplement


def _asks(deed: Deed) -> list[Ask]:
    return [Ask(**{**item, "kind": ItemKind(item["kind"])}) for item in deed.given["items"]]


def _supplement(deed: Deed) -> None:
    send_supplement(filing_id=deed.filing_id, items=_asks(deed), by=deed.by, at=deed.at)


def _further(deed: Deed) -> None:
    reason: str = deed.given["reason"]
    send_further_supplement(filing_id=deed.filing_id, items=_asks(deed), reason=reason, by=deed.by, at=deed.at)


def _again(deed: Deed) -> None:
    ask_again(filing_id=deed.filing_id, item_ids=deed.given["items"], by=deed.by, at=deed.at)


def _refuse(deed: Deed) -> None:
    reasons: list[dict[str, Any]] = deed.given["reasons"]
    refuse(filing_id=deed.filing_id, reasons=[Reason(**reason) for reason in reasons], by=deed.by, at=deed.at)


def _lapse(deed: Deed) -> None:
    lapse(case_id=deed.case_id or 0, by=deed.by, at=deed.at, seen_version=deed.given.get("version"))


register_doer(kind=ActKind.SUPPLEMENT, doer=_supplement)
register_doer(kind=ActKind.FURTHER_SUPPLEMENT, doer=_further)
register_doer(kind=ActKind.ASK_AGAIN, doer=_again)
register_doer(kind=ActKind.REFUSE, doer=_refuse)
register_doer(kind=ActKind.LAPSE, doer=_lapse)
