"""申请 and 办件: one filing carries one case per disease."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from mantetong.domain.outcomes import Kind, Outcome
from mantetong.domain.stages import RUNNING, Stage
from mantetong.outside.encrypted_field import EncryptedTextField

AT_WORK = sorted({Stage.FILED, Stage.REVIEWING, Stage.DETERMINING, Stage.CONFIRMING})
"""Stages in which somebody at the desk has to do something."""
_LINE = ("line_on", "-risk", "id")  # how work lists are sorted and read on from
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_reference() -> str:
    """Sixteen letters and digits (79 bits) by which a filing or case stands in addresses: nothing personal, not guessable."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


class Filing(models.Model):
    """One insured person, one region, one submission. A draft has no number; SUBMIT gives it one and fixes the policy."""

    reference = models.CharField(max_length=16, unique=True, default=new_reference)
    region = models.CharField(max_length=6)
    kind = models.CharField(max_length=10, default=Kind.NEW)
    door = models.CharField(max_length=40)
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    insutype = models.CharField(max_length=6, blank=True, default="")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    mandate = models.ForeignKey("people.Mandate", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    doctor = models.ForeignKey("people.Doctor", on_delete=models.PROTECT, null=True, related_name="+")
    summary = EncryptedTextField(null=True)
    phone = EncryptedTextField(null=True)
    address = EncryptedTextField(null=True)

    number = models.CharField(max_length=21, unique=True, null=True)
    query_code = EncryptedTextField(null=True)
    query_digest = models.CharField(max_length=64, blank=True, default="")
    submitted_at = models.DateTimeField(null=True)
    policy_version = models.ForeignKey("policies.PolicyVersion", on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.CharField(max_length=80, blank=True, default="")
    signed_at = models.DateTimeField(null=True)
    ledger_seq = models.PositiveIntegerField(default=0)
    ledger_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """Submitted or draft, never half of each."""

        constraints = [
            models.CheckConstraint(
                name="filing_is_submitted_whole",
                condition=Q(submitted_at=None, number=None)
                | Q(submitted_at__isnull=False, number__isnull=False, policy_version__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="filing_of_account"),
            models.Index(fields=["person", "-id"], name="filing_of_person"),
            models.Index(fields=["region", "-submitted_at", "id"], name="filing_of_region"),
            models.Index(fields=["changed_at"], condition=Q(submitted_at=None), name="filing_old_drafts"),
            models.Index(fields=["region", "-id"], condition=Q(kind=Kind.APPEAL), name="filing_appeals"),
        ]

    @property
    def is_draft(self) -> bool:
        """Not submitted yet."""
        return self.submitted_at is None


class Case(models.Model):
    """One disease of a filing. `person` and `region` repeat the filing's, so that the database itself can refuse a second
    running case for the same disease and lists need no join. `version` grows with every move.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="cases")
    ordinal = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=16, unique=True, default=new_reference)
    number = models.CharField(max_length=25, unique=True, null=True)
    region = models.CharField(max_length=6)
    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    disease_code = models.CharField(max_length=30)
    # a later version whose transition reaches running cases; null: the rules the filing was submitted under
    rules_version = models.ForeignKey("policies.PolicyVersion", on_delete=models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=16, default=Stage.DRAFT)
    entered_stage_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    counted_from = models.DateTimeField(null=True)
    limit_days = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    due_is_provisional = models.BooleanField(default=False)
    calendar = models.CharField(max_length=80, blank=True, default="")
    is_urgent = models.BooleanField(default=False)
    risk = models.PositiveSmallIntegerField(default=0)
    line_on = (
        models.GeneratedField(  # the day by which the case stands in line: due, or waiting since where no limit is published
            expression=Coalesce(
                F("due_on"),
                Func(
                    F("entered_stage_at"),
                    template="(%(expressions)s AT TIME ZONE 'Asia/Shanghai')::date",
                    output_field=models.DateField(),
                ),
            ),
            output_field=models.DateField(),
            db_persist=True,
        )
    )
    answered_at = models.DateTimeField(null=True)  # a supplement came back and nobody has gone on with the case yet

    outcome = models.CharField(max_length=16, null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """Stages and outcomes come from the domain's tables; one running case per person and disease."""

        constraints = [
            models.UniqueConstraint(fields=["filing", "disease_code"], name="case_once_per_filing"),
            models.UniqueConstraint(fields=["filing", "ordinal"], name="case_ordinal_once"),
            models.UniqueConstraint(
                fields=["person", "disease_code"], condition=Q(stage__in=sorted(RUNNING)), name="case_one_running"
            ),
            models.CheckConstraint(condition=Q(stage__in=sorted(Stage)), name="case_stage_known"),
            models.CheckConstraint(condition=Q(outcome=None) | Q(outcome__in=sorted(Outcome)), name="case_outcome_known"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DECIDED) | Q(outcome__isnull=False, decided_at__isnull=False), name="case_decided_whole"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "stage", *_LINE], name="case_in_line"),
            models.Index(fields=["region", *_LINE], condition=Q(stage__in=AT_WORK), name="case_at_work"),
            models.Index(fields=["region", *_LINE], condition=Q(is_urgent=True, stage__in=AT_WORK), name="case_urgent"),
            models.Index(
                fields=["region", *_LINE], condition=Q(answered_at__isnull=False, stage=Stage.REVIEWING), name="case_answered"
            ),
            models.Index(fields=["region", "disease_code", *_LINE], condition=Q(stage__in=AT_WORK), name="case_of_disease"),
            models.Index(fields=["person", "-id"], name="case_of_person"),
        ]


class Pause(models.Model):
    """A stretch in which the clock of a case stands still: only a supplement pauses it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        """One open pause at a time."""

        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_at=None), name="pause_one_open"),
            models.CheckConstraint(condition=Q(until_at=None) | Q(until_at__gte=models.F("from_at")), name="pause_runs_forward"),
        ]


class Hold(models.Model):
    """Why a filing waits in FILED for a person: a hard check that failed, and what the applicant said about it."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="holds")
    code = models.CharField(max_length=40)
    explanation = EncryptedTextField(null=True)
    at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)


class NumberSeries(models.Model):
    """The last number given out by a region on a day."""

    region = models.CharField(max_length=6)
    on = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        """One series per region and day."""

        constraints = [models.UniqueConstraint(fields=["region", "on"], name="number_series_once")]
