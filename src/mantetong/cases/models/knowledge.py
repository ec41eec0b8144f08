"""What is known of a case and what it answers: fact sheets for judging and replay, answers by machine and by people."""

from django.conf import settings
from django.db import models

from mantetong.cases.models.filing import Case
from mantetong.domain.criteria.answers import Answer


class FactSheet(models.Model):
    """The facts a case was judged on. A newer sheet never replaces an older one; the newest counts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fact_sheets")
    at = models.DateTimeField()
    facts = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        """The newest first is how it is read."""

        indexes = [models.Index(fields=["case", "-id"], name="facts_of_case")]


class CriterionAnswer(models.Model):
    """The answer to one criterion of a case. Answers of people stand beside the machine's and overrule it, with a reason."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    path = models.CharField(max_length=40)
    answer = models.CharField(max_length=12)
    said = models.TextField(blank=True, default="")
    source = models.TextField(blank=True, default="")
    is_human = models.BooleanField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=16)
    reason = models.TextField(blank=True, default="")
    evidence = models.JSONField(default=list)
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)  # the criterion it answered is no longer what the case is judged by

    class Meta:
        """Three answers, no fourth."""

        constraints = [
            models.CheckConstraint(condition=models.Q(answer__in=sorted(Answer)), name="answer_one_of_three"),
            models.CheckConstraint(
                condition=models.Q(is_human=False) | models.Q(account__isnull=False), name="answer_human_has_name"
            ),
        ]
        indexes = [models.Index(fields=["case", "path", "-id"], name="answer_of_case")]
