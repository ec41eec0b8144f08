"""Publishing staged packs: asked for by one officer after a replay, confirmed by a second, in force on its day, recalled before it.

Errors: PublicationError ← NeedsReplay, NeedsSecondOfficer, AnotherUnderWay, NotThisFar, DayIsPast; LookupError ← NoSuchPublication.
"""

from datetime import date, datetime

from django.db import connection, transaction

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.policies.models import Loading, PolicyPeriod, Publication, Replay
from mantetong.policies.operations.staging import Target, target_of
from mantetong.queue.announce import announce
from mantetong.web.clock import day_of

_OFFICERS = frozenset({Role.POLICY_OFFICER})


class PublicationError(Exception):
    """A publication cannot take this step now."""

    code = "PUBLICATION_NOT_NOW"


class NeedsReplay(PublicationError):
    """There is no replay of these packs against what is in force now."""

    code = "PUBLICATION_NEEDS_REPLAY"


class NeedsSecondOfficer(PublicationError):
    """Who asked cannot confirm."""

    code = "PUBLICATION_NEEDS_SECOND_OFFICER"


class AnotherUnderWay(PublicationError):
    """Another publication is asked for and not in force yet."""

    code = "PUBLICATION_ANOTHER_UNDER_WAY"


class NotThisFar(PublicationError):
    """The step does not follow from where the publication stands: in force already, recalled, or not asked for."""

    code = "PUBLICATION_NOT_THIS_FAR"


class DayIsPast(PublicationError):
    """The day asked for has gone by."""

    code = "PUBLICATION_DAY_IS_PAST"


class NoSuchPublication(LookupError):
    """No publication has this number."""

    code = "NO_SUCH_PUBLICATION"


@transaction.atomic
def ask_publication(*, publication_id: int, due_on: date, by: Actor, at: datetime) -> None:
    """Ask for staged packs to come into force on a day, today at the earliest.

    Raises NotYoursToTake, NoSuchPublication, NotThisFar, DayIsPast, NeedsReplay, AnotherUnderWay.
    """
    ensure_holds(by, _OFFICERS)
    row = _open(publication_id)
    if row.asked_by is not None:
        raise NotThisFar
    if due_on < day_of(at):
        raise DayIsPast
    _ensure_replayed(row)
    if Publication.objects.filter(asked_by__isnull=False, recalled_at=None, loading=None).exists():
        raise AnotherUnderWay
    row.asked_by, row.asked_at, row.due_on = by.known_id, at, due_on
    row.save(update_fields=["asked_by", "asked_at", "due_on"])


@transaction.atomic
def confirm_publication(*, publication_id: int, by: Actor, at: datetime) -> bool:
    """A second officer agrees; True when the day has come and the packs are in force at once.

    Raises NotYoursToTake, NoSuchPublication, NotThisFar, NeedsSecondOfficer, NeedsReplay.
    """
    ensure_holds(by, _OFFICERS)
    row = _open(publication_id)
    if row.asked_by is None or row.confirmed_by is not None:
        raise NotThisFar
    if row.asked_by == by.known_id:
        raise NeedsSecondOfficer
    _ensure_replayed(row)
    row.confirmed_by, row.confirmed_at = by.known_id, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    return put_due_in_force(at=at) > 0


@transaction.atomic
def recall_publication(*, publication_id: int, by: Actor, at: datetime) -> None:
    """Take a publication back before it is in force; what is in force stays. Raises NotYoursToTake, NoSuchPublication, NotThisFar."""
    ensure_holds(by, _OFFICERS)
    row = _open(publication_id)
    row.recalled_by, row.recalled_at = by.known_id, at
    row.save(update_fields=["recalled_by", "recalled_at"])


@transaction.atomic
def ask_replay(*, publication_id: int, by: Actor, at: datetime) -> None:
    """Have past cases judged by these packs, in the background. Raises NotYoursToTake, NoSuchPublication, NotThisFar."""
    ensure_holds(by, _OFFICERS)
    row = _open(publication_id)
    row.replay_asked_at, row.replay_done, row.replay_expected = at, 0, 0
    row.save(update_fields=["replay_asked_at", "replay_done", "replay_expected"])
    announce(Event.REPLAY_ASKED, publication_id=publication_id)


def target_to_replay(*, publication_id: int) -> Target | None:
    """What a replay that was asked for tries; None when the publication is finished and nobody needs it any more."""
    row = Publication.objects.filter(pk=publication_id, loading=None, recalled_at=None).first()
    return target_of(row) if row else None


def record_replay_progress(*, publication_id: int, done: int, expected: int) -> None:
    """How far the replay is, for who waits for it."""
    Publication.objects.filter(pk=publication_id).update(replay_done=done, replay_expected=expected)


@transaction.atomic
def put_due_in_force(*, at: datetime) -> int:
    """Load every confirmed publication whose day has come; how many. Runs again without harm.

    One whose replay was made against other rules than those in force stays where it is: it must be replayed again.
    """
    _take_turn()
    waiting = Publication.objects.select_for_update().filter(confirmed_by__isnull=False, recalled_at=None, loading=None)
    due = [row for row in waiting.filter(due_on__lte=day_of(at)).order_by("due_on", "pk") if is_replayed(row)]
    for row in due:
        _load(row, at)
    return len(due)


def is_replayed(row: Publication) -> bool:
    """Whether the newest replay of these packs was made against what is in force now."""
    newest = Loading.objects.order_by("-pk").first()
    return Replay.objects.filter(digest=row.digest, against=newest.digest if newest else "").exists()


def _open(publication_id: int) -> Publication:
    """A publication that can still move, locked; one step of one officer at a time in the whole installation."""
    _take_turn()
    row = Publication.objects.select_for_update().filter(pk=publication_id).first()
    if row is None:
        raise NoSuchPublication(publication_id)
    if row.loading_id is not None or row.recalled_at is not None:
        raise NotThisFar
    return row


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('policies.publication'))")


def _ensure_replayed(row: Publication) -> None:
    if not is_replayed(row):
        raise NeedsReplay


def _load(row: Publication, at: datetime) -> None:
    before = Loading.objects.order_by("-pk").first()
    loading = Loading.objects.create(digest=row.digest, calendar=row.calendar, loaded_at=at)
    for period in row.periods.select_related("version").order_by("since", "pk"):
        is_new = not period.version.periods.exists()
        PolicyPeriod.objects.create(loading=loading, version=period.version, region=period.version.region, since=period.since)
        if is_new:
            announce(Event.POLICY_PUBLISHED, version_id=period.version_id)
    if before is not None and before.calendar.get("version") != row.calendar.get("version"):
        announce(Event.CALENDAR_LOADED, loading_id=loading.pk)
    row.loading = loading
    row.save(update_fields=["loading"])
