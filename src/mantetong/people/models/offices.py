"""Institutions, their doctors, and the posts of staff."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from mantetong.domain.roles import STAFF
from mantetong.people.models.accounts import Account


class Level(models.TextChoices):
    """National dictionary `medinslv` (national_interface §4)."""

    THREE_SPECIAL = "01"
    THREE_A = "02"
    THREE_B = "03"
    THREE_C = "04"
    TWO_A = "05"
    TWO_B = "06"
    TWO_C = "07"
    ONE_A = "08"
    ONE_B = "09"
    ONE_C = "10"
    NONE = "11"


class Institution(models.Model):
    """A designated hospital or pharmacy 定点医药机构. Loaded, never typed by applicants."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=2, choices=Level)
    is_public = models.BooleanField()
    region = models.CharField(max_length=6)
    is_entrusted = models.BooleanField(default=False)  # 受托医疗机构: determines on behalf of the agency
    fixmedins_type = models.CharField(max_length=1, default="1")
    speciality = models.CharField(max_length=60, default="")
    in_force = models.BooleanField(default=True)  # false once a later load no longer names it

    class Meta:
        indexes = [models.Index(fields=["region", "code"], name="people_institution_region")]
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^[HP]\d{11}$"), name="people_institution_code")]

    def __str__(self) -> str:
        return self.code


class Doctor(models.Model):
    """A doctor of an institution, by national code."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=50)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="doctors")
    title = models.CharField(max_length=40, default="")
    department = models.CharField(max_length=60, default="")
    in_force = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class PostRows(models.QuerySet["StaffPost"]):
    """Posts by the day."""

    def in_force(self, *, on: date) -> "PostRows":
        """Begun and not ended on the day `on`."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


@pghistory.track()
class StaffPost(models.Model):
    """One role somebody holds, in one region, from a day to a day; experts and institution staff belong to an institution."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    region = models.CharField(max_length=6)
    institution = models.ForeignKey(Institution, null=True, on_delete=models.PROTECT, related_name="posts")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = PostRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=sorted(STAFF)), name="people_post_role"),
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="people_post_days"),
            models.UniqueConstraint(
                fields=["account", "role", "region"], condition=Q(until_on__isnull=True), name="people_one_open_post"
            ),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"
