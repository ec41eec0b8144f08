"""What is done at the counter: a filing begun for who stands there, handed on, signed, submitted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mantetong.apply.answers import keep_answer
from mantetong.apply.clerk.errors import NotTheirsToAsk, NoVisit, SubmitAtCounter
from mantetong.apply.clerk.models import Visit
from mantetong.apply.draft import Draft
from mantetong.apply.errors import NotOpenForFiling
from mantetong.apply.models import Gesture
from mantetong.apply.operations.signing import SignedForm, attested_form, keep_form, make_form
from mantetong.apply.operations.start import is_open_for_filing
from mantetong.apply.operations.submit import submit
from mantetong.cases.operations import Submitted, open_draft, take_over_draft
from mantetong.cases.queries import filing_for
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.policy import RegionPolicy
from mantetong.domain.roles import Role
from mantetong.people.operations import note_look
from mantetong.people.queries import insurances_of, staff_display
from mantetong.web.clock import day_of

AT_COUNTER = frozenset({Role.CLERK, Role.HELPER})
COUNTER = "counter"
_SPOKEN = "申请人不会书写，已在窗口当面口述确认，由工作人员见证"
_SPOKEN_BY_PROXY = "代办人不会书写，已在窗口当面口述确认，由工作人员见证"


@dataclass(frozen=True, slots=True)
class Proxy:
    """Somebody who stands at the counter for the person. `relation` is the national code 1–8; `own_word`: see `Visit`."""

    name: str
    id_number: str
    relation: str
    phone: str
    own_word: bool


@transaction.atomic
def begin_visit(*, by: Actor, policy: RegionPolicy, person_id: int, proxy: Proxy | None, at: datetime) -> str:
    """Open (or find again) the draft of who stands at the counter; its reference. What is used and why has been told aloud.

    Raises NotOpenForFiling, NotYoursToTake.
    """
    ensure_holds(by, AT_COUNTER)
    if not is_open_for_filing(policy):
        raise NotOpenForFiling
    reference = open_draft(
        by=by, person_id=person_id, region=policy.code, insutype=_insutype(person_id, policy), door=door_of(policy), at=at
    )
    filing = filing_for(viewer=by, reference=reference, at=at)
    defaults = {"prepared_by_id": by.known_id, "told_at": at, "at": at, **_proxy_columns(proxy)}
    Visit.objects.update_or_create(filing_id=filing.id, defaults=defaults)
    keep_answer(
        filing_id=filing.id, question="told", value=[], at=at
    )  # extras are agreed to on one's own account, never for others
    note_look(by=by, kind="FILING", reference=reference, why="窗口代录入", at=at, person_id=person_id)
    return reference


def door_of(policy: RegionPolicy) -> str:
    """The region's counter as its pack calls it."""
    return next((stated.value.code for stated in policy.doors if stated.value.kind == COUNTER), COUNTER)


def _insutype(person_id: int, policy: RegionPolicy) -> str:
    here = (row for row in insurances_of(person_id) if row.region[:4] == policy.code[:4] and row.is_active)
    return next((row.insutype for row in here), "")


def _proxy_columns(proxy: Proxy | None) -> dict[str, object]:
    if proxy is None:
        return {"proxy_name": None, "proxy_number": None, "proxy_phone": None, "relation": "", "own_word": False}
    return {
        "proxy_name": proxy.name,
        "proxy_number": proxy.id_number,
        "proxy_phone": proxy.phone or None,
        "relation": proxy.relation,
        "own_word": proxy.own_word,
    }


def ensure_may_ask(*, draft: Draft, codes: list[str]) -> None:
    """A proxy asks for a sensitive illness only where the person's own word was seen. Raises NotTheirsToAsk."""
    is_sensitive = any(draft.policy.diseases[code].sensitive for code in codes if code in draft.policy.diseases)
    if is_sensitive and Visit.objects.filter(filing_id=draft.filing.id, proxy_name__isnull=False, own_word=False).exists():
        raise NotTheirsToAsk


@transaction.atomic
def continue_visit(*, barcode: str, by: Actor, at: datetime) -> str:
    """Go on with what somebody began: the case whose slip bears this barcode; its reference.

    A clerk takes over what a helper or a colleague of the region prepared; a helper finds their own. Raises NoVisit.
    """
    ensure_holds(by, AT_COUNTER)
    visit = Visit.objects.select_related("filing").filter(barcode=barcode.strip().upper()).first()
    if visit is None or visit.filing.region != by.region or not visit.filing.is_draft or visit.filing.removed_at:
        raise NoVisit
    if visit.filing.account_id == by.account_id:
        return visit.filing.reference
    if not by.holds(Role.CLERK):
        raise NoVisit
    reference = take_over_draft(filing_id=visit.filing_id, by=by, at=at)
    note_look(by=by, kind="FILING", reference=reference, why="窗口接着办", at=at, person_id=visit.filing.person_id)
    return reference


def witness_visit(*, draft: Draft, by: Actor) -> SignedForm:
    """Sign the form by the spoken word of who stands there, with the clerk as witness. Raises MissingGlyph, NotYoursToTake."""
    ensure_holds(by, AT_COUNTER)
    is_proxy = Visit.objects.filter(filing_id=draft.filing.id, proxy_name__isnull=False).exists()
    said = _SPOKEN_BY_PROXY if is_proxy else _SPOKEN
    clerk = staff_display(by.known_id, on=day_of(draft.at))
    return keep_form(
        draft=draft,
        gesture=Gesture.WITNESSED,
        unsigned=make_form(draft=draft),
        signed=attested_form(draft, said=said),
        witness=clerk.name if clerk else "",
    )


def submit_visit(*, draft: Draft, said: str, seen: str) -> Submitted:
    """SUBMIT by the clerk, exactly once, with the same checks as everywhere. Raises SubmitAtCounter for a helper, and what `submit` raises."""
    if not draft.by.holds(Role.CLERK):
        raise SubmitAtCounter
    return submit(draft=draft, said=said, seen=seen)
