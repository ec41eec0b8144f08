"""Who looked at whose data and why, and what people agreed to."""

import pgtrigger
from django.db import models

from mantetong.people.models.accounts import Account
from mantetong.people.models.persons import InsuredPerson


class Look(models.Model):
    """One look of a member of staff at a person's data. Append-only; read by the person as day, role and office."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    region = models.CharField(max_length=6, default="")
    person = models.ForeignKey(InsuredPerson, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)  # what was looked at: CASE, FILING, PAPER, PERSON …
    reference = models.CharField(max_length=60)
    why = models.CharField(max_length=200)  # the assignment, or the purpose given outside one
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="people_looks_at_person"),
            models.Index(fields=["kind", "reference"], name="people_looks_at_thing"),
        ]
        triggers = [pgtrigger.Protect(name="looks_are_kept", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"look {self.pk}"


class Consent(models.Model):
    """Something agreed to, in the words of one version; withdrawn, never deleted."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(InsuredPerson, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "person", "what"],
                condition=models.Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="people_one_running_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
