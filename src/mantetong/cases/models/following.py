"""What a filing follows: the case it appeals against, the recognition it renews or brings along. And who judged before."""

from django.db import models
from django.db.models import Q

from mantetong.cases.models.filing import Case, Filing
from mantetong.outside.encrypted_field import EncryptedTextField


class Following(models.Model):
    """One disease of a filing that comes after something decided earlier.

    `hands` are the accounts and `institutions` the codes of those who took part in deciding before: written down when the
    filing is begun, so that they take no part now. `paths` are the criteria an appeal is about, `grounds` its words.
    `recognition_id` is the plain id of a recognition, which may have come from another region and have no case here.
    """

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="followings")
    disease_code = models.CharField(max_length=30)
    earlier = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="followed_by")
    recognition_id = models.BigIntegerField(null=True)
    hands = models.JSONField(default=list)
    institutions = models.JSONField(default=list)
    paths = models.JSONField(default=list)
    grounds = EncryptedTextField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Each disease follows one thing."""

        constraints = [
            models.UniqueConstraint(fields=["filing", "disease_code"], name="following_once_per_disease"),
            models.CheckConstraint(
                condition=Q(earlier__isnull=False) | Q(recognition_id__isnull=False), name="following_follows_something"
            ),
        ]
