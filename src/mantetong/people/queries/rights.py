"""What people have asked about their own data, as they and the desk see it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from mantetong.domain.identity import mask_mobile
from mantetong.people.models import Account, Consent, Correction, DataCopy


@dataclass(frozen=True, slots=True)
class CopyCard:
    """A copy of somebody's data. `state` ASKED, READY, FAILED or GONE; `size` in bytes."""

    id: int
    account_id: int
    person_id: int
    state: str
    done: int
    pieces: int
    size: int
    asked_at: datetime
    expires_at: datetime | None
    downloads: tuple[tuple[datetime, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """A correction asked for. `was_corrected` None while nobody has answered."""

    id: int
    person_id: int
    wrong: str = field(repr=False)
    right: str = field(repr=False)
    asked_at: datetime
    answer: str = field(repr=False)
    was_corrected: bool | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """An extra somebody has agreed to. `person_id` is whom it concerns."""

    id: int
    what: str
    version: str
    person_id: int | None
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountHistory:
    """What an account holds about its owner beside the person."""

    id: int
    masked_phone: str
    created_at: datetime
    seen_at: datetime | None
    look: dict[str, object]


def copy_card(copy_id: int) -> CopyCard | None:
    """A copy by id, for the job that makes it."""
    row = DataCopy.objects.filter(pk=copy_id).first()
    return _copy(row) if row else None


def copies_of(account_id: int) -> tuple[CopyCard, ...]:
    """The last five copies of an account, newest first, with their downloads."""
    rows = DataCopy.objects.filter(account_id=account_id).prefetch_related("downloads").order_by("-id")[:5]
    return tuple(_copy(row) for row in rows)


def corrections_of(account_id: int) -> tuple[CorrectionCard, ...]:
    """What an account has asked to have corrected, newest first."""
    return tuple(_correction(row) for row in Correction.objects.filter(account_id=account_id).order_by("-id")[:20])


def corrections_open(*, region: str | None, most: int = 100) -> tuple[CorrectionCard, ...]:
    """Corrections of a region that wait for an answer, oldest first."""
    rows = Correction.objects.filter(Q(region="") | Q(region=region or ""), answered_at=None)
    return tuple(_correction(row) for row in rows.order_by("id")[:most])


def consents_of(account_id: int) -> tuple[ConsentCard, ...]:
    """Every consent an account has given, running ones first, newest first."""
    rows = Consent.objects.filter(account_id=account_id).exclude(what__startswith="LIVING:").order_by("-withdrawn_at", "-id")
    return tuple(ConsentCard(row.pk, row.what, row.version, row.person_id, row.given_at, row.withdrawn_at) for row in rows)


def living_said(*, account_id: int, region: str, person_id: int | None = None) -> str:
    """What an account last said about where a person lives: HERE, REGISTERED, NOT_REGISTERED; empty before any word (JQ-05).

    What was said without naming anybody is about the account's own person.
    """
    rows = Consent.objects.filter(account_id=account_id, what=f"LIVING:{region}", withdrawn_at=None)
    is_own = Account.objects.filter(pk=account_id, person_id=person_id).exists() or person_id is None
    theirs = Q(person_id=person_id) | Q(person_id=None) if is_own else Q(person_id=person_id)
    return rows.filter(theirs).order_by("-id").values_list("version", flat=True).first() or ""


def account_history(account_id: int) -> AccountHistory:
    """The account as a row of its owner's data."""
    row = Account.objects.get(pk=account_id)
    return AccountHistory(row.pk, mask_mobile(row.phone) if row.phone else "", row.created_at, row.seen_at, dict(row.look))


def _copy(row: DataCopy) -> CopyCard:
    return CopyCard(
        id=row.pk,
        account_id=row.account_id,
        person_id=row.person_id,
        state=row.state,
        done=row.done,
        pieces=row.pieces,
        size=row.size,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        downloads=tuple((one.at, one.device) for one in row.downloads.all()),
    )


def _correction(row: Correction) -> CorrectionCard:
    return CorrectionCard(
        id=row.pk,
        person_id=row.person_id,
        wrong=row.wrong,
        right=row.right,
        asked_at=row.asked_at,
        answer=row.answer or "",
        was_corrected=row.was_corrected,
        answered_at=row.answered_at,
    )
