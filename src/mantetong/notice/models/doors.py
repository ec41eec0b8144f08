"""Where a door's messages may go: what somebody agreed to in the mini-program, and which browser takes pushes."""

from django.conf import settings
from django.db import models

from mantetong.outside.encrypted_field import EncryptedTextField


class Agreed(models.Model):
    """How many messages of one text somebody has agreed to in a region's mini-program; each is good for one."""

    region = models.CharField(max_length=6)
    openid_digest = models.CharField(max_length=64)
    text_key = models.CharField(max_length=40)
    left = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["openid_digest", "region", "text_key"], name="notice_agreed_once")]

    def __str__(self) -> str:
        return f"agreed {self.pk}"


class PushBrowser(models.Model):
    """A browser that takes pushes for an account: where its push service listens, and the keys only that browser can open."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = EncryptedTextField()
    endpoint_digest = models.CharField(max_length=64, unique=True)
    public_key = EncryptedTextField()
    auth = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-at", "-id"], name="notice_browser_of")]

    def __str__(self) -> str:
        return f"push browser {self.pk}"
