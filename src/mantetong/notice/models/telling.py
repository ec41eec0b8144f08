"""Rows of this room: one notice per event, person and channel."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    """The way a notice takes. LETTER is how a call that could not be made got through after all."""

    INBOX = "INBOX"
    SMS = "SMS"
    PHONE = "PHONE"
    LETTER = "LETTER"


class NoticeState(models.TextChoices):
    """How far it has come. UNKNOWN: handed in, and no answer came; it is looked up before it is ever sent again."""

    QUEUED = "QUEUED"
    UNKNOWN = "UNKNOWN"
    HANDED_OVER = "HANDED_OVER"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    REACHED = "REACHED"


class Notice(models.Model):
    """One thing told to one person through one channel. Words are looked up by `text_key` when it is shown or sent."""

    event = models.CharField(max_length=40)
    event_key = models.CharField(max_length=100)
    text_key = models.CharField(max_length=40)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    filing_id = models.BigIntegerField()
    region = models.CharField(max_length=6)
    tail = models.CharField(max_length=12)
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=12, choices=NoticeState)
    at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=64, default="")
    reason = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event_key", "account", "person", "channel"],
                nulls_distinct=False,
                name="notice_once_per_person_and_channel",
            ),
            models.CheckConstraint(condition=Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="notice_channel_known"),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], condition=Q(channel="INBOX"), name="notice_inbox"),
            models.Index(fields=["filing_id", "id"], name="notice_of_filing"),
            models.Index(fields=["region", "id"], condition=Q(state="FAILED"), name="notice_failed"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Call(models.Model):
    """A telephone call by staff to somebody whom no message reached."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="calls")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["notice", "-id"], name="call_of_notice")]

    def __str__(self) -> str:
        return f"call {self.pk}"
