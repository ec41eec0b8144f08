"""Rows of a draft: typed answers, the signature on the form, the pledge, links for a helping camera. All keyed to the filing in `cases`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.apply.clerk.models import FedPage, Original, Visit
from mantetong.outside.encrypted_field import EncryptedTextField

__all__ = [
    "DraftAnswer",
    "DraftReminder",
    "FedPage",
    "Gesture",
    "LinkUse",
    "Original",
    "Pledge",
    "Recording",
    "Signature",
    "SlotLink",
    "Visit",
    "WitnessCode",
]


class DraftAnswer(models.Model):
    """What was answered to one question, as JSON; the newest counts and is kept the moment it is given.

    `version` grows with every change: a page left open in another window shows which one it was made from.
    """

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)
    value = EncryptedTextField()
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        """One answer per question."""

        constraints = [models.UniqueConstraint(fields=["filing", "question"], name="draft_answer_once")]

    def __str__(self) -> str:
        return f"{self.question} of filing {self.filing_id}"


class Gesture(models.TextChoices):
    """How somebody signs: with a finger or a typed name and a code; on paper; with a thumbprint; by voice; before a clerk."""

    DRAWN = "DRAWN"
    TYPED = "TYPED"
    PAPER = "PAPER"
    THUMBPRINT = "THUMBPRINT"
    VOICE = "VOICE"
    WITNESSED = "WITNESSED"


class Signature(models.Model):
    """How the application form was signed: what was signed (SHA-256 of the unsigned PDF), by which gesture, when, with which code.

    A drawn line alone is not a reliable signature (电子签名法 13): real-name, fresh code, hash and time make it one.
    `facts_digest` is of what stood on the form: another answer afterwards, and the form must be signed again.
    `witness` names who stood by where somebody cannot write.
    """

    filing = models.OneToOneField("cases.Filing", on_delete=models.PROTECT, related_name="+")
    account_id_of_signer = models.BigIntegerField()
    gesture = models.CharField(max_length=10, choices=Gesture)
    signed_digest = models.CharField(max_length=64)
    form_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64, blank=True, default="")
    paper_id = models.BigIntegerField()
    witness = EncryptedTextField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Only the gestures known."""

        constraints = [models.CheckConstraint(condition=Q(gesture__in=sorted(Gesture.values)), name="signature_gesture_known")]

    def __str__(self) -> str:
        return f"signature of filing {self.filing_id}"


class Recording(models.Model):
    """The voice of somebody who cannot write, saying that the form was read to them and is theirs. Encrypted like a paper."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    storage_key = models.CharField(max_length=80)
    type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"recording of filing {self.filing_id}"


class Pledge(models.Model):
    """The truthfulness pledge with its exact words, given at SUBMIT."""

    filing = models.OneToOneField("cases.Filing", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pledge of filing {self.filing_id}"


class SlotLink(models.Model):
    """One place of the checklist, open for a day to whoever holds the token (a QR code) or the six digits: to put in, never to see.

    `code_digest` is empty once the link is over, so that the digits can serve another one.
    """

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = EncryptedTextField()
    token_digest = models.CharField(max_length=64, unique=True)
    code = EncryptedTextField()
    code_digest = models.CharField(max_length=64, unique=True, null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Found by its filing."""

        indexes = [models.Index(fields=["filing", "-id"], name="slot_link_of_filing")]

    def __str__(self) -> str:
        return f"link to {self.slot} of filing {self.filing_id}"


class LinkUse(models.Model):
    """What happened at a link, or at the page where the six digits are typed (then without a link). The address as a keyed digest."""

    class Kind(models.TextChoices):
        """OPENED it was looked at; TAKEN a page came in; REFUSED a page could not be taken; WRONG digits that open nothing."""

        OPENED = "OPENED"
        TAKEN = "TAKEN"
        REFUSED = "REFUSED"
        WRONG = "WRONG"

    link = models.ForeignKey(SlotLink, on_delete=models.CASCADE, null=True, related_name="uses")
    kind = models.CharField(max_length=8, choices=Kind)
    address_digest = models.CharField(max_length=64)
    paper_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Counted by kind and address within an hour."""

        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["OPENED", "TAKEN", "REFUSED", "WRONG"]), name="link_use_kind_known")
        ]
        indexes = [models.Index(fields=["kind", "at"], name="link_use_counted")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class WitnessCode(models.Model):
    """Six digits by which a clerk finds the draft of somebody who stands at the counter and cannot write. An hour, once."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    code = EncryptedTextField()
    code_digest = models.CharField(max_length=64, unique=True, null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"witness code of filing {self.filing_id}"


class DraftReminder(models.Model):
    """That the owner of a draft was told how long it is still kept; once for each day it ends on."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    kept_until = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Told once."""

        constraints = [models.UniqueConstraint(fields=["filing", "kept_until"], name="draft_reminder_once")]

    def __str__(self) -> str:
        return f"reminder of filing {self.filing_id}"
