"""What somebody has decided to send and may still take back: held here for half a minute, then carried out once."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ActKind(models.TextChoices):
    """What is about to be sent."""

    SUPPLEMENT = "SUPPLEMENT"
    FURTHER_SUPPLEMENT = "FURTHER_SUPPLEMENT"
    ASK_AGAIN = "ASK_AGAIN"
    REFUSE = "REFUSE"
    LAPSE = "LAPSE"
    DECIDE = "DECIDE"


class SendingState(models.TextChoices):
    """SENDING until `sends_at`; then SENT, or FAILED with the code of what stood in the way; UNDONE when taken back."""

    SENDING = "SENDING"
    SENT = "SENT"
    UNDONE = "UNDONE"
    FAILED = "FAILED"


class SendingAct(models.Model):
    """One act with everything it needs to be carried out by a job: who, in which roles, what. One at a time per filing."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=ActKind)
    given = models.JSONField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField()
    region = models.CharField(max_length=6, blank=True, default="")
    institution = models.CharField(max_length=12, blank=True, default="")
    at = models.DateTimeField()
    sends_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=SendingState, default=SendingState.SENDING)
    ended_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        """Two things are never on their way for one filing."""

        constraints = [
            models.UniqueConstraint(fields=["filing"], condition=Q(state="SENDING"), name="sending_one_per_filing"),
            models.CheckConstraint(condition=Q(state__in=SendingState.values), name="sending_state_known"),
            models.CheckConstraint(condition=Q(kind__in=ActKind.values), name="sending_kind_known"),
        ]
        indexes = [models.Index(fields=["filing", "-id"], name="sending_of_filing")]
