"""Codes sent to telephones, and the attempts that limits are counted from."""

from django.db import models
from django.db.models.functions import Now

from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.people.models.accounts import Account


class CodePurpose(models.TextChoices):
    """What a code opens, or what somebody is told on the same way."""

    LOGIN = "LOGIN"
    SIGN = "SIGN"
    MANDATE = "MANDATE"  # sent to the person somebody wants to act for
    PHONE = "PHONE"  # sent to the new number of an account
    # Nothing is opened by these: somebody is told, and `code` holds the tail of a number at most.
    NUMBER_LEFT = "NUMBER_LEFT"
    MANDATE_SEEN = "MANDATE_SEEN"
    MANDATE_REFUSED = "MANDATE_REFUSED"
    MANDATE_BEGUN = "MANDATE_BEGUN"


class StoredCode(models.Model):
    """A code of six digits, encrypted; the message is sent by a job that reads it by id."""

    code = EncryptedTextField()
    phone = EncryptedTextField()
    phone_digest = models.CharField(max_length=64)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=16, choices=CodePurpose)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    stored_at = models.DateTimeField(
        db_default=Now()
    )  # the wall clock's, which the sending job goes by; `asked_at` may be a sandbox's day
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["phone_digest", "purpose", "-id"], name="people_code_newest")]

    def __str__(self) -> str:
        return f"code {self.pk}"


class Attempt(models.Model):
    """One use of something that is limited per number, account or address; kept a day."""

    kind = models.CharField(max_length=24)
    key_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "key_digest", "at"], name="people_attempts")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
