"""From when what is held can be renewed, by the pack's window."""

from datetime import date, timedelta

from mantetong.policies.queries import policy_on
from mantetong.recognition.models import State
from mantetong.recognition.queries import RecognitionCard


def renewal_opens_on(held: RecognitionCard, *, on: date) -> date | None:
    """The first day to renew; None for what has no end, does not count, or is in the region's list no more."""
    if held.ends_on is None or held.state != State.IN_FORCE:
        return None
    disease = policy_on(region=held.region, on=on).diseases.get(held.disease_code)
    return held.ends_on - timedelta(days=disease.validity.value.renewal_window_days) if disease else None
