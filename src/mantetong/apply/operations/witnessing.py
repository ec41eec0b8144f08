"""At the counter: somebody who cannot write shows six digits, a clerk reads the form to them and bears witness to their word."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from mantetong.apply.draft import Draft
from mantetong.apply.errors import WitnessCodeWrong
from mantetong.apply.models import Gesture, WitnessCode
from mantetong.apply.operations.signing import SignedForm, attested_form, keep_form, make_form
from mantetong.apply.queries import answers_of
from mantetong.cases.queries import FilingCard, filing_card
from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.roles import Role
from mantetong.outside.keys import key_ring
from mantetong.people.operations import note_look
from mantetong.people.queries import staff_display
from mantetong.policies.queries import policy_on
from mantetong.web.clock import day_of
from mantetong.web.forms import narrowed

LASTS = timedelta(hours=1)
_WITNESSES = frozenset({Role.CLERK, Role.HELPER})
_SAID_AT_COUNTER = "申请人不会书写，已在窗口当面口述确认，由工作人员见证"
_DRAWS = 20


def code_digest(code: str) -> str:
    """How the six digits are looked up."""
    return key_ring().digest("".join(narrowed(code).split()), purpose="witness-code")


def show_witness_code(*, filing_id: int, at: datetime) -> str:
    """The six digits to show at the counter: those that still count, else fresh ones. The caller has made sure whose filing it is."""
    WitnessCode.objects.filter(expires_at__lte=at).exclude(code_digest=None).update(code_digest=None)
    standing = WitnessCode.objects.filter(filing_id=filing_id, used_at=None, expires_at__gt=at).first()
    return str(standing.code) if standing else _fresh_code(filing_id, at)


def _fresh_code(filing_id: int, at: datetime) -> str:
    for _ in range(_DRAWS):
        code = f"{secrets.randbelow(1_000_000):06d}"
        try:
            with transaction.atomic():
                WitnessCode.objects.create(
                    filing_id=filing_id, code=code, code_digest=code_digest(code), made_at=at, expires_at=at + LASTS
                )
        except IntegrityError:
            continue
        return code
    raise WitnessCodeWrong


def filing_at_the_counter(*, code: str, by: Actor, at: datetime) -> FilingCard:
    """The draft whose owner shows these digits, in the clerk's own region. Raises WitnessCodeWrong, NotYoursToTake."""
    ensure_holds(by, _WITNESSES)
    row = WitnessCode.objects.filter(code_digest=code_digest(code), used_at=None, expires_at__gt=at).first()
    filing = filing_card(row.filing_id) if row else None
    if filing is None or filing.region != by.region or not filing.is_draft:
        raise WitnessCodeWrong
    return filing


def draft_at_the_counter(*, code: str, by: Actor, at: datetime) -> Draft:
    """The draft whose owner shows these digits, as the clerk reads it out; the look is written down. Raises as above."""
    filing = filing_at_the_counter(code=code, by=by, at=at)
    note_look(by=by, kind="FILING", reference=filing.reference, why="窗口见证签名", at=at, person_id=filing.person_id)
    return Draft(filing, policy_on(region=filing.region, on=day_of(at)), answers_of(filing.id), by, at, day_of(at))


@transaction.atomic
def witness_form(*, draft: Draft, code: str, by: Actor, at: datetime) -> SignedForm:
    """Bear witness that the person was there, heard the form and said that it is theirs; the code is spent.

    Raises WitnessCodeWrong, NotYoursToTake, MissingGlyph.
    """
    filing_at_the_counter(code=code, by=by, at=at)
    row = WitnessCode.objects.select_for_update().filter(code_digest=code_digest(code), used_at=None).first()
    if row is None or row.filing_id != draft.filing.id:
        raise WitnessCodeWrong
    signed = keep_form(
        draft=draft,
        gesture=Gesture.WITNESSED,
        unsigned=make_form(draft=draft),
        signed=attested_form(draft, said=_SAID_AT_COUNTER),
        witness=_name_of(by, at),
    )
    row.used_at, row.code_digest = at, None
    row.save(update_fields=["used_at", "code_digest"])
    return signed


def _name_of(by: Actor, at: datetime) -> str:
    clerk = staff_display(by.known_id, on=day_of(at))
    return clerk.name if clerk else ""
