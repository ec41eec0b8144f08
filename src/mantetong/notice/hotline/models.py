"""Calls that came in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField


class Caller(models.TextChoices):
    """Who says to be calling."""

    SELF = "SELF"
    FAMILY = "FAMILY"
    OTHER = "OTHER"


class HotlineCall(models.Model):
    """One call about a filing: whether the answers to the identity questions fitted, what was asked and what was said.

    A call whose answers did not fit is kept too: tries are counted from these rows.
    """

    region = models.CharField(max_length=6)
    filing_id = models.BigIntegerField()
    caller = models.CharField(max_length=8, choices=Caller)
    fitted = models.BooleanField()
    topic = models.CharField(max_length=16, blank=True, default="")
    words = EncryptedTextField(null=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Found by filing, newest first."""

        constraints = [models.CheckConstraint(condition=Q(caller__in=Caller.values), name="hotline_caller_known")]
        indexes = [
            models.Index(fields=["filing_id", "-id"], name="hotline_of_filing"),
            models.Index(fields=["region", "-id"], name="hotline_of_region"),
        ]

    def __str__(self) -> str:
        return f"hotline call {self.pk}"
