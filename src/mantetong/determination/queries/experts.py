"""Experts as the office sees them: what they know best, what waits for them, and what their answers are paid. Never who is faster."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum

from mantetong.determination.models import Expertise, Seat, Vote


@dataclass(frozen=True, slots=True)
class ExpertWork:
    """One expert's open cases now, and answers with their fee in a stretch of time."""

    account_id: int
    diseases: tuple[str, ...]
    waiting: int
    answered: int
    fee_yuan: int


def work_of(*, account_ids: tuple[int, ...], since: datetime, until: datetime) -> dict[int, ExpertWork]:
    """The work of these experts, by account."""
    known = dict(Expertise.objects.filter(account_id__in=account_ids).values_list("account_id", "diseases"))
    open_seats = Seat.objects.filter(account_id__in=account_ids, left_at=None, panel__closed_at=None, vote=None)
    waiting = dict(open_seats.values_list("account_id").annotate(count=Count("pk")).order_by())
    given = Vote.objects.filter(Q(at__gte=since, at__lt=until), seat__account_id__in=account_ids)
    paid = {
        account: (count, fee)
        for account, count, fee in given.values_list("seat__account_id")
        .annotate(count=Count("pk"), fee=Sum("fee_yuan"))
        .order_by()
    }
    return {one: ExpertWork(one, tuple(known.get(one, ())), waiting.get(one, 0), *paid.get(one, (0, 0))) for one in account_ids}
