"""专家: who was drawn to judge a case, what each of them said, what they know best and whom they may not judge."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.domain.outcomes import Outcome
from mantetong.outside.encrypted_field import EncryptedTextField


class Reach(models.TextChoices):
    """Where the experts of a pool come from."""

    CITY = "CITY"
    PROVINCE = "PROVINCE"


class Panel(models.Model):
    """专家组: drawn by lot from a pool, reproducible from `seed` and `pool`. `left_out` says who may not sit, and why.

    One open panel per case. `closed_at` is when the votes sufficed, or when the case went another way. `reach` says how far
    the pool went: the city's own experts, or the province's where too few remained. Who joins later is drawn from the same
    kind of pool by a lot of its own, which stands in the ledger.
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
    reach = models.CharField(max_length=10, choices=Reach, default=Reach.CITY)

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
    seated_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    left_why = models.CharField(max_length=20, blank=True, default="")

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
    fee_yuan = models.PositiveSmallIntegerField(default=0)
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


class Expertise(models.Model):
    """What an expert knows best, as disease codes of the region's list; none: every disease."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diseases = models.JSONField(default=list)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"expertise {self.pk}"


class Tie(models.Model):
    """An expert declares a tie with an insured person: they judge none of that person's cases from then on."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    why = EncryptedTextField()
    at = models.DateTimeField()

    class Meta:
        """Declared once."""

        constraints = [models.UniqueConstraint(fields=["account", "person"], name="tie_once")]

    def __str__(self) -> str:
        return f"tie {self.pk}"
