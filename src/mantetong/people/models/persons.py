"""Insured persons as the registry knows them, and their insurances."""

import pghistory
from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.outside.keys import key_ring
from mantetong.people.models.history import CopiedEncryptedText


def id_digest(id_number: str) -> str:
    """What an ID number is searched by."""
    return key_ring().digest(id_number, purpose="id-number")


class RegistryState(models.TextChoices):
    """What the registry of insured persons has said about a row."""

    CONFIRMED = "CONFIRMED"
    NOT_FOUND = "NOT_FOUND"
    UNCHECKED = "UNCHECKED"


class InsuredPerson(models.Model):  # type: ignore[django-manager-missing]
    """One person. CONFIRMED rows carry the registry's `psn_no` and are unique by number; the others are what somebody has typed."""

    psn_no = models.CharField(max_length=30, null=True)
    name = EncryptedTextField()
    name_pinyin = models.CharField(max_length=200, default="")  # no ICU in the database: lists sort by this key
    id_number = EncryptedTextField()
    id_digest = models.CharField(max_length=64)
    born_on = models.DateField()
    sex = models.CharField(max_length=1)
    died_on = models.DateField(null=True)
    registry_state = models.CharField(max_length=16, choices=RegistryState)
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # with what the till asks of a person, so that a look-up reads no row of ten million
            models.UniqueConstraint(
                fields=["psn_no"], include=["id", "registry_state", "died_on"], name="people_one_person_per_psn_no"
            ),
            models.UniqueConstraint(
                fields=["id_digest"], condition=Q(registry_state="CONFIRMED"), name="people_one_confirmed_person_per_number"
            ),
            models.CheckConstraint(condition=Q(registry_state__in=RegistryState.values), name="people_person_registry_state"),
            models.CheckConstraint(
                condition=~Q(registry_state="CONFIRMED") | Q(psn_no__isnull=False), name="people_confirmed_has_psn_no"
            ),
        ]
        indexes = [models.Index(fields=["id_digest"], name="people_person_by_digest")]

    def __str__(self) -> str:
        return f"person {self.pk}"


class InsuredPersonEvent(pghistory.create_event_model(InsuredPerson)):  # type: ignore[misc]
    """Every state a person's row has had."""

    name = CopiedEncryptedText()
    id_number = CopiedEncryptedText()


class Insurance(models.Model):
    """One row of the registry's `insuinfo`; a person may have several (national_interface §2, 1101)."""

    # the constraint below is its index
    person = models.ForeignKey(InsuredPerson, on_delete=models.PROTECT, related_name="insurances", db_index=False)
    insutype = models.CharField(max_length=6)
    region = models.CharField(max_length=6)
    status = models.CharField(max_length=6)
    since = models.DateField(null=True)
    employer = EncryptedTextField(null=True)
    checked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # the registry no longer names it; cases may still point here

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "insutype", "region"], include=["ended_at"], name="people_one_insurance_per_kind_and_region"
            )
        ]

    def __str__(self) -> str:
        return f"insurance {self.pk}"
