"""Suspension and revocation with the person's right to be heard: one official proposes, the person may speak, another decides."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from mantetong.domain.actor import Actor, ensure_holds
from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.policies.queries import policy_on
from mantetong.queue.announce import announce
from mantetong.recognition.errors import NoSuchRecognition, NotInForce, SamePerson, StillToBeHeard
from mantetong.recognition.models import Act, Proposal, Recognition, State
from mantetong.recognition.operations.life import revoke, suspend
from mantetong.web.clock import day_of

_DAYS = 5  # where an older pack does not say
_PROPOSE, _DECIDE = frozenset({Role.REVIEWER, Role.SUPERVISOR}), frozenset({Role.SUPERVISOR})


@transaction.atomic
def propose(*, recognition_id: int, act: str, reason: str, by: Actor, at: datetime) -> int:
    """Propose to suspend or revoke, with the reason the person will read; the proposal's id. Nothing changes yet.

    Raises NotYoursToTake, NoSuchRecognition, NotInForce (also while another proposal is open).
    """
    ensure_holds(by, _PROPOSE)
    row = Recognition.objects.select_for_update().filter(pk=recognition_id, region=by.region or "").first()
    if row is None:
        raise NoSuchRecognition
    if row.state == State.REVOKED or (act == Act.SUSPEND and row.state != State.IN_FORCE):
        raise NotInForce
    until = day_of(at) + timedelta(days=hearing_days(region=row.region, on=day_of(at)))
    given = Proposal(recognition=row, act=Act(act), reason=reason, proposed_by_id=by.known_id, proposed_at=at, heard_until=until)
    try:
        with transaction.atomic():
            given.save()
    except IntegrityError as error:
        raise NotInForce from error
    if row.case_id is not None:
        announce(Event.HEARING_OPENED, case_id=row.case_id)
    return given.pk


def hearing_days(*, region: str, on: date) -> int:
    """How many days the region's pack gives the person to speak."""
    rule = policy_on(region=region, on=on).hearing
    return rule.value.days if rule else _DAYS


def say(*, proposal_id: int, person_ids: tuple[int, ...], words: str, at: datetime) -> None:
    """Keep what the person says to a proposal against their recognition; until it is decided. Raises NoSuchRecognition."""
    open_ones = Proposal.objects.filter(pk=proposal_id, recognition__person_id__in=person_ids, decided_at=None)
    if not open_ones.update(heard=words, heard_at=at):
        raise NoSuchRecognition


@transaction.atomic
def decide_proposal(*, proposal_id: int, confirm: bool, by: Actor, at: datetime) -> None:
    """Carry a proposal out or drop it. Somebody else than who proposed; a dropped one may be dropped at once.

    Raises NotYoursToTake, NoSuchRecognition, SamePerson, StillToBeHeard, NotInForce.
    """
    ensure_holds(by, _DECIDE)
    row = Proposal.objects.select_for_update().select_related("recognition").filter(pk=proposal_id, decided_at=None).first()
    if row is None or row.recognition.region != by.region:
        raise NoSuchRecognition
    if row.proposed_by_id == by.account_id:
        raise SamePerson
    if confirm and row.heard_at is None and day_of(at) <= row.heard_until:
        raise StillToBeHeard
    row.decided_by_id, row.decided_at, row.is_confirmed = by.known_id, at, confirm
    row.save(update_fields=["decided_by", "decided_at", "is_confirmed"])
    if confirm:
        carry_out = revoke if row.act == Act.REVOKE else suspend
        carry_out(recognition_id=row.recognition_id, reason=row.reason, by=by, at=at)
