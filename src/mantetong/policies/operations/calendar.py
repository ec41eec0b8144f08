"""What a new calendar did to running cases, handed down by the hall."""

from datetime import date

from mantetong.policies.models import DueMove


def record_due_move(*, loading_id: int, region: str, number: str, before: date | None, after: date | None) -> None:
    """Keep that a case's due day moved with this loading; once, however often it is told."""
    DueMove.objects.get_or_create(
        loading_id=loading_id, number=number, defaults={"region": region, "before": before, "after": after}
    )
