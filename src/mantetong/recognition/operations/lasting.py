"""Renewal without an application, where the pack says that the condition does not remit: nobody has to prove again what does not heal."""

from datetime import date, datetime, timedelta

from django.db import transaction

from mantetong.domain.events import Event
from mantetong.domain.policy import Validity
from mantetong.domain.validity import valid_until
from mantetong.people.queries import insurances_of, person_card
from mantetong.policies.queries import policy_on
from mantetong.queue.announce import announce
from mantetong.recognition.models import NationalState, Recognition, State
from mantetong.web.clock import day_of

_BEFORE = timedelta(days=30)
_MOST_A_RUN = 2_000


def renew_lasting(*, at: datetime, most: int = _MOST_A_RUN) -> int:
    """Carry on what ends within thirty days and renews itself by the pack; how many. Runs twice without renewing twice.

    Only while the person lives and is insured where they are recognised. The certificate and the national registration are made
    anew with the new last day (RECOGNITION_ISSUED).
    """
    on = day_of(at)
    ending = Recognition.objects.in_force(on=on).filter(ends_on__lte=on + _BEFORE, case_id__isnull=False)
    return sum(_renewed(row_id, on, at) for row_id in ending.order_by("ends_on", "pk").values_list("pk", flat=True)[:most])


@transaction.atomic
def _renewed(row_id: int, on: date, at: datetime) -> int:
    row = Recognition.objects.select_for_update().get(pk=row_id)
    validity = _validity(row, on)
    if row.ends_on is None or row.ends_on > on + _BEFORE or row.state != State.IN_FORCE or validity is None:
        return 0
    if not _goes_on(row):
        return 0
    row.ends_on = valid_until(validity=validity, effective_on=row.ends_on + timedelta(days=1))
    row.issued_at = at
    row.national_is_outdated = bool(row.national_serial) or row.national_state == NationalState.UNKNOWN
    row.save(update_fields=["ends_on", "issued_at", "national_is_outdated"])
    announce(Event.RECOGNITION_ISSUED, case_id=row.case_id or 0)
    return 1


def _validity(row: Recognition, on: date) -> Validity | None:
    """How long it goes on for; None where the pack asks for an application."""
    disease = policy_on(region=row.region, on=on).diseases.get(row.disease_code)
    given = disease.validity.value if disease else None
    return given if given and given.renews_itself and given.months else None


def _goes_on(row: Recognition) -> bool:
    """The person lives, is insured there, and nothing follows or is proposed against it."""
    insured = any(one.is_active and one.region[:4] == row.region[:4] for one in insurances_of(row.person_id))
    later = Recognition.objects.filter(person_id=row.person_id, disease_code=row.disease_code, begins_on__gt=row.ends_on)
    is_followed = later.exclude(state=State.REVOKED).exists()
    is_proposed = row.proposals.filter(decided_at=None).exists()
    return insured and person_card(row.person_id).died_on is None and not is_followed and not is_proposed
