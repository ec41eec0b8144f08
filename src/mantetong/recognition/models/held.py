"""Rows of recognitions and their certificates."""

import secrets
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


class State(models.TextChoices):
    """Whether a recognition counts on the days it covers."""

    IN_FORCE = "IN_FORCE"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"


class NationalState(models.TextChoices):
    """What the national platform has said about a recognition (2503). UNKNOWN is reconciled by msgid, never repeated blindly."""

    NOT_YET = "NOT_YET"
    REGISTERED = "REGISTERED"
    UNKNOWN = "UNKNOWN"
    REFUSED = "REFUSED"


def new_token() -> str:
    """The name of a certificate in addresses: 144 random bits, nothing personal."""
    return secrets.token_urlsafe(18)


class DaysInForce(Func):
    """The days a recognition covers, both ends included; an open end is endless."""

    function = "daterange"
    output_field = DateRangeField()


class Recognitions(models.QuerySet["Recognition"]):
    """Recognitions in domain words."""

    def covering(self, *, on: date) -> "Recognitions":
        """Begun and not ended on the day `on`, whatever their state. The end is the last day in force."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), begins_on__lte=on)

    def in_force(self, *, on: date) -> "Recognitions":
        """Covering the day and neither suspended nor revoked."""
        return self.covering(on=on).filter(state=State.IN_FORCE)


class Recognition(models.Model):
    """One disease a person is recognised for, from a day to a day. `ends_on` None is open-ended.

    `case_id` and `decision_id` are empty for what was recognised before this installation. `psn_no` repeats the person's, so
    that the look-up at the till needs no join to names.
    """

    person = models.ForeignKey("people.InsuredPerson", on_delete=models.PROTECT, related_name="+")
    psn_no = models.CharField(max_length=30)
    region = models.CharField(max_length=6)
    insutype = models.CharField(max_length=6)
    disease_code = models.CharField(max_length=30)
    disease_name = models.CharField(max_length=300)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.IN_FORCE)
    state_reason = models.TextField(blank=True, default="")
    state_since = models.DateTimeField(null=True)

    case_id = models.BigIntegerField(unique=True, null=True)
    decision_id = models.BigIntegerField(null=True)
    decided_on = models.DateField()
    issued_at = models.DateTimeField()
    token = models.CharField(max_length=32, unique=True, default=new_token)

    institution_code = models.CharField(max_length=12, blank=True, default="")
    doctor_code = models.CharField(max_length=30, blank=True, default="")

    national_state = models.CharField(max_length=12, choices=NationalState, default=NationalState.NOT_YET)
    national_serial = models.CharField(max_length=30, blank=True, default="")
    national_msgid = models.CharField(max_length=30, blank=True, default="")
    national_said = models.CharField(max_length=200, blank=True, default="")
    national_at = models.DateTimeField(null=True)
    national_is_outdated = models.BooleanField(default=False)  # what the platform holds, or may hold, has other days
    national_withdraw_msgid = models.CharField(max_length=30, blank=True, default="")

    objects = Recognitions.as_manager()

    class Meta:
        """The database itself refuses two recognitions of one person for one disease on one day."""

        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="recognition_state_known"),
            models.CheckConstraint(condition=Q(national_state__in=NationalState.values), name="recognition_national_known"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="recognition_runs_forward"),
            models.CheckConstraint(
                condition=~Q(national_state=NationalState.REGISTERED) | ~Q(national_serial=""),
                name="recognition_registered_whole",
            ),
            ExclusionConstraint(
                name="recognition_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("disease_code", RangeOperators.EQUAL),
                    (DaysInForce("begins_on", "ends_on", Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state=State.REVOKED),
            ),
        ]
        indexes = [
            models.Index(  # with all that look_up.sql tells: it reads no row
                fields=["psn_no", "begins_on"],
                include=["id", "state", "ends_on", "region", "disease_code", "disease_name"],
                name="recognition_at_the_till",
            ),
            models.Index(fields=["person", "-begins_on", "id"], name="recognition_of_person"),
            models.Index(fields=["region", "ends_on", "id"], name="recognition_ending"),
            models.Index(
                fields=["national_state", "id"],
                condition=~Q(national_state=NationalState.REGISTERED),
                name="recognition_unregistered",
            ),
        ]

    def __str__(self) -> str:
        return f"recognition {self.pk}"


class CertificateFile(models.Model):
    """The certificate of a recognition as it was made: where the PDF is kept, its SHA-256, and the text in its QR code.

    `is_stamped` false while no time-stamp authority answered. Beside the PDF's own signature stands one by the national
    algorithms: `sm2_signature` (DER, hex) over the file's `sm3` (hex).
    """

    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="certificate")
    key = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    made_at = models.DateTimeField()
    is_stamped = models.BooleanField(default=False)
    sm3 = models.CharField(max_length=64, blank=True, default="")
    sm2_signature = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        """What still waits for its stamp is found at once."""

        indexes = [models.Index(fields=["id"], condition=Q(is_stamped=False), name="certificate_unstamped")]

    def __str__(self) -> str:
        return f"certificate {self.pk}"
