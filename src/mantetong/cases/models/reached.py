"""Proof that people were told, and guesses at query codes."""

from django.db import models

from mantetong.cases.models.filing import Filing


class Reached(models.Model):
    """A notice about a filing got through: opened, answered, or confirmed by the carrier. Written by `notice`."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="reached")
    event = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=16)
    at = models.DateTimeField()


class ProgressTry(models.Model):
    """One wrong try at number and query code; five an hour close the question for that number."""

    number_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Counted per number over the last hour."""

        indexes = [models.Index(fields=["number_digest", "-at"], name="progress_tries")]
