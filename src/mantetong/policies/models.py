"""Published policies, kept unchanged for ever, and which of them holds when."""

import pgtrigger
from django.db import models


class PolicyVersion(models.Model):
    """One region's complete rules, resolved from its packs, as JSON. Never changed: a filing keeps pointing at what it was judged by."""

    region = models.CharField(max_length=6)
    digest = models.CharField(max_length=64)
    content = models.TextField()  # text, not jsonb: that would lose the order in which a table's headings are written
    stored_at = models.DateTimeField()

    class Meta:
        """One row per region and content; the database refuses change and deletion."""

        constraints = [models.UniqueConstraint(fields=["region", "digest"], name="one_policy_version_per_content")]
        triggers = [pgtrigger.Protect(name="policy_version_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.region} {self.digest[:12]}"


class Loading(models.Model):
    """One reading of the packs that changed something. The newest is in force; older ones say what was in force before.

    `calendar` holds the working-day calendar read with them: years, days off, worked weekends, version.
    """

    digest = models.CharField(max_length=64)
    calendar = models.JSONField(default=dict)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.loaded_at:%Y-%m-%d}"


class PolicyPeriod(models.Model):
    """In one loading: from which day a version holds, until the next period of the same region begins."""

    loading = models.ForeignKey(Loading, on_delete=models.PROTECT, related_name="periods")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="periods")
    region = models.CharField(max_length=6)
    since = models.DateField()

    class Meta:
        """A region changes at most once on a day."""

        constraints = [models.UniqueConstraint(fields=["loading", "region", "since"], name="one_policy_per_region_and_day")]

    def __str__(self) -> str:
        return f"{self.region} {self.since:%Y-%m-%d}"
