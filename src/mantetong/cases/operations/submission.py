"""SUBMIT: number, query code, policy version, clock; then automatic acceptance, or a wait for a person (MS-12, DESIGN §4)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction

from mantetong.cases.errors import AlreadyRunning, NothingChosen
from mantetong.cases.models import Case, Filing, Hold
from mantetong.cases.operations.draft import running_case
from mantetong.cases.operations.stage import take_action
from mantetong.domain.actor import SYSTEM, Actor
from mantetong.domain.events import Event
from mantetong.domain.filing_number import case_number, filing_number
from mantetong.domain.stages import Action
from mantetong.outside.keys import key_ring
from mantetong.queue.announce import announce

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

_NEXT_NUMBER = """
    insert into cases_numberseries (region, "on", last) values (%s, %s, 1)
    on conflict (region, "on") do update set last = cases_numberseries.last + 1
    returning last
"""


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the receipt shows. `is_held` when a person must accept it first."""

    number: str
    query_code: str
    is_held: bool


def _next_sequence(*, region: str, on: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [region, on])
        row = cursor.fetchone()
    return int(row[0])


@transaction.atomic
def submit_filing(
    *, filing_id: int, by: Actor, at: datetime, policy_version_id: int, holds: Sequence[str] = (), said: str = ""
) -> Submitted:
    """Submit the draft exactly once: a second call, a double click included, gives the first call's answer.

    `holds` are the codes of hard checks that failed; with none the cases are accepted at once by SYSTEM. `said` is the
    applicant's explanation for the person who will look. Raises NothingChosen, AlreadyRunning, NotYoursToTake.
    """
    filing = Filing.objects.select_for_update().get(pk=filing_id)
    if not filing.is_draft:
        return Submitted(filing.number or "", filing.query_code or "", filing.holds.filter(cleared_at=None).exists())
    cases = list(filing.cases.order_by("ordinal"))
    if not cases:
        raise NothingChosen
    _number(filing=filing, at=at, policy_version_id=policy_version_id)
    for case in cases:
        _file(filing=filing, case=case, by=by, at=at)
    if holds:
        hold_for_person(filing_id=filing.pk, codes=holds, said=said, at=at)
    else:
        for case in cases:
            take_action(case_id=case.pk, action=Action.ACCEPT, by=SYSTEM, at=at)
    return Submitted(filing.number or "", filing.query_code or "", bool(holds))


def _number(*, filing: Filing, at: datetime, policy_version_id: int) -> None:
    on = at.astimezone(_SHANGHAI).date()
    filing.number = filing_number(region=filing.region, on=on, sequence=_next_sequence(region=filing.region, on=on))
    filing.query_code = "".join(secrets.choice(_CODE_SIGNS) for _ in range(8))
    filing.query_digest = key_ring().digest(filing.number + filing.query_code, purpose="query-code")
    filing.submitted_at = filing.changed_at = at
    filing.policy_version_id = policy_version_id
    filing.save(update_fields=["number", "query_code", "query_digest", "submitted_at", "changed_at", "policy_version"])


def _file(*, filing: Filing, case: Case, by: Actor, at: datetime) -> None:
    Case.objects.filter(pk=case.pk).update(number=case_number(filing=filing.number or "", ordinal=case.ordinal))
    try:
        with transaction.atomic():
            take_action(case_id=case.pk, action=Action.SUBMIT, by=by, at=at, disease=case.disease_code, door=filing.door)
    except IntegrityError as error:
        running = running_case(person_id=case.person_id, disease_code=case.disease_code)
        if running is None:
            raise
        raise AlreadyRunning(
            number=running.number or "", reference=running.filing.reference, disease_code=case.disease_code
        ) from error


@transaction.atomic
def hold_for_person(*, filing_id: int, codes: Sequence[str], said: str, at: datetime) -> None:
    """Let a submitted filing wait in FILED for a person, with the reasons and the applicant's words."""
    for code in codes:
        Hold.objects.create(filing_id=filing_id, code=code, explanation=said, at=at)
    announce(Event.HELD_FOR_PERSON, filing_id=filing_id)
