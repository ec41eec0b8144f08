"""Rows of the till: tokens of institutions, the journal of calls, and answers kept so that a repeated message is answered alike."""

from django.db import models
from django.db.models import Q


class InstitutionToken(models.Model):
    """A bearer token of one institution. Only its SHA-256 is kept: the token itself is 256 random bits, shown once."""

    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Read as a whole by every web process."""

        indexes = [models.Index(fields=["institution"], condition=Q(withdrawn_at=None), name="token_standing")]

    def __str__(self) -> str:
        return f"token {self.pk}"


class InterfaceCall(models.Model):
    """The journal: one line per call, so that "what did you receive from me?" has an answer. Written in batches."""

    at = models.DateTimeField()
    infno = models.CharField(max_length=6)
    msgid = models.CharField(max_length=30)
    institution_code = models.CharField(max_length=12)
    psn_no = models.CharField(max_length=30, blank=True, default="")
    infcode = models.SmallIntegerField()
    microseconds = models.PositiveIntegerField()

    class Meta:
        """Asked by institution and message."""

        indexes = [
            models.Index(fields=["institution_code", "msgid"], name="call_by_message"),
            models.Index(fields=["at"], name="call_by_time"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"


class KeptAnswer(models.Model):
    """The answer to a writing transaction: the same msgid gets the same answer, whatever happened meanwhile."""

    institution_code = models.CharField(max_length=12)
    msgid = models.CharField(max_length=30)
    infno = models.CharField(max_length=6)
    request_digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        """The idempotency key of the national interface (national_interface §1)."""

        constraints = [models.UniqueConstraint(fields=["institution_code", "msgid"], name="answer_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class SignIn(models.Model):
    """A machine of an institution signed in (9001) and, later, out (9002)."""

    institution_code = models.CharField(max_length=12)
    sign_no = models.CharField(max_length=30, unique=True)
    operator = models.CharField(max_length=30)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in {self.pk}"
