"""What colleagues say to each other about a filing, and who is looking at it now. Never shown to applicants."""

from django.conf import settings
from django.db import models

from mantetong.outside.encrypted_field import EncryptedTextField


class Note(models.Model):
    """A note, or a question to one colleague (`asked`) who then may see the filing until it is answered (`answer_of`)."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    text = EncryptedTextField()
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assignment = models.BigIntegerField(null=True)  # the open right to see, ended by the answer
    answer_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="answer")
    at = models.DateTimeField()

    class Meta:
        """Read in order."""

        indexes = [models.Index(fields=["filing", "id"], name="note_of_filing")]


class Presence(models.Model):
    """When somebody last had the case screen of a filing open. Overwritten, not kept: looks are logged elsewhere."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        """One row per person and filing."""

        constraints = [models.UniqueConstraint(fields=["filing", "account"], name="presence_once")]
