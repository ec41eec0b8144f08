"""After a decision: corrections by two people, second blind readings, and the switch of automatic approval."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mantetong.domain.outcomes import Outcome


class Correction(models.Model):
    """更正: one official says that a decision was mistaken and how it should read, another agrees or not.

    `decision` is the plain id of the decision it corrects, which stands until somebody else has agreed.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    decision = models.BigIntegerField()
    outcome = models.CharField(max_length=16)
    reasons = models.JSONField()
    remark = models.TextField(blank=True, default="")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    doctor = models.ForeignKey("people.Doctor", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    proposed_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    is_made = models.BooleanField(null=True)

    class Meta:
        """Two people; one at a time; in writing."""

        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=sorted(Outcome)), name="correction_outcome_known"),
            models.CheckConstraint(condition=~Q(why=""), name="correction_says_why"),
            models.CheckConstraint(
                condition=Q(is_made=None) | ~Q(is_made=True) | ~Q(ended_by=F("proposed_by")), name="correction_two_people"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="correction_one_open"),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class SecondReading(models.Model):
    """抽查复读: a decided case read again by somebody who had no hand in it and does not see what was decided.

    `why` is a code of `domain.sampling`; `decision` is the plain id of the decision read again, `reader` by lot; `answers` are path, answer and, where they differ,
    why. `was` keeps the first reader's answers and outcome as they stood, so that the comparison never moves.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6)
    disease_code = models.CharField(max_length=30)
    decision = models.BigIntegerField(unique=True)
    why = models.CharField(max_length=12)
    seed = models.CharField(max_length=64)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assignment = models.BigIntegerField(null=True)
    drawn_at = models.DateTimeField()
    was = models.JSONField(default=dict)
    outcome = models.CharField(max_length=16, blank=True, default="")
    answers = models.JSONField(default=dict)
    remark = models.TextField(blank=True, default="")
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Read whole or not at all."""

        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["", *sorted(Outcome)]), name="reading_outcome_known"),
            models.CheckConstraint(condition=Q(read_at=None) | ~Q(outcome=""), name="reading_read_whole"),
        ]
        indexes = [
            models.Index(fields=["region", "-drawn_at"], name="reading_of_region"),
            models.Index(fields=["reader", "id"], condition=Q(read_at=None), name="reading_waiting"),
        ]

    def __str__(self) -> str:
        return f"second reading {self.pk}"


class AutomaticSwitch(models.Model):
    """Automatic approval in a region switched off or on again, by whom and why. The newest row counts; without one the pack does."""

    region = models.CharField(max_length=6)
    is_off = models.BooleanField()
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest is read."""

        indexes = [models.Index(fields=["region", "-id"], name="automatic_of_region")]

    def __str__(self) -> str:
        return f"automatic {self.region} {self.pk}"
