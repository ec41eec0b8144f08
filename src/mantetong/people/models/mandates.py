"""Acting for somebody else: 代办, 监护."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.people.models.accounts import Account
from mantetong.people.models.persons import InsuredPerson


class MandateKind(models.TextChoices):
    """On what ground somebody acts for another (issue of guardianship: Civil Code, book I)."""

    ENTRUSTED = "ENTRUSTED"  # 委托代理
    LEGAL_GUARDIAN = "LEGAL_GUARDIAN"  # 法定监护
    APPOINTED_GUARDIAN = "APPOINTED_GUARDIAN"  # 意定监护
    BODY_GUARDIAN = "BODY_GUARDIAN"  # 村（居）委会、民政部门担任监护人


class Relation(models.TextChoices):
    """National dictionary `agnter_rlts` 代办人关系 (national_interface §4)."""

    SPOUSE = "1"
    CHILD = "2"
    GRANDCHILD = "3"
    PARENT = "4"
    GRANDPARENT = "5"
    SIBLING = "6"
    OTHER_RELATIVE = "7"
    NOT_RELATED = "8"


class Proof(models.TextChoices):
    """How it is shown that somebody may act for another. A code never proves a guardianship: nothing is asked of a ward."""

    CODE = "CODE"  # the person's own telephone, another number than the proxy's
    SIGNED = "SIGNED"  # a signed or thumb-printed authorisation, photographed
    COUNTER = "COUNTER"  # both at the counter, or the proxy with both ID cards
    CALL_BACK = "CALL_BACK"  # the agency calls the person and records the call
    HOUSEHOLD = "HOUSEHOLD"  # 户口簿 or 出生医学证明: parents of a minor
    JUDGEMENT = "JUDGEMENT"  # the court's finding that an adult lacks capacity, and who is guardian
    AGREEMENT = "AGREEMENT"  # 意定监护协议, with the finding that it has taken effect
    APPOINTMENT = "APPOINTMENT"  # the village committee's or civil affairs' letter of appointment


class Route(models.TextChoices):
    """By which way a mandate was taken back."""

    PAGE = "PAGE"
    COUNTER = "COUNTER"
    HOTLINE = "HOTLINE"
    EXPIRY = "EXPIRY"


class MandateRows(models.QuerySet["Mandate"]):
    """Mandates by the day."""

    def standing(self) -> "MandateRows":
        """Neither refused nor revoked: running, waiting for its proof, or over by its last day."""
        return self.filter(revoked_at__isnull=True, refused_at__isnull=True)

    def waiting(self) -> "MandateRows":
        """Asked for, and not yet proven."""
        return self.standing().filter(proven_at__isnull=True)

    def running(self, *, on: date) -> "MandateRows":
        """Proven, begun, not over and not revoked. Revocation counts from the moment it is given."""
        within = Q(until_on__isnull=True) | Q(until_on__gte=on)
        return self.standing().filter(within, from_on__lte=on, proven_at__isnull=False)


@pghistory.track(exclude=["ward_phone"])
class Mandate(models.Model):
    """One account may act for one person from a day to a day, within a scope; it counts from the moment its proof does.

    Never edited: revoked, and a new one made.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=20, choices=MandateKind)
    relation = models.CharField(max_length=1, choices=Relation)
    scope = models.JSONField(default=list)  # what it covers: kinds of filing; empty = every kind
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_route = models.CharField(max_length=10, choices=Route, default="")
    region = models.CharField(max_length=6, default="")  # whose clerks look at the proof; empty: any region's
    proof_kind = models.CharField(max_length=12, choices=Proof, default=Proof.COUNTER)
    ward_phone = EncryptedTextField(null=True)  # where the person is called back, or the code went
    proven_at = models.DateTimeField(null=True)
    proven_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    refusal = models.TextField(default="")
    own_word_at = models.DateTimeField(null=True)  # the person's own word that sensitive diseases are covered as well
    carries = models.JSONField(default=list)  # ids of mandates that ran out and that this one goes on from
    proof = models.JSONField(default=dict)  # kind of proof and the keys of its papers
    created_at = models.DateTimeField()

    objects = MandateRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="people_mandate_days"
            ),
            models.UniqueConstraint(
                fields=["account", "person"],
                condition=Q(revoked_at__isnull=True, refused_at__isnull=True),
                name="people_one_running_mandate",
            ),
            models.CheckConstraint(
                condition=Q(proven_at__isnull=True) | Q(refused_at__isnull=True), name="people_mandate_proven_or_refused"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "id"],
                condition=Q(proven_at__isnull=True, refused_at__isnull=True, revoked_at__isnull=True),
                name="people_mandates_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"
