"""Rows of a draft: typed answers, the signature on the form, the pledge. All keyed to the filing in `cases`."""

from django.db import models

from mantetong.outside.encrypted_field import EncryptedTextField


class DraftAnswer(models.Model):
    """What was answered to one question, as JSON; the newest counts and is kept the moment it is given."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)
    value = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        """One answer per question."""

        constraints = [models.UniqueConstraint(fields=["filing", "question"], name="draft_answer_once")]

    def __str__(self) -> str:
        return f"{self.question} of filing {self.filing_id}"


class Signature(models.Model):
    """How the application form was signed: what was signed (SHA-256 of the unsigned PDF), by which gesture, when, with which code.

    A drawn line alone is not a reliable signature (电子签名法 13): real-name, fresh code, hash and time make it one.
    """

    filing = models.OneToOneField("cases.Filing", on_delete=models.PROTECT, related_name="+")
    account_id_of_signer = models.BigIntegerField()
    gesture = models.CharField(max_length=8, choices=[("DRAWN", "DRAWN"), ("TYPED", "TYPED")])
    signed_digest = models.CharField(max_length=64)
    form_digest = models.CharField(max_length=64)
    paper_id = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"signature of filing {self.filing_id}"


class Pledge(models.Model):
    """The truthfulness pledge with its exact words, given at SUBMIT."""

    filing = models.OneToOneField("cases.Filing", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pledge of filing {self.filing_id}"
