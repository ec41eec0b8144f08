"""A link for a helping camera: a QR code or six digits open one place of the checklist for a day, without a sign-in.

Whoever holds it may put pages in and sees nothing of what is there. Six digits can be guessed, so guessing is counted, by address
and altogether; the worst that a lucky guess can do is to put in a page, which the owner sees and removes.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from mantetong.apply.errors import CodeTriedTooOften, LinkOver, TooManyLinks
from mantetong.apply.models import LinkUse, SlotLink
from mantetong.domain.actor import ANONYMOUS, Actor
from mantetong.materials.operations import receive_paper
from mantetong.outside.keys import key_ring
from mantetong.web.forms import narrowed

LASTS = timedelta(hours=24)
MOST_OPEN = 10
MOST_PAGES = 60  # a day, through one link
WRONG_FROM_ONE_ADDRESS, WRONG_ALTOGETHER = 10, 300  # within an hour
_HOUR = timedelta(hours=1)
_DRAWS = 20


@dataclass(frozen=True, slots=True)
class OpenLink:
    """What somebody without a sign-in may know: which place, of which filing, until when."""

    id: int
    filing_id: int
    slot: str
    expires_at: datetime


def token_digest(token: str) -> str:
    """How a token is looked up: nobody reads it out of the database."""
    return key_ring().digest(token, purpose="slot-link")


def code_digest(code: str) -> str:
    """How the six digits are looked up."""
    return key_ring().digest(code, purpose="slot-code")


def address_digest(address: str) -> str:
    """How an address is counted."""
    return key_ring().digest(address, purpose="slot-address")


@transaction.atomic
def open_slot_link(*, filing_id: int, slot: str, by: Actor, at: datetime) -> int:
    """Make a link to one place, over an earlier one to the same; its id. The caller has made sure that the filing is `by`'s.

    Raises TooManyLinks.
    """
    revoke_slot_links(filing_id=filing_id, slot=slot, at=at)
    _release_codes(at)
    if _open(at).filter(filing_id=filing_id).count() >= MOST_OPEN:
        raise TooManyLinks(MOST_OPEN)
    token = secrets.token_urlsafe(24)
    link = SlotLink(
        filing_id=filing_id,
        slot=slot,
        account_id=by.known_id,
        token=token,
        token_digest=token_digest(token),
        made_at=at,
        expires_at=at + LASTS,
    )
    return _with_a_free_code(link)


def _with_a_free_code(link: SlotLink) -> int:
    for _ in range(_DRAWS):
        link.code = f"{secrets.randbelow(1_000_000):06d}"
        link.code_digest = code_digest(link.code)
        try:
            with transaction.atomic():
                link.save(force_insert=True)
        except IntegrityError:
            continue
        return link.pk
    raise TooManyLinks(MOST_OPEN)


def _open(at: datetime) -> QuerySet[SlotLink]:
    return SlotLink.objects.filter(revoked_at=None, expires_at__gt=at)


def _release_codes(at: datetime) -> None:
    SlotLink.objects.filter(expires_at__lte=at).exclude(code_digest=None).update(code_digest=None)


def revoke_slot_links(*, filing_id: int, slot: str, at: datetime) -> int:
    """Close what is open to one place; how many links. They open nothing from this moment."""
    standing = SlotLink.objects.filter(filing_id=filing_id, slot=slot, revoked_at=None)
    return standing.update(revoked_at=at, code_digest=None)


def link_by_code(*, code: str, address: str, at: datetime) -> str:
    """The token behind six digits. Raises LinkOver, CodeTriedTooOften; every wrong try is kept, also when the caller fails."""
    who = address_digest(address)
    wrong = LinkUse.objects.filter(kind=LinkUse.Kind.WRONG, at__gt=at - _HOUR)
    if wrong.filter(address_digest=who).count() >= WRONG_FROM_ONE_ADDRESS or wrong.count() >= WRONG_ALTOGETHER:
        raise CodeTriedTooOften
    digits = "".join(narrowed(code).split()).replace("-", "")
    link = _open(at).filter(code_digest=code_digest(digits)).first()
    if link is None:
        LinkUse.objects.create(kind=LinkUse.Kind.WRONG, address_digest=who, at=at)
        raise LinkOver
    return str(link.token)


def link_by_token(*, token: str, at: datetime) -> OpenLink:
    """The place a token opens now. Raises LinkOver."""
    link = _open(at).filter(token_digest=token_digest(token)).first()
    if link is None:
        raise LinkOver
    return OpenLink(link.pk, link.filing_id, link.slot, link.expires_at)


def note_opened(*, link: OpenLink, address: str, at: datetime) -> None:
    """Write down that somebody looked, once an hour and address."""
    seen = {"link_id": link.id, "kind": LinkUse.Kind.OPENED, "address_digest": address_digest(address)}
    if not LinkUse.objects.filter(**seen, at__gt=at - _HOUR).exists():
        LinkUse.objects.create(**seen, at=at)


def take_through_link(*, link: OpenLink, name: str, content: bytes, address: str, at: datetime) -> None:
    """Put one file into the place; it appears with its owner. Raises what `receive_paper` raises, CodeTriedTooOften after 60 pages.

    What came and what could not be taken is written down for the owner.
    """
    use = {"link_id": link.id, "address_digest": address_digest(address), "at": at}
    if LinkUse.objects.filter(link_id=link.id, kind__in=[LinkUse.Kind.TAKEN, LinkUse.Kind.REFUSED]).count() >= MOST_PAGES:
        raise CodeTriedTooOften
    try:
        paper = receive_paper(filing_id=link.filing_id, slot=link.slot, name=name, content=content, by=ANONYMOUS, at=at)
    except Exception:
        LinkUse.objects.create(**use, kind=LinkUse.Kind.REFUSED)
        raise
    LinkUse.objects.create(**use, kind=LinkUse.Kind.TAKEN, paper_id=paper.id)
