"""What was decided on a case, by whom, and why. Written by determination through `cases.operations`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.cases.models.filing import Case
from mantetong.cases.models.following import other_hands
from mantetong.domain.outcomes import Outcome


class Decision(models.Model):
    """One decision; a corrected one is superseded, never changed. `reasons` lists a sentence per criterion with its source.

    The determining institution and doctor are asked for by the national registration (2503).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=16)
    reasons = models.JSONField()
    remark = models.TextField(blank=True, default="")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    doctor = models.ForeignKey("people.Doctor", on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=16)
    at = models.DateTimeField()
    is_final = models.BooleanField(default=False)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        """One standing decision per case."""

        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(superseded_at=None), name="decision_one_standing"),
            models.CheckConstraint(condition=Q(outcome__in=sorted(Outcome)), name="decision_outcome_known"),
        ]
        triggers = [
            other_hands(name="decision_by_other_hands", filing="(SELECT filing_id FROM cases_case WHERE id = NEW.case_id)")
        ]
