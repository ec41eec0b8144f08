"""Who was called on to determine a case, what each of them said, and the letter that went out."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.domain.outcomes import Outcome


class Panel(models.Model):
    """专家组: drawn by lot from a pool, reproducible from `seed` and `pool`. `left_out` says who may not sit, and why.

    One open panel per case. `closed_at` is when the votes sufficed, or when the case went another way.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    pool = models.JSONField()
    left_out = models.JSONField(default=dict)
    wanted = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        """A quorum is part of the panel."""

        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="panel_one_open"),
            models.CheckConstraint(condition=Q(quorum__gte=1, quorum__lte=models.F("wanted")), name="panel_quorum_fits"),
            models.CheckConstraint(condition=Q(outcome__in=["", *sorted(Outcome)]), name="panel_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"panel {self.pk}"


class Seat(models.Model):
    """One expert on a panel. `assignment` is the plain id of what lets them see the case."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assignment = models.BigIntegerField()
    order = models.PositiveSmallIntegerField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody sits twice."""

        constraints = [models.UniqueConstraint(fields=["panel", "account"], name="seat_once")]
        indexes = [models.Index(fields=["account", "-id"], condition=Q(left_at=None), name="seat_of_account")]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Vote(models.Model):
    """What one expert said, once and for all. Not recognising names the criterion; UNDETERMINED is a full answer."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="vote")
    outcome = models.CharField(max_length=16)
    path = models.CharField(max_length=40, blank=True, default="")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Three outcomes; a reason always; a criterion with every no."""

        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=sorted(Outcome)), name="vote_outcome_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="vote_has_reason"),
            models.CheckConstraint(condition=~Q(outcome=Outcome.NOT_RECOGNISED) | ~Q(path=""), name="vote_no_names_criterion"),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class Entrusting(models.Model):
    """受托: the institution that determines a case on behalf of the agency, never the treating one."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    assignment = models.BigIntegerField()
    seed = models.CharField(max_length=64)
    pool = models.JSONField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time."""

        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="entrusting_one_open")]

    def __str__(self) -> str:
        return f"entrusting {self.pk}"


class WaitingForHand(models.Model):
    """A case that cannot be determined as the pack says (too few experts, no other institution): a supervisor must act."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        """One reason at a time."""

        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(cleared_at=None), name="waiting_one_open")]

    def __str__(self) -> str:
        return f"waiting {self.pk}"


class Letter(models.Model):
    """认定决定书: the printed decision. `decision` is the plain id of the decision it prints."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    decision = models.BigIntegerField(unique=True)
    key = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"letter {self.pk}"
