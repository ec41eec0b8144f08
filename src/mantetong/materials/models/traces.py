"""The same page, certificate number or telephone in the filings of several people: a hint for a person, never a verdict."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.materials.models.papers import Paper


class TraceKind(models.TextChoices):
    """What can be the same."""

    PAGE = "PAGE"
    CERTIFICATE = "CERTIFICATE"
    PHONE = "PHONE"


class Trace(models.Model):
    """A keyed digest of something on a paper: it can be compared, never read back. `person` is the one applied for."""

    kind = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="traces")
    filing = models.ForeignKey("cases.Filing", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6)

    class Meta:
        """Once a paper."""

        constraints = [
            models.UniqueConstraint(fields=["paper", "kind", "digest"], name="trace_once_per_paper"),
            models.CheckConstraint(condition=Q(kind__in=sorted(TraceKind.values)), name="trace_kind_known"),
        ]
        indexes = [models.Index(fields=["kind", "digest"], name="trace_digest")]


class SignalState(models.TextChoices):
    """OPEN until a person has looked and written down what came of it."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


class Signal(models.Model):
    """One thing that stands in the filings of `people` different people of a region; grows while it is open, opens anew when more come."""

    kind = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    region = models.CharField(max_length=6)
    people = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=SignalState.OPEN)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, default="")

    class Meta:
        """One per thing and region; closed by somebody, with a note."""

        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "digest"], name="signal_once_per_region"),
            models.CheckConstraint(condition=Q(kind__in=sorted(TraceKind.values)), name="signal_kind_known"),
            models.CheckConstraint(condition=Q(state__in=sorted(SignalState.values)), name="signal_state_known"),
            models.CheckConstraint(
                condition=Q(state=SignalState.OPEN) | (Q(closed_by__isnull=False) & ~Q(note="")), name="signal_closed_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["region", "state", "-last_at"], name="signal_in_region")]
