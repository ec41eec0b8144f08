"""Status told to portals: who subscribes, what was pushed, and every try."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField


class Subscriber(models.Model):
    """A portal of a region that is told of cases. `failing_since`: no try has gone well since; a day of that pauses it."""

    region = models.CharField(max_length=6)
    name = models.CharField(max_length=60)
    url = models.CharField(max_length=300)
    secret = EncryptedTextField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    why_paused = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "url"], name="subscriber_once")]

    def __str__(self) -> str:
        return self.name


class PushState(models.TextChoices):
    """WAITING: to be pushed, or pushed again. GIVEN_UP after three days."""

    WAITING = "WAITING"
    TAKEN = "TAKEN"
    GIVEN_UP = "GIVEN_UP"


class Push(models.Model):
    """One event for one subscriber. `message_id` is the same in every try, so that a portal takes it once."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="pushes")
    message_id = models.UUIDField(unique=True)
    event = models.CharField(max_length=40)
    event_key = models.CharField(max_length=100)
    subject = models.CharField(max_length=30)  # the case's or filing's number
    data = models.JSONField()
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=PushState, default=PushState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "event_key"], name="push_once_per_subscriber"),
            models.CheckConstraint(condition=Q(state__in=PushState.values), name="push_state_known"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="push_due"),
            models.Index(fields=["subscriber", "-id"], name="push_of_subscriber"),
        ]

    def __str__(self) -> str:
        return str(self.message_id)


class PushTry(models.Model):
    """One try: what the portal answered (0 for nothing) or why it was not even asked."""

    push = models.ForeignKey(Push, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=60, default="")
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["push", "-id"], name="try_of_push")]

    def __str__(self) -> str:
        return f"try {self.pk}"
