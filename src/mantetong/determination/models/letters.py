"""The decision on paper, and the national codes it still lacks."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """认定决定书: the printed decision. `decision` is the plain id of the decision it prints."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    decision = models.BigIntegerField(unique=True)
    key = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"letter {self.pk}"


class MissingKind(models.TextChoices):
    """What is not in the loaded tables."""

    INSTITUTION = "INSTITUTION"
    DOCTOR = "DOCTOR"


class MissingCode(models.Model):
    """待补编码: an institution or doctor the reviewer could not find. The decision goes on, the national registration waits for the code.

    `said` are the reviewer's words; `institution_code` of a doctor says where; `code` is what was found in the end.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6)
    kind = models.CharField(max_length=11, choices=MissingKind)
    said = models.CharField(max_length=100)
    institution_code = models.CharField(max_length=12, blank=True, default="")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    code = models.CharField(max_length=30, blank=True, default="")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """Asked once for a case; what is settled has its code."""

        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], condition=Q(settled_at=None), name="missing_code_once"),
            models.CheckConstraint(condition=Q(settled_at=None) | ~Q(code=""), name="missing_code_settled_whole"),
        ]
        indexes = [models.Index(fields=["region", "id"], condition=Q(settled_at=None), name="missing_code_open")]

    def __str__(self) -> str:
        return f"missing code {self.pk}"
