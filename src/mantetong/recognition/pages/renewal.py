"""From when what is held can be renewed, by the pack's window."""

from datetime import date, timedelta

from mantetong.domain.policy import Validity
from mantetong.policies.queries import policy_on
from mantetong.recognition.models import State
from mantetong.recognition.queries import RecognitionCard


def renewal_opens_on(held: RecognitionCard, *, on: date) -> date | None:
    """The first day to renew; None for what has no end, does not count, renews itself, or is in the region's list no more."""
    validity = _validity(held, on)
    if held.ends_on is None or validity is None or validity.renews_itself:
        return None
    return held.ends_on - timedelta(days=validity.renewal_window_days)


def renews_itself(held: RecognitionCard, *, on: date) -> bool:
    """Whether it goes on at its end without an application."""
    validity = _validity(held, on)
    return held.ends_on is not None and validity is not None and validity.renews_itself


def _validity(held: RecognitionCard, on: date) -> Validity | None:
    disease = policy_on(region=held.region, on=on).diseases.get(held.disease_code)
    return disease.validity.value if disease and held.state == State.IN_FORCE else None
