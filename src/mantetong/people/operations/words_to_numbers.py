"""Short words to a telephone that is told of a change and has nothing to type: the former number, the proxy, who is acted for.

They take the way of the codes (a row read by its id, no words in job arguments); what they carry is the tail of a number at most.
"""

from datetime import datetime, timedelta

from mantetong.domain.events import Event
from mantetong.people.models import Account, CodePurpose, Mandate, StoredCode
from mantetong.people.models.accounts import phone_digest
from mantetong.queue.announce import announce

_WORTH_TELLING = timedelta(days=1)
_TAIL = 4


def tell_former_number(*, account: Account, former: str, at: datetime) -> None:
    """That the account signs in with another number now, by its tail: whoever did not do that calls."""
    _tell(phone=former, account=account, about=CodePurpose.NUMBER_LEFT, tail=_tail_of(account), at=at)


def tell_proven(*, mandate: Mandate, at: datetime) -> None:
    """The proxy that they may act now; the person that somebody may, by the tail of the proxy's number."""
    tail = _tail_of(mandate.account)
    if mandate.account.phone:
        _tell(phone=mandate.account.phone, account=mandate.account, about=CodePurpose.MANDATE_SEEN, tail=tail, at=at)
    phone = phone_of_person(mandate)
    if phone and phone != mandate.account.phone:
        _tell(phone=phone, account=None, about=CodePurpose.MANDATE_BEGUN, tail=tail, at=at)


def tell_refused(*, mandate: Mandate, at: datetime) -> None:
    """The proxy that the proof was not taken; the reason is read behind the sign-in."""
    if mandate.account.phone:
        tail = _tail_of(mandate.account)
        _tell(phone=mandate.account.phone, account=mandate.account, about=CodePurpose.MANDATE_REFUSED, tail=tail, at=at)


def phone_of_person(mandate: Mandate) -> str:
    """The number of the person's own account, else the one given with the mandate; empty where neither is known."""
    theirs = Account.objects.filter(person_id=mandate.person_id, is_active=True, real_name_level__gt=0, phone__isnull=False)
    own = theirs.order_by("-real_name_at", "-id").first()
    return (own.phone if own else "") or mandate.ward_phone or ""


def _tail_of(account: Account) -> str:
    return (account.phone or "")[-_TAIL:]


def _tell(*, phone: str, account: Account | None, about: CodePurpose, tail: str, at: datetime) -> None:
    told = StoredCode.objects.create(
        code=tail,
        phone=phone,
        phone_digest=phone_digest(phone),
        account=account,
        purpose=about,
        asked_at=at,
        expires_at=at + _WORTH_TELLING,
    )
    announce(Event.CODE_ASKED, code_id=told.pk)
