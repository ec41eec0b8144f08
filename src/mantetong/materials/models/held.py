"""Originals that are held apart from the papers: waiting for the virus scanner, or in quarantine."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.materials.models.papers import Paper
from mantetong.outside.encrypted_field import EncryptedTextField


class HeldState(models.TextChoices):
    """WAITING: the scanner was away when it came. QUARANTINED: the scanner objected."""

    WAITING = "WAITING"
    QUARANTINED = "QUARANTINED"


class HeldFile(models.Model):
    """One original, sealed, never shown and never read. `found` is the scanner's name for what it saw.

    `paper` is set when the file was taken before it could be scanned. A row goes when the scanner finds the file clean, or from
    quarantine after the operator's days (`purge_on`).
    """

    filing = models.ForeignKey("cases.Filing", on_delete=models.CASCADE, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, null=True, related_name="+")
    slot = models.CharField(max_length=60)
    name = EncryptedTextField()
    size = models.PositiveIntegerField()
    storage_key = models.CharField(max_length=80)
    state = models.CharField(max_length=12)
    found = models.CharField(max_length=120, default="")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)
    purge_on = models.DateField(null=True)

    class Meta:
        """Who is in quarantine has a day to go."""

        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(HeldState.values)), name="held_state_known"),
            models.CheckConstraint(
                condition=Q(state=HeldState.WAITING) | Q(purge_on__isnull=False), name="held_quarantine_has_an_end"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="held_by_state")]
