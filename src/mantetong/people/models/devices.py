"""Where somebody has signed in: telephones and computers, and what each of them may open."""

from django.db import models
from django.db.models import Q

from mantetong.people.models.accounts import Account


class Device(models.Model):
    """One browser that an account has signed in with. Its cookie is known by digest only; `session_key` is its last session."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    token_digest = models.CharField(max_length=64)
    label = models.CharField(max_length=60)
    session_key = models.CharField(max_length=40, default="")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)  # name and ID number were given here
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "token_digest"], condition=Q(ended_at__isnull=True), name="people_one_device_per_cookie"
            )
        ]

    def __str__(self) -> str:
        return f"device {self.pk}"
