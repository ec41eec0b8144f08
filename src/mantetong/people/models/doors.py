"""Who somebody is at a door: the portal's or app's own name for them, bound to one account."""

from django.db import models

from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.people.models.accounts import Account

OFFICIAL_ACCOUNT, MINI_PROGRAM = "wechat-oa", "wechat-mini"


def follower_issuer(region: str, kind: str = OFFICIAL_ACCOUNT) -> str:
    """Who names the followers of a region's official account, or the users of its mini-program."""
    return f"{kind}:{region}"


class DoorIdentity(models.Model):
    """One subject of one issuer is one account for good. `subject` is sealed; it is found by its digest."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="door_identities")
    issuer = models.CharField(max_length=200)
    subject = EncryptedTextField()
    subject_digest = models.CharField(max_length=64)
    level = models.CharField(max_length=20, default="")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject_digest"], name="people_one_account_per_subject")]

    def __str__(self) -> str:
        return f"door identity {self.pk}"
