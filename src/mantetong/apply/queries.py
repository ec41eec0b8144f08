"""Reading a draft."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mantetong.apply.draft import Draft
from mantetong.apply.errors import LinkOver
from mantetong.apply.form_data import facts_digest
from mantetong.apply.models import DraftAnswer, Recording, Signature, SlotLink
from mantetong.cases.queries import filing_card, filing_for
from mantetong.domain.actor import Actor
from mantetong.domain.policy import RegionPolicy, Slot
from mantetong.materials.queries import checklist_of, papers_of
from mantetong.policies.queries import NoPolicyThen, policy_of, policy_on
from mantetong.web.clock import day_of


def answers_of(filing_id: int) -> dict[str, Any]:
    """The newest answer to each question."""
    rows = DraftAnswer.objects.filter(filing_id=filing_id).values_list("question", "value")
    return {question: json.loads(str(value)) for question, value in rows}


def draft_for(*, viewer: Actor, reference: str, at: datetime, seen: int | None = None) -> Draft:
    """The draft if `viewer` may see it; of a submitted filing what it was submitted with. Raises NoSuchFiling.

    `seen` is the version of the answer the page in hand was made from.
    """
    filing = filing_for(viewer=viewer, reference=reference, at=at)
    on = day_of(at)
    if filing.policy_version_id is not None:
        policy = policy_of(version_id=filing.policy_version_id)
    else:
        policy = policy_on(region=filing.region, on=on)
    return Draft(filing, policy, answers_of(filing.id), viewer, at, on, seen)


def is_signed(draft: Draft) -> bool:
    """True while what was signed is still what the form says: another answer afterwards, and it must be signed again."""
    if draft.filing.signed_at is None:
        return False
    signed = Signature.objects.filter(filing_id=draft.filing.id).values_list("facts_digest", flat=True).first()
    return not signed or signed == facts_digest(draft)


def state_of(draft: Draft) -> str:
    """A digest of everything that would be submitted: another answer, paper or signature, and it is another one."""
    versions = DraftAnswer.objects.filter(filing_id=draft.filing.id).order_by("question").values_list("question", "version")
    papers = sorted(paper.id for paper in papers_of(draft.filing.id))
    signed = draft.filing.signed_at.isoformat() if draft.filing.signed_at else ""
    state = json.dumps([list(map(list, versions)), papers, signed, draft.policy.digest])
    return hashlib.sha256(state.encode()).hexdigest()[:32]


def rules_changed_since(draft: Draft) -> tuple[str, ...]:
    """What is new in the checklist since the draft began, in words; empty when the rules are still the same."""
    try:
        began = policy_on(region=draft.policy.code, on=day_of(draft.filing.opened_at))
    except NoPolicyThen:
        return ()
    if began.digest == draft.policy.digest:
        return ()
    codes = tuple(code for code in draft.filing.disease_codes if code in began.diseases)
    before = {slot.code: slot.name for slot in began.slots_for(codes)}
    now = {slot.code: slot.name for slot in draft.slots}
    more = (_("现在还要：%(name)s") % {"name": name} for code, name in now.items() if code not in before)
    less = (_("现在不用交：%(name)s") % {"name": name} for code, name in before.items() if code not in now)
    return (_("办理规则在您开始填写以后有更新，按提交当天的规则办理。"), *more, *less)


@dataclass(frozen=True, slots=True)
class LinkUseLine:
    """One thing that happened at a link: what, when."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SlotLinkCard:
    """A link as its owner sees it, digits and token included."""

    slot: str
    token: str
    code: str
    expires_at: datetime
    uses: tuple[LinkUseLine, ...]


def slot_links_of(filing_id: int, *, at: datetime) -> tuple[SlotLinkCard, ...]:
    """The links of a filing that are open now, newest first, with what happened at each."""
    rows = SlotLink.objects.filter(filing_id=filing_id, revoked_at=None, expires_at__gt=at).order_by("-pk")
    return tuple(
        SlotLinkCard(
            row.slot,
            str(row.token),
            str(row.code),
            row.expires_at,
            tuple(LinkUseLine(use.kind, use.at) for use in sorted(row.uses.all(), key=lambda one: one.pk)),
        )
        for row in rows.prefetch_related("uses")
    )


@dataclass(frozen=True, slots=True)
class RecordingCard:
    """A recorded voice: where it is kept and what it is."""

    storage_key: str
    type: str
    at: datetime


def recording_of(filing_id: int) -> RecordingCard | None:
    """The newest recording of a filing."""
    row = Recording.objects.filter(filing_id=filing_id).order_by("-pk").first()
    return RecordingCard(row.storage_key, row.type, row.at) if row else None


def slot_behind(*, filing_id: int, slot: str, at: datetime) -> tuple[Slot, RegionPolicy]:
    """The place a link opens, and the rules it comes from. Raises LinkOver when the diseases chosen no longer ask for it."""
    filing = filing_card(filing_id)
    found = next((one for one in checklist_of(filing, on=day_of(at)) if one.code == slot), None)
    if found is None:
        raise LinkOver
    return found, policy_on(region=filing.region, on=day_of(at))
