"""A sample of decided cases that anybody with the seed can draw again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat

from mantetong.cases.models import Case


@dataclass(frozen=True, slots=True)
class Sampled:
    """One case of a sample."""

    number: str
    filing_number: str
    outcome: str
    decided_at: datetime


class _Sha256(Func):
    """SHA-256 of a text, by the database's own function."""

    template = "sha256(convert_to(%(expressions)s, 'UTF8'))"
    output_field = models.BinaryField()


def sample_of(*, region: str, since: datetime, until: datetime, seed: str, most: int) -> tuple[Sampled, ...]:
    """The `most` cases of a region decided in [since, until) whose SHA-256 of "seed:case number" is smallest, in that order.

    The same seed over the same period gives the same cases, whoever draws and whenever.
    """
    decided = Case.objects.filter(region=region, decided_at__gte=since, decided_at__lt=until, number__isnull=False)
    drawn = decided.annotate(lot=_Sha256(Concat(Value(f"{seed}:"), F("number")))).order_by("lot", "pk")
    rows = drawn.values_list("number", "filing__number", "outcome", "decided_at")[:most]
    return tuple(Sampled(number or "", filing or "", outcome or "", at) for number, filing, outcome, at in rows if at)
