"""What people ask of us about their own data: a copy, a correction, the closing of the account."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.outside.documents import fetch, forget, store
from mantetong.people.models import Account, Consent, CopyDownload, CopyState, Correction, DataCopy, Mandate, Route
from mantetong.people.operations.devices import release_number
from mantetong.people.operations.limits import Limit, busy_until, note_attempt
from mantetong.people.operations.place import home_region
from mantetong.queue.announce import announce

COPY_STAYS = timedelta(days=7)
PER_ACCOUNT = (Limit(3, timedelta(days=1)),)
ANSWERING = frozenset({Role.CLERK, Role.REVIEWER, Role.SUPERVISOR})


class NothingToCopy(LookupError):
    """The account has no proven person: there is nobody whose data could be given out."""

    code = "NOTHING_TO_COPY"


class CopyAskedTooOften(RuntimeError):
    """A copy is being made, or three were made today."""

    code = "COPY_ASKED_TOO_OFTEN"


class CopyGone(LookupError):
    """No such copy, not yours, not ready, or over."""

    code = "COPY_GONE"


class NoSuchCorrection(LookupError):
    """Not found, or another region's, or answered already."""

    code = "NO_SUCH_CORRECTION"


def ask_copy(*, account_id: int, at: datetime) -> int:
    """Have a copy of the account's own person's data made; its id. Raises NothingToCopy, CopyAskedTooOften."""
    person_id = own_person(account_id)
    if busy_until(kind="COPY", key=str(account_id), limits=PER_ACCOUNT, at=at):
        raise CopyAskedTooOften
    try:
        with transaction.atomic():
            note_attempt(kind="COPY", key=str(account_id), at=at)
            copy = DataCopy.objects.create(account_id=account_id, person_id=person_id, asked_at=at)
            announce(Event.COPY_ASKED, copy_id=copy.pk)
    except IntegrityError as error:
        raise CopyAskedTooOften from error
    return copy.pk


def own_person(account_id: int) -> int:
    """The proven person of an account. Raises NothingToCopy."""
    person_id = Account.objects.filter(pk=account_id, real_name_level__gt=0).values_list("person_id", flat=True).first()
    if person_id is None:
        raise NothingToCopy
    return person_id


def note_copy_progress(*, copy_id: int, done: int, pieces: int) -> None:
    """How many of how many pieces are in the copy."""
    DataCopy.objects.filter(pk=copy_id).update(done=done, pieces=pieces)


def keep_copy(*, copy_id: int, content: bytes, at: datetime) -> None:
    """Store a finished copy, encrypted, for seven days. A copy finished before stays as it is."""
    copy = DataCopy.objects.get(pk=copy_id)
    key = store(content=content, person_id=copy.person_id)
    waiting = DataCopy.objects.filter(pk=copy_id, state__in=[CopyState.ASKED, CopyState.FAILED])
    waiting.update(state=CopyState.READY, file_key=key, size=len(content), ready_at=at, expires_at=at + COPY_STAYS)


def give_up_copy(*, copy_id: int) -> None:
    """It could not be made; the person may ask again."""
    DataCopy.objects.filter(pk=copy_id, state=CopyState.ASKED).update(state=CopyState.FAILED)


def open_copy(*, account_id: int, copy_id: int, device: str, at: datetime) -> bytes:
    """The ZIP for the one who asked for it, the download written down. Raises CopyGone."""
    copy = DataCopy.objects.filter(pk=copy_id, account_id=account_id, state=CopyState.READY, expires_at__gt=at).first()
    if copy is None:
        raise CopyGone
    CopyDownload.objects.create(copy=copy, at=at, device=device[:60])
    return fetch(copy.file_key)


def forget_old_copies(*, at: datetime) -> int:
    """Delete the files of copies whose days are over; how many."""
    over = list(DataCopy.objects.filter(state=CopyState.READY, expires_at__lte=at))
    for copy in over:
        DataCopy.objects.filter(pk=copy.pk).update(state=CopyState.GONE, file_key="")
        if not DataCopy.objects.filter(file_key=copy.file_key).exists():
            forget(copy.file_key)
    return len(over)


def ask_correction(*, account_id: int, wrong: str, right: str, at: datetime) -> int:
    """Say what is wrong in what we hold and what would be right; a member of staff answers. Its id. Raises NothingToCopy."""
    person_id = own_person(account_id)
    return Correction.objects.create(
        account_id=account_id, person_id=person_id, region=home_region(person_id), wrong=wrong, right=right, asked_at=at
    ).pk


def answer_correction(*, correction_id: int, by: Actor, answer: str, was_corrected: bool, at: datetime) -> None:
    """Answer in words; the person reads them. Raises NotYoursToTake, NoSuchCorrection."""
    ensure_holds(by, ANSWERING)
    theirs = Q(region="") | Q(region=by.region)
    rows = Correction.objects.filter(theirs, pk=correction_id, answered_at=None)
    with transaction.atomic():
        row = rows.select_for_update().first()
        if row is None:
            raise NoSuchCorrection
        row.answer, row.was_corrected, row.answered_at, row.answered_by_id = answer, was_corrected, at, by.account_id
        row.save(update_fields=["answer", "was_corrected", "answered_at", "answered_by"])


@transaction.atomic
def close_account(*, account_id: int, at: datetime) -> None:
    """Close an account: sessions, number, consents and mandates end; what the law has kept stays with the person's filings.

    Signing in again with the number begins a new account; the name opens the person's filings in it.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    Consent.objects.filter(account=account, withdrawn_at=None).update(withdrawn_at=at)
    Mandate.objects.standing().filter(account=account).update(revoked_at=at, revoked_by=account, revoked_route=Route.PAGE)
    release_number(account=account, at=at)
    account.is_active, account.closed_at, account.look = False, at, {}
    account.save(update_fields=["is_active", "closed_at", "look"])
