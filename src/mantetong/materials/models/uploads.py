"""Files on their way in, a part at a time, over a line that breaks."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mantetong.materials.models.keys import new_key
from mantetong.materials.models.papers import Paper
from mantetong.outside.encrypted_field import EncryptedTextField


class Upload(models.Model):
    """One file on its way into a slot. `received` bytes have come; `digest` is a keyed hash of the SHA-256 the sender announced.

    `client_key` is the sender's own name for this sending: the same key of the same account is the same upload. `refused` is the
    error's code once the whole file had come and could not be taken. The row goes a day after it began, its parts with it.
    """

    key = models.CharField(max_length=20, unique=True, default=new_key)
    client_key = models.CharField(max_length=64)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    filing = models.ForeignKey("cases.Filing", on_delete=models.CASCADE, related_name="+")
    slot = models.CharField(max_length=60)
    name = EncryptedTextField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, default="")
    received = models.PositiveIntegerField(default=0)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")
    refused = models.CharField(max_length=32, default="")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        """A sender's key is used once."""

        constraints = [
            models.UniqueConstraint(fields=["account", "client_key"], name="upload_once_per_client_key"),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_never_more_than_announced"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="upload_expires")]


class UploadPart(models.Model):
    """Some bytes of an upload, sealed in the `documents` storage like a paper."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    storage_key = models.CharField(max_length=80)

    class Meta:
        """A byte comes once."""

        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="upload_part_once")]
