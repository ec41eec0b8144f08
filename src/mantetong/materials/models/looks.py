"""Who of the citizens looked at which page. (What staff look at stands in the look log of `people`, which the person can read.)"""

from django.conf import settings
from django.db import models

from mantetong.materials.models.papers import Paper


class PaperLook(models.Model):
    """One look of a citizen, owner or proxy, at a page; page 0 is what was read on the paper."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="+")
    page = models.PositiveIntegerField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Cleared by day."""

        indexes = [models.Index(fields=["at"], name="paper_look_at"), models.Index(fields=["paper"], name="paper_look_of")]
