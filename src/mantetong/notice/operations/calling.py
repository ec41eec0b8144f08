"""The last link of the chain: what must be known and nobody has opened for the pack's days goes on the list of people to call."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from mantetong.notice.models import Channel, Notice
from mantetong.notice.operations.rules import rule_in
from mantetong.notice.operations.telling import tell_also
from mantetong.notice.told import PRESSING

_LOOKED_BACK = timedelta(days=60)


def call_whom_nobody_reached(*, at: datetime) -> int:
    """Put them on the list of their region's staff; how many were new. Runs twice without listing anybody twice."""
    regions = Notice.objects.filter(at__gt=at - _LOOKED_BACK).order_by("region").values_list("region", flat=True).distinct()
    return sum(_call_in(region, at) for region in regions)


@transaction.atomic
def _call_in(region: str, at: datetime) -> int:
    days = rule_in(region=region, at=at).call_after_days
    told = Notice.objects.filter(
        region=region, text_key__in=PRESSING, channel=Channel.SMS, reached_at=None, at__gt=at - _LOOKED_BACK,
        at__lt=at - timedelta(days=days),
    )  # fmt: skip
    same = Notice.objects.filter(event_key=OuterRef("event_key"), person_id=OuterRef("person_id"))
    unknown = told.exclude(Exists(same.exclude(reached_at=None))).exclude(Exists(same.filter(channel=Channel.PHONE)))
    listed = [tell_also(notice, channel=Channel.PHONE, at=at) for notice in unknown.exclude(state="FAILED").order_by("id")]
    return sum(one is not None for one in listed)
