"""Renewal without an application, where the pack says that the condition does not remit: nobody has to prove again what does not heal."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from mantetong.domain.events import Event
from mantetong.domain.policy import Validity
from mantetong.domain.validity import valid_until
from mantetong.people.queries import insurances_of, person_card
from mantetong.policies.queries import policies_in_force, policy_on
from mantetong.queue.announce import announce
from mantetong.recognition.models import NationalState, Recognition, State
from mantetong.web.clock import day_of

_BEFORE = timedelta(days=30)
_MOST_A_RUN = 2_000


def renew_lasting(*, at: datetime, most: int = _MOST_A_RUN) -> int:
    """Carry on what ends within thirty days and renews itself by the pack; how many, `most` at the most. Runs twice without renewing twice.

    Only while the person lives and is insured where they are recognised. What needs an application, or does not go on, stands in
    nobody's way. The certificate and the national registration are made anew with the new last day (RECOGNITION_ISSUED).
    """
    on, renewed = day_of(at), 0
    for row_id in _ending(on):
        renewed += _renewed(row_id, on, at)
        if renewed >= most:
            break
    return renewed


def lasting_diseases(*, on: date) -> dict[str, frozenset[str]]:
    """Of each region the diseases that renew themselves that day by its pack; regions without any are left out."""
    found = {
        policy.code: frozenset(code for code, disease in policy.diseases.items() if _lasts(disease.validity.value))
        for policy in policies_in_force(on=on)
    }
    return {region: codes for region, codes in found.items() if codes}


def goes_on(row: Recognition) -> bool:
    """The person lives, is insured there, and nothing follows or is proposed against it."""
    insured = any(one.is_active and one.region[:4] == row.region[:4] for one in insurances_of(row.person_id))
    later = Recognition.objects.filter(person_id=row.person_id, disease_code=row.disease_code, begins_on__gt=row.ends_on)
    is_followed = later.exclude(state=State.REVOKED).exists()
    is_proposed = row.proposals.filter(decided_at=None).exists()
    return insured and person_card(row.person_id).died_on is None and not is_followed and not is_proposed


def _lasts(given: Validity) -> bool:
    return bool(given.renews_itself and given.months)


def _ending(on: date) -> list[int]:
    of_these = Q(pk__in=[])
    for region, codes in lasting_diseases(on=on).items():
        of_these |= Q(region=region, disease_code__in=codes)
    rows = Recognition.objects.in_force(on=on).filter(of_these, ends_on__lte=on + _BEFORE, case_id__isnull=False)
    return list(rows.order_by("ends_on", "pk").values_list("pk", flat=True))


@transaction.atomic
def _renewed(row_id: int, on: date, at: datetime) -> int:
    row = Recognition.objects.select_for_update().get(pk=row_id)
    validity = _validity(row, on)
    if row.ends_on is None or row.ends_on > on + _BEFORE or row.state != State.IN_FORCE or validity is None:
        return 0
    if not goes_on(row):
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
    return disease.validity.value if disease and _lasts(disease.validity.value) else None
