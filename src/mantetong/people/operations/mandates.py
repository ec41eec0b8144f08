"""Acting for somebody else. A mandate is asked for, proven, and revoked; never edited.

Who may prove what: a code by the person's own telephone proves an entrusted mandate only, and only when it is another number than
the proxy's; guardians show papers, and nothing is asked of their ward; everything but a code is confirmed by a member of staff.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.db.models import Q

from mantetong.people.models import Account, InsuredPerson, Mandate, MandateKind, Proof, RealName, Relation, Route
from mantetong.people.models.accounts import phone_digest
from mantetong.people.operations.codes import ask_ward_code, use_code_sent_to
from mantetong.people.operations.place import home_region
from mantetong.web.clock import day_of

_BY_ANYBODY = (Proof.SIGNED, Proof.COUNTER, Proof.CALL_BACK)
PROOFS_FOR: Mapping[str, tuple[Proof, ...]] = MappingProxyType(
    {
        MandateKind.ENTRUSTED: (Proof.CODE, *_BY_ANYBODY),
        MandateKind.LEGAL_GUARDIAN: (Proof.HOUSEHOLD, Proof.JUDGEMENT, Proof.COUNTER),
        MandateKind.APPOINTED_GUARDIAN: (Proof.AGREEMENT, Proof.COUNTER),
        MandateKind.BODY_GUARDIAN: (Proof.APPOINTMENT, Proof.COUNTER),
    }
)
ON_PAPER = frozenset({Proof.SIGNED, Proof.HOUSEHOLD, Proof.JUDGEMENT, Proof.AGREEMENT, Proof.APPOINTMENT})
MOST_PAPERS = 6


class MandateRunning(ValueError):
    """This account holds or has asked for a mandate for this person already; revoke it first."""

    code = "MANDATE_RUNNING"


class NameYourselfFirst(PermissionError):
    """Who acts for somebody else must be known by name."""

    code = "NAME_YOURSELF_FIRST"


class ProofDoesNotServe(ValueError):
    """This kind of proof does not prove this kind of mandate, or its papers are missing."""

    code = "PROOF_DOES_NOT_SERVE"


class SamePhone(ValueError):
    """The number is the proxy's own: a code sent there says nothing about the person."""

    code = "SAME_PHONE"


class PhoneOfAnother(ValueError):
    """The number is registered to somebody who is not the person."""

    code = "PHONE_OF_ANOTHER"


class NoSuchMandate(LookupError):
    """Not found, or not yours: the same answer."""

    code = "NO_SUCH_MANDATE"


class OwnWordMissing(PermissionError):
    """A sensitive disease, and the person has not said themselves that their proxy may file for it."""

    code = "OWN_WORD_MISSING"


@dataclass(frozen=True, slots=True)
class MandateTerms:
    """What is granted: `kind` and `relation` (national codes 1–8), the days, the kinds of filing it covers (none = all), the proof."""

    kind: MandateKind
    relation: Relation
    from_on: date
    until_on: date | None = None
    scope: Sequence[str] = ()
    proof: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProofOffered:
    """How a mandate is to be proven: `phone` of the person for CODE and CALL_BACK, storage keys of `papers`, the `body` that guards."""

    kind: Proof
    phone: str = ""
    papers: Sequence[str] = ()
    body: str = ""


def give_mandate(*, account_id: int, person_id: int, terms: MandateTerms, at: datetime) -> int:
    """Let an account act for a person, proven here and now; the mandate's id. Raises MandateRunning."""
    return _write(account_id, person_id, terms, at, proven_at=at, proof=dict(terms.proof)).pk


def ask_mandate(*, account_id: int, person_id: int, terms: MandateTerms, offered: ProofOffered, at: datetime) -> int:
    """Ask to act for a person; it counts once its proof does. The mandate's id.

    Raises NameYourselfFirst, ProofDoesNotServe, SamePhone, PhoneOfAnother, MandateRunning.
    """
    if not Account.objects.filter(pk=account_id, real_name_level__gte=RealName.REGISTRY).exists():
        raise NameYourselfFirst
    if offered.kind not in PROOFS_FOR[terms.kind] or (offered.kind in ON_PAPER and not offered.papers):
        raise ProofDoesNotServe
    phone = phone_for_code(account_id=account_id, person_id=person_id, typed=offered.phone) if offered.kind == Proof.CODE else ""
    proof = {"papers": list(offered.papers), "body": offered.body[:100]}
    more = {"proof_kind": offered.kind, "ward_phone": phone or offered.phone or None, "proof": proof}
    return _write(account_id, person_id, terms, at, **more).pk


def phone_for_code(*, account_id: int, person_id: int, typed: str) -> str:
    """The number a code may go to: the person's own where they have an account, else the one typed.

    Raises SamePhone, PhoneOfAnother.
    """
    theirs = Account.objects.filter(person_id=person_id, is_active=True, real_name_level__gt=0, phone__isnull=False)
    own = theirs.order_by("-real_name_at", "-id").first()
    phone = (own.phone if own else None) or typed
    digest = phone_digest(phone)
    if Account.objects.filter(pk=account_id, phone_digest=digest).exists():
        raise SamePhone
    if Account.objects.filter(phone_digest=digest, real_name_level__gt=0).exclude(person_id=person_id).exists():
        raise PhoneOfAnother
    return phone


def send_mandate_code(*, mandate_id: int, account_id: int, at: datetime) -> None:
    """Send the person a code, to be told to the proxy. Raises NoSuchMandate, AskedTooOften, SamePhone, PhoneOfAnother."""
    mandate = _waiting_for_code(mandate_id, account_id)
    ask_ward_code(account_id=account_id, phone=_code_phone(mandate), at=at)


def prove_by_code(*, mandate_id: int, account_id: int, code: str, at: datetime) -> None:
    """The person has told the proxy the code. Raises NoSuchMandate, CodeWrong, CodeExpired, TooManyTries. Not in a transaction."""
    mandate = _waiting_for_code(mandate_id, account_id)
    use_code_sent_to(account_id=account_id, purpose="MANDATE", phone=_code_phone(mandate), code=code, at=at)
    Mandate.objects.waiting().filter(pk=mandate_id).update(proven_at=at)


def revoke_mandate(*, mandate_id: int, by_account: int, at: datetime, route: Route = Route.PAGE) -> None:
    """End a mandate now, quietly; revoked once, a second time changes nothing. The caller has checked whose it is."""
    Mandate.objects.filter(pk=mandate_id, revoked_at=None).update(revoked_at=at, revoked_by_id=by_account, revoked_route=route)


def take_back_mandate(*, mandate_id: int, account_id: int, at: datetime) -> None:
    """The proxy gives it up, or the person takes an entrusted one back on their own page. Raises NoSuchMandate.

    A guardian is not dismissed by a page: that needs the counter.
    """
    account = Account.objects.get(pk=account_id)
    mine = Q(account=account)
    if account.person_id and account.real_name_level:
        mine |= Q(person_id=account.person_id, kind=MandateKind.ENTRUSTED)
    if not Mandate.objects.standing().filter(mine, pk=mandate_id).exists():
        raise NoSuchMandate
    revoke_mandate(mandate_id=mandate_id, by_account=account_id, at=at)


def give_own_word(*, mandate_id: int, account_id: int, at: datetime) -> None:
    """The person says on their own page that their proxy may also see and file for sensitive diseases. Raises NoSuchMandate."""
    person_id = Account.objects.filter(pk=account_id, real_name_level__gt=0).values_list("person_id", flat=True).first()
    rows = Mandate.objects.standing().filter(pk=mandate_id, person_id=person_id, person__isnull=False)
    if not rows.update(own_word_at=at):
        raise NoSuchMandate


def ensure_covers_sensitive(mandate_id: int) -> None:
    """Raises OwnWordMissing for an entrusted mandate without the person's own word; a guardian speaks for the ward."""
    if Mandate.objects.filter(pk=mandate_id, kind=MandateKind.ENTRUSTED, own_word_at=None).exists():
        raise OwnWordMissing


def _write(account_id: int, person_id: int, terms: MandateTerms, at: datetime, **more: object) -> Mandate:
    try:
        with transaction.atomic():
            carried = _let_run_out(account_id, person_id, terms, at)
            mandate = Mandate.objects.create(
                account_id=account_id,
                person=InsuredPerson.objects.get(pk=person_id),
                kind=terms.kind,
                relation=terms.relation,
                from_on=terms.from_on,
                until_on=terms.until_on,
                scope=list(terms.scope),
                region=home_region(person_id),
                carries=carried,
                created_at=at,
                **more,
            )
    except IntegrityError as error:
        raise MandateRunning from error
    return mandate


def _let_run_out(account_id: int, person_id: int, terms: MandateTerms, at: datetime) -> list[int]:
    """Close those whose last day is over; what was filed under them is carried on by one of the same kind."""
    over = Mandate.objects.standing().filter(account_id=account_id, person_id=person_id, until_on__lt=day_of(at))
    rows = list(over)
    over.update(revoked_at=at, revoked_route=Route.EXPIRY)
    same = [row for row in rows if row.kind == terms.kind and row.proven_at is not None]
    return [one for row in same for one in (row.pk, *row.carries)]


def _waiting_for_code(mandate_id: int, account_id: int) -> Mandate:
    waiting = Mandate.objects.waiting().filter(proof_kind=Proof.CODE, kind=MandateKind.ENTRUSTED)
    mandate = waiting.filter(pk=mandate_id, account_id=account_id).first()
    if mandate is None:
        raise NoSuchMandate
    return mandate


def _code_phone(mandate: Mandate) -> str:
    return phone_for_code(account_id=mandate.account_id, person_id=mandate.person_id, typed=mandate.ward_phone or "")
