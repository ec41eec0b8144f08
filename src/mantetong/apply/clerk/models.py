"""Rows of the counter: the visit with who stood there, the originals handed over, the scans that wait to be laid into their places."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_barcode() -> str:
    """Twelve signs (60 bits) that a barcode carries: nothing personal, not guessable, easily typed when a reader fails."""
    return "".join(secrets.choice(_SIGNS) for _ in range(12))


class Visit(models.Model):
    """A filing entered at the counter: who typed it, what was told, and the proxy who stood there instead of the person.

    `barcode` stands on the slip, so that another desk finds the case that somebody began. `own_word`: the person's own consent that
    the proxy may ask for an illness marked sensitive was seen.
    """

    filing = models.OneToOneField("cases.Filing", on_delete=models.PROTECT, related_name="+")
    barcode = models.CharField(max_length=12, unique=True, default=new_barcode)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    proxy_name = EncryptedTextField(null=True)
    proxy_number = EncryptedTextField(null=True)
    proxy_phone = EncryptedTextField(null=True)
    relation = models.CharField(max_length=1, blank=True, default="")
    own_word = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        """A proxy has a name, a number and a relation, or there is none."""

        constraints = [
            models.CheckConstraint(
                condition=Q(proxy_name=None, proxy_number=None, relation="")
                | Q(proxy_name__isnull=False, proxy_number__isnull=False) & ~Q(relation=""),
                name="visit_proxy_whole",
            )
        ]

    def __str__(self) -> str:
        return f"visit for filing {self.filing_id}"


class Original(models.Model):
    """A paper original that was left at the counter, under the barcode stuck on it; returned once, to somebody who is named."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6)
    barcode = models.CharField(max_length=12, unique=True, default=new_barcode)
    what = models.CharField(max_length=60)
    sheets = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    returned_to = EncryptedTextField(null=True)

    class Meta:
        """Returned whole or not at all; the open ones of a region are found at once."""

        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by=None, returned_to=None)
                | Q(returned_at__isnull=False, returned_by__isnull=False, returned_to__isnull=False),
                name="original_returned_whole",
            ),
            models.CheckConstraint(condition=Q(sheets__gte=1), name="original_has_sheets"),
        ]
        indexes = [models.Index(fields=["region", "id"], condition=Q(returned_at=None), name="originals_here")]

    def __str__(self) -> str:
        return f"original {self.pk}"


class FedPage(models.Model):
    """A page that came through the feeder and waits to be laid into its place; gone once it lies there or is thrown away."""

    filing = models.ForeignKey("cases.Filing", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    storage_key = models.CharField(max_length=80)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        """Numbered as they came."""

        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="fed_page_once")]

    def __str__(self) -> str:
        return f"fed page {self.number} of filing {self.filing_id}"
