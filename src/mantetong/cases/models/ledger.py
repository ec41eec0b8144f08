"""台账: what was done, in order, never changed. The database itself refuses updates and deletions."""

import pgtrigger
from django.db import models

from mantetong.cases.models.filing import Case, Filing


class LedgerEntry(models.Model):
    """One act. `facts` is exactly what the digest covers, without personal data; the columns beside it are for search."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="ledger")
    seq = models.PositiveIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="ledger")
    action = models.CharField(max_length=40)
    account_id_of_actor = models.BigIntegerField(null=True)
    role = models.CharField(max_length=16)
    at = models.DateTimeField()
    facts = models.JSONField()
    note = models.TextField(blank=True, default="")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """Append only, numbered without gaps within a filing."""

        constraints = [models.UniqueConstraint(fields=["filing", "seq"], name="ledger_seq_once")]
        indexes = [models.Index(fields=["at"], name="ledger_by_time")]
        triggers = [pgtrigger.Protect(name="ledger_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class DailyRoot(models.Model):
    """The signed Merkle root over the heads of all chains at the end of a Shanghai day, for the auditor outside."""

    on = models.DateField(unique=True)
    root = models.CharField(max_length=64)
    chains = models.PositiveIntegerField()
    last_filing = models.BigIntegerField(default=0)
    signature = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """Append only."""

        triggers = [pgtrigger.Protect(name="root_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
