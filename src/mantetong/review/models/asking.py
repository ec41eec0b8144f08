"""What a reviewer asked of the applicant, and refusals to accept. What stands in these rows was said to a person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ItemKind(models.TextChoices):
    """What a supplement asks for: a place of the checklist, a criterion nobody can answer, or something new."""

    SLOT = "SLOT"
    CRITERION = "CRITERION"
    NEW = "NEW"


class SupplementNotice(models.Model):
    """补正告知: everything that is missing, told at once (MS-14). A second one needs a supervisor's written reason.

    `round` counts how often named things were asked for (未补齐 asks again, and is never a second notice), `asked_at` is when
    last. `answer_by` is the last day to answer.
    """

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    sent_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    reason = models.TextField(blank=True, default="")
    round = models.PositiveSmallIntegerField(default=1)
    answered_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True, default="")

    class Meta:
        """One notice per filing; only a written reason makes room for another."""

        constraints = [
            models.UniqueConstraint(fields=["filing"], condition=Q(reason=""), name="supplement_one_notice"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")), name="supplement_answered_after_sent"
            ),
        ]
        indexes = [models.Index(fields=["filing", "-id"], name="supplement_of_filing")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class SupplementItem(models.Model):
    """One thing asked for one case, with the rule it rests on. `answered_at` is when something was sent for it last."""

    notice = models.ForeignKey(SupplementNotice, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ItemKind)
    slot = models.CharField(max_length=60, blank=True, default="")
    path = models.CharField(max_length=40, blank=True, default="")
    label = models.CharField(max_length=200)
    words = models.TextField()
    source = models.TextField()
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """Every thing is asked once per case and notice, and rests on a rule."""

        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="supplement_item_kind"),
            models.CheckConstraint(condition=~Q(source=""), name="supplement_item_has_rule"),
            models.CheckConstraint(
                condition=(Q(kind="SLOT") & ~Q(slot="")) | (Q(kind="CRITERION") & ~Q(path="")) | Q(kind="NEW"),
                name="supplement_item_names_thing",
            ),
            models.UniqueConstraint(
                fields=["notice", "case", "kind", "slot", "path"], condition=~Q(kind="NEW"), name="supplement_item_once"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class Refusal(models.Model):
    """不予受理, in writing: who, when, and each reason with its rule. Only before acceptance, only by a person."""

    filing = models.OneToOneField("cases.Filing", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    reasons = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"refusal {self.pk}"
