"""What people ask of us about their own data: a copy, a correction."""

from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.people.models.accounts import Account
from mantetong.people.models.persons import InsuredPerson


class CopyState(models.TextChoices):
    """How far a copy is."""

    ASKED = "ASKED"
    READY = "READY"
    FAILED = "FAILED"
    GONE = "GONE"  # its days are over and the file is deleted


class DataCopy(models.Model):
    """A copy of one person's data, asked for by themselves. `file_key` names the ZIP in the documents storage."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=CopyState, default=CopyState.ASKED)
    done = models.PositiveIntegerField(default=0)  # pieces put in so far, of `pieces`
    pieces = models.PositiveIntegerField(default=0)
    file_key = models.CharField(max_length=80, default="")
    size = models.PositiveIntegerField(default=0)  # bytes
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(state="ASKED"), name="people_one_copy_at_a_time"),
            models.CheckConstraint(
                condition=~Q(state="READY") | Q(ready_at__isnull=False, expires_at__isnull=False), name="people_copy_ready_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"


class CopyDownload(models.Model):
    """One download of a copy: when, and with what kind of device."""

    copy = models.ForeignKey(DataCopy, on_delete=models.PROTECT, related_name="downloads")
    at = models.DateTimeField()
    device = models.CharField(max_length=60, default="")

    def __str__(self) -> str:
        return f"download {self.pk}"


class Correction(models.Model):
    """Something a person says is wrong in what we hold; a member of staff answers."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6, default="")  # whose clerks answer; empty: any region's
    wrong = EncryptedTextField()
    right = EncryptedTextField()
    asked_at = models.DateTimeField()
    answer = EncryptedTextField(null=True)
    was_corrected = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answer__isnull=False, answered_by__isnull=False),
                name="people_correction_answered_whole",
            )
        ]
        indexes = [models.Index(fields=["region", "id"], condition=Q(answered_at__isnull=True), name="people_corrections_open")]

    def __str__(self) -> str:
        return f"correction {self.pk}"
