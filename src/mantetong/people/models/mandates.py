"""Acting for somebody else: 代办, 监护."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

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


class MandateRows(models.QuerySet["Mandate"]):
    """Mandates by the day."""

    def running(self, *, on: date) -> "MandateRows":
        """Begun, not over and not revoked. Revocation counts from the moment it is given."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on, revoked_at__isnull=True)


@pghistory.track()
class Mandate(models.Model):
    """One account may act for one person from a day to a day, within a scope. Never edited: revoked, and a new one made."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=20, choices=MandateKind)
    relation = models.CharField(max_length=1, choices=Relation)
    scope = models.JSONField(default=list)  # what it covers: kinds of filing; empty = every kind
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.JSONField(default=dict)  # kind of proof and the keys of its papers
    created_at = models.DateTimeField()

    objects = MandateRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="people_mandate_days"
            ),
            models.UniqueConstraint(
                fields=["account", "person"], condition=Q(revoked_at__isnull=True), name="people_one_running_mandate"
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"
