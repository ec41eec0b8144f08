"""Published policies, kept unchanged for ever, and which of them holds when."""

import pgtrigger
from django.db import models
from django.db.models import Q


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


class Publication(models.Model):
    """A packs folder on its way into force: staged with its replay, asked for by one officer, confirmed by a second.

    Officers are ids of accounts, without a foreign key: `people` stands above this room. A recalled one is finished. `files` are
    the packs as they were written, path by path: whichever machine is asked can hand them out and change them again.
    """

    digest = models.CharField(max_length=64)
    calendar = models.JSONField(default=dict)
    files = models.JSONField(default=dict)
    staged_at = models.DateTimeField()
    replay_asked_at = models.DateTimeField(null=True)
    replay_done = models.PositiveIntegerField(default=0)
    replay_expected = models.PositiveIntegerField(default=0)
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    recalled_by = models.BigIntegerField(null=True)
    recalled_at = models.DateTimeField(null=True)
    loading = models.OneToOneField(Loading, on_delete=models.PROTECT, null=True, related_name="publication")

    class Meta:
        """Two different officers; in force only when confirmed and not recalled; one under way at a time."""

        constraints = [
            models.CheckConstraint(
                name="publication_has_two_officers",
                condition=Q(confirmed_by=None) | (Q(asked_by__isnull=False) & ~Q(confirmed_by=models.F("asked_by"))),
            ),
            models.CheckConstraint(name="publication_asked_has_a_day", condition=Q(asked_by=None) | Q(due_on__isnull=False)),
            models.CheckConstraint(
                name="publication_in_force_is_confirmed",
                condition=Q(loading=None) | Q(confirmed_by__isnull=False, recalled_at=None),
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=Q(loading=None, recalled_at=None), name="publication_staged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.staged_at:%Y-%m-%d}"


class PublicationPeriod(models.Model):
    """What a publication will put in force: from which day a version holds."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="periods")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        """A version begins once in a publication."""

        constraints = [models.UniqueConstraint(fields=["publication", "version", "since"], name="publication_period_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.since:%Y-%m-%d}"


class Replay(models.Model):
    """What past cases would have come out as: `digest` is the packs or version tried, `against` what was in force then."""

    digest = models.CharField(max_length=64)
    against = models.CharField(max_length=64)
    since = models.DateField(null=True)
    report = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        """The newest of a digest is asked for."""

        indexes = [models.Index(fields=["digest", "-id"], name="replay_of_digest")]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.at:%Y-%m-%d}"


class DueMove(models.Model):
    """One running case whose due day a new calendar moved. By number: the cases stand above this room."""

    loading = models.ForeignKey(Loading, on_delete=models.PROTECT, related_name="due_moves")
    region = models.CharField(max_length=6)
    number = models.CharField(max_length=25)
    before = models.DateField(null=True)
    after = models.DateField(null=True)

    class Meta:
        """A case moves once per calendar, however often it is counted."""

        constraints = [models.UniqueConstraint(fields=["loading", "number"], name="due_move_once_per_loading")]

    def __str__(self) -> str:
        return f"{self.number} {self.before} → {self.after}"
