"""Papers, their pages, what was found on them and what they say."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.domain.papers import FindingCode, Level, PaperKind
from mantetong.materials.models.keys import new_key
from mantetong.outside.encrypted_field import EncryptedTextField


class PaperState(models.TextChoices):
    """How far a paper has come. NOT_READ: reading failed again and again; people read it, nothing is held against it."""

    RECEIVED = "RECEIVED"
    CHECKED = "CHECKED"
    READ = "READ"
    NOT_READ = "NOT_READ"
    REMOVED = "REMOVED"


class Paper(models.Model):
    """One file somebody put into a slot. `digest` is a keyed hash of the upload; `slot` the code of the pack's slot."""

    key = models.CharField(max_length=20, unique=True, default=new_key)
    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    name = EncryptedTextField()
    type = models.CharField(max_length=8)
    kind = models.CharField(max_length=32, default=PaperKind.OTHER)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    shrunk = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=PaperState.RECEIVED)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=0)  # 0 with the application, 1 with the supplement

    class Meta:
        """The same file stands in a slot once."""

        constraints = [
            models.UniqueConstraint(
                fields=["filing", "slot", "digest"], condition=Q(removed_at=None), name="paper_once_per_slot"
            ),
            models.CheckConstraint(condition=Q(state__in=sorted(PaperState.values)), name="paper_state_known"),
            models.CheckConstraint(condition=Q(kind__in=sorted(PaperKind)), name="paper_kind_known"),
        ]
        indexes = [models.Index(fields=["filing", "slot", "position"], name="paper_in_slot")]


class PaperPage(models.Model):
    """One clean page as it is shown. `turned` is by how many degrees the upload was turned to stand upright.

    `covered` are the boxes of payment codes that were painted over before it was kept, null when there were none. `text` is sealed
    JSON of the runs (TextRun) that a PDF has of its own on this page, null without any.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    turned = models.PositiveSmallIntegerField(default=0)
    storage_key = models.CharField(max_length=80)
    covered = models.JSONField(null=True)
    text = EncryptedTextField(null=True)

    class Meta:
        """Pages count from 1."""

        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_page_once")]


class PaperFinding(models.Model):
    """One finding of the pre-check. `box` (left, top, right, bottom) in pixels of the page as shown, null where it has no place."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="findings")
    page = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=6)
    say = models.TextField()
    box = models.JSONField(null=True)

    class Meta:
        """A code once a page."""

        constraints = [
            models.UniqueConstraint(fields=["paper", "page", "code"], name="paper_finding_once"),
            models.CheckConstraint(condition=Q(code__in=sorted(FindingCode)), name="paper_finding_code_known"),
            models.CheckConstraint(condition=Q(level__in=sorted(Level)), name="paper_finding_level_known"),
        ]


class Reading(models.Model):
    """What an upload says, kept by its content so that nothing is read twice. `content` is sealed JSON of a PaperReading and its measures."""

    digest = models.CharField(max_length=64, unique=True)
    content = EncryptedTextField()
    engine = models.CharField(max_length=40)
    at = models.DateTimeField()
