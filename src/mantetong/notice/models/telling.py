"""Rows of this room: one notice per event, person and channel."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    """The way a notice takes. LETTER is how a call that could not be made got through after all."""

    INBOX = "INBOX"
    WECHAT_OA = "WECHAT_OA"
    WECHAT_MINI = "WECHAT_MINI"
    PUSH = "PUSH"
    SMS = "SMS"
    PHONE = "PHONE"
    LETTER = "LETTER"


DOOR_CHANNELS = (Channel.WECHAT_OA, Channel.WECHAT_MINI, Channel.PUSH)
SENT_CHANNELS = (*DOOR_CHANNELS, Channel.SMS)


class NoticeState(models.TextChoices):
    """How far it has come. UNKNOWN: handed in, and no answer came; it is looked up before it is ever sent again."""

    QUEUED = "QUEUED"
    UNKNOWN = "UNKNOWN"
    HANDED_OVER = "HANDED_OVER"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    REACHED = "REACHED"


class Notice(models.Model):
    """One thing told to one person through one channel. Words are looked up by `text_key` when it is shown or sent.

    `due_at` is when the sending is to be looked at next: to be handed in, looked up, or asked after; a worker that has taken it
    moves it on by its lease, so that a killed one gives it back by itself. NULL when there is nothing more to do.
    `carrier` is who took it or may have taken it; a message is looked up there before anybody else is given it.
    """

    event = models.CharField(max_length=40)
    event_key = models.CharField(max_length=100)
    text_key = models.CharField(max_length=40)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    filing_id = models.BigIntegerField()
    region = models.CharField(max_length=6)
    tail = models.CharField(max_length=12)
    channel = models.CharField(max_length=12, choices=Channel)
    state = models.CharField(max_length=12, choices=NoticeState)
    at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    carrier = models.CharField(max_length=12, default="")
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
            models.Index(fields=["region", "due_at", "id"], condition=Q(due_at__isnull=False), name="notice_due"),
            models.Index(fields=["account", "person", "handed_over_at"], condition=Q(channel="SMS"), name="notice_sms_of_person"),
            models.Index(fields=["event_key"], name="notice_of_happening"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Call(models.Model):
    """A telephone call by staff to somebody whom no message reached; `again_at` is when the caller means to try again."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="calls")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField()
    again_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["notice", "-id"], name="call_of_notice")]

    def __str__(self) -> str:
        return f"call {self.pk}"


class Carrier(models.Model):
    """How one short-message carrier has been doing, the same for every worker: rested after too many bad answers, then tried again."""

    name = models.CharField(max_length=12, unique=True)
    bad = models.PositiveIntegerField(default=0)  # bad answers in a row
    strikes = models.PositiveSmallIntegerField(default=0)  # rests in a row: each is twice as long
    resting_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Words(models.Model):
    """A text as an official of a region has changed it; the newest of a text, channel and language holds. None is ever altered.

    `carrier_code` is what the carrier approved a short message under; without it a changed short message waits for its approval.
    `subject` and `text` both empty: back to the words delivered with the program.
    """

    region = models.CharField(max_length=6)
    text_key = models.CharField(max_length=40)
    channel = models.CharField(max_length=12, choices=Channel)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=60, default="", blank=True)
    text = models.CharField(max_length=400, default="", blank=True)
    carrier_code = models.CharField(max_length=60, default="", blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "text_key", "channel", "language", "-id"], name="words_newest")]

    def __str__(self) -> str:
        return f"words {self.pk}"
