"""Where the decision letter stands."""

from mantetong.determination.models import Letter


def letter_of(*, decision_id: int) -> str | None:
    """The storage key of a decision's letter, None while it is not printed yet."""
    return Letter.objects.filter(decision=decision_id).values_list("key", flat=True).first()
