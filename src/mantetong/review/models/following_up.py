"""What is followed up beside a notice: questions to hospitals, and papers promised for later."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField


class EnquiryState(models.TextChoices):
    """What the issuing hospital said: genuine, not genuine, not clear; WAITING until it answers."""

    WAITING = "WAITING"
    CONFIRMED = "CONFIRMED"
    DENIED = "DENIED"
    UNCLEAR = "UNCLEAR"


class Enquiry(models.Model):
    """函询核实: the hospital that issued a paper is asked about it, with a day of its own. The case's clock runs on meanwhile."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    question = EncryptedTextField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    state = models.CharField(max_length=10, choices=EnquiryState, default=EnquiryState.WAITING)
    answer = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """An answer has its day and somebody who wrote it down."""

        constraints = [
            models.CheckConstraint(condition=Q(state__in=EnquiryState.values), name="enquiry_state_known"),
            models.CheckConstraint(
                condition=Q(state="WAITING", answered_at=None) | (~Q(state="WAITING") & Q(answered_at__isnull=False)),
                name="enquiry_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["filing", "id"], name="enquiry_of_filing")]


class PromiseKind(models.TextChoices):
    """容缺受理: the paper follows. 告知承诺: the applicant vouches in writing."""

    FOLLOWS = "FOLLOWS"
    VOUCHED = "VOUCHED"


class Promise(models.Model):
    """A paper that may come later, until a day. Only for places of the checklist that the pack lets follow."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=PromiseKind)
    source = models.TextField()
    by_on = models.DateField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)

    class Meta:
        """Each place is promised once."""

        constraints = [
            models.UniqueConstraint(fields=["filing", "slot"], name="promise_once"),
            models.CheckConstraint(condition=Q(kind__in=PromiseKind.values), name="promise_kind_known"),
        ]
