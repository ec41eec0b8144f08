"""受托 institutions, and cases that cannot go the way the pack says."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Entrusting(models.Model):
    """受托: the institution that determines a case on behalf of the agency, never the treating one.

    `is_own_patient` is true where papers in the filing were issued by it: such approvals are read again more often.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    assignment = models.BigIntegerField()
    seed = models.CharField(max_length=64)
    pool = models.JSONField()
    is_own_patient = models.BooleanField(default=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time."""

        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="entrusting_one_open")]

    def __str__(self) -> str:
        return f"entrusting {self.pk}"


class WaitingForHand(models.Model):
    """A case that cannot be determined as the pack says (too few experts, no other institution): a supervisor must act.

    `waiver` is the supervisor's written reason to leave the pack's way; without one nobody decides in the others' place.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    waiver = models.TextField(blank=True, default="")
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    waived_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        """One reason at a time."""

        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(cleared_at=None), name="waiting_one_open")]

    def __str__(self) -> str:
        return f"waiting {self.pk}"
