"""What happens to a recognition: reminders, hearings, postings; and the import of a region's existing ones with its sign-off."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.recognition.models.held import Recognition


class ExpiryReminder(models.Model):
    """A person was reminded once, so many days before that end."""

    recognition = models.ForeignKey(Recognition, on_delete=models.CASCADE, related_name="reminders")
    ends_on = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        """Once per end and step, whatever runs twice."""

        constraints = [models.UniqueConstraint(fields=["recognition", "ends_on", "days_before"], name="reminded_once")]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class Act(models.TextChoices):
    """What can be proposed against a recognition."""

    SUSPEND = "SUSPEND"
    REVOKE = "REVOKE"


class Proposal(models.Model):
    """One official proposes to suspend or revoke, the person is heard, another official decides.

    `heard` is what the person said; until `heard_until` (last day) nobody decides unless the person has spoken.
    """

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="proposals")
    act = models.CharField(max_length=8, choices=Act)
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    heard_until = models.DateField()
    heard = models.TextField(blank=True, default="")
    heard_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(null=True)

    class Meta:
        """Four eyes; one open proposal at a time."""

        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="proposal_decided_by_another"
            ),
            models.UniqueConstraint(fields=["recognition"], condition=Q(decided_at=None), name="proposal_one_open"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class PostingState(models.TextChoices):
    """How far a posted certificate is."""

    ASKED = "ASKED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    RETURNED = "RETURNED"
    CANCELLED = "CANCELLED"


class Posting(models.Model):
    """A certificate on its way by courier: a printed copy, never an original. What comes back is asked for anew."""

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="postings")
    recipient = EncryptedTextField()
    phone = EncryptedTextField()
    address = EncryptedTextField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=PostingState, default=PostingState.ASKED)
    carrier = models.CharField(max_length=40, blank=True, default="")
    tracking = models.CharField(max_length=40, blank=True, default="")
    said = models.CharField(max_length=200, blank=True, default="")  # why it came back
    changed_at = models.DateTimeField()

    class Meta:
        """One at a time; the desk's list is short."""

        constraints = [
            models.UniqueConstraint(fields=["recognition"], condition=Q(state__in=["ASKED", "SENT"]), name="posting_one_running")
        ]
        indexes = [models.Index(fields=["asked_at", "id"], condition=Q(state__in=["ASKED", "SENT"]), name="posting_running")]

    def __str__(self) -> str:
        return f"posting {self.pk}"


class ImportRun(models.Model):
    """How far the import of one file (by its SHA-256) has come: lines up to `lines_done` are dealt with."""

    region = models.CharField(max_length=6)
    sha256 = models.CharField(max_length=64)
    lines_done = models.PositiveBigIntegerField(default=0)
    taken = models.PositiveBigIntegerField(default=0)
    already_there = models.PositiveBigIntegerField(default=0)
    faulty = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """One run per region and file."""

        constraints = [models.UniqueConstraint(fields=["region", "sha256"], name="import_run_once")]

    def __str__(self) -> str:
        return f"import run {self.pk}"


class ImportSignOff(models.Model):
    """Two people say that a region's existing recognitions are all here (or that there are none).

    Until both have, a look-up of the region's people answers "unknown", never "no". In the sandbox the demo signs itself off.
    """

    region = models.CharField(max_length=6, unique=True)
    declaration = models.CharField(max_length=200)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        """Two people means two."""

        constraints = [
            models.CheckConstraint(condition=Q(first=None) | Q(second=None) | ~Q(first=F("second")), name="sign_off_two_people"),
        ]

    def __str__(self) -> str:
        return f"sign-off of {self.region}"
