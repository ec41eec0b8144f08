"""Who may ask and what was asked: tokens, keys, entitlements, the journal of calls, kept answers, alarms."""

from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField


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


class InstitutionKey(models.Model):
    """What an institution signs with: SM2 and its public key (128 hex digits), or SM3 keyed with its token (no key of its own).

    While one stands, every message of the institution must be signed with it.
    """

    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=[("SM2", "SM2"), ("SM3", "SM3")])
    public_key = models.CharField(max_length=130, blank=True, default="")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Old and new may stand side by side while an institution changes over."""

        indexes = [models.Index(fields=["institution"], condition=Q(withdrawn_at=None), name="key_standing")]

    def __str__(self) -> str:
        return f"key {self.pk}"


class InstitutionCipher(models.Model):
    """An SM4 key that an institution and we share (32 hex digits), shown once when it is made and kept encrypted.

    While one stands with `is_demanded`, nothing plain is taken from the institution.
    """

    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    secret = EncryptedTextField()
    is_demanded = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Old and new may stand side by side while an institution changes over."""

        indexes = [models.Index(fields=["institution"], condition=Q(withdrawn_at=None), name="cipher_standing")]

    def __str__(self) -> str:
        return f"cipher {self.pk}"


class Entitlement(models.Model):
    """An institution is entitled to treat a sensitive disease, and so to be told of it."""

    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    disease_code = models.CharField(max_length=30)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Once at a time."""

        constraints = [
            models.UniqueConstraint(fields=["institution", "disease_code"], condition=Q(withdrawn_at=None), name="entitled_once")
        ]

    def __str__(self) -> str:
        return f"entitlement {self.pk}"


class LookUpRule(models.Model):
    """What the region's pack asks of a look-up today, copied here for the bare path, which knows no packs."""

    region = models.CharField(max_length=6, unique=True)
    certificate_hours = models.PositiveSmallIntegerField()
    last_known_minutes = models.PositiveSmallIntegerField()
    sensitive = models.JSONField(default=list)
    copied_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look-up rule of {self.region}"


class Identification(models.Model):
    """An institution identified a person by certificate (1101): what a look-up there stands on for a while. The newest only."""

    institution_code = models.CharField(max_length=12)
    psn_no = models.CharField(max_length=30)
    at = models.DateTimeField()

    class Meta:
        """Asked by every look-up."""

        constraints = [models.UniqueConstraint(fields=["institution_code", "psn_no"], name="identified_once")]

    def __str__(self) -> str:
        return f"identification {self.pk}"


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


class Alarm(models.Model):
    """An institution asked for many people it could not have met: numbers tried out, or names looked through."""

    institution_code = models.CharField(max_length=12)
    since = models.DateTimeField()
    until = models.DateTimeField()
    misses = models.PositiveIntegerField()
    raised_at = models.DateTimeField()
    seen_by = models.CharField(max_length=150, blank=True, default="")
    seen_at = models.DateTimeField(null=True)
    found = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        """One standing alarm per institution: it grows, and does not ring again, until somebody has seen to it."""

        constraints = [models.UniqueConstraint(fields=["institution_code"], condition=Q(seen_at=None), name="alarm_one_standing")]

    def __str__(self) -> str:
        return f"alarm {self.pk}"
