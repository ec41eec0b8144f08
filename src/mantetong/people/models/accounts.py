"""Accounts: who signs in. The project's AUTH_USER_MODEL."""

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from mantetong.outside.encrypted_field import EncryptedTextField
from mantetong.outside.keys import key_ring
from mantetong.people.models.persons import Insurance, InsuredPerson


class RealName(models.IntegerChoices):
    """How surely an account belongs to the person it names."""

    NONE = 0
    REGISTRY = 1  # name and number agree with the registry
    STRONG = 2  # face or electronic certificate, vouched for by the door


class AccountManager(BaseUserManager["Account"]):
    """Accounts by telephone number."""

    def by_phone(self, phone: str) -> "Account | None":
        """The account that signs in with this number of eleven digits."""
        return self.filter(phone_digest=phone_digest(phone)).first()


def phone_digest(phone: str) -> str:
    """What a number is searched by."""
    return key_ring().digest(phone, purpose="phone")


@pghistory.track(model_name="AccountEvent", fields=["person", "insurance", "real_name_level", "phone_digest", "is_active"])
class Account(AbstractBaseUser):
    """Somebody who can sign in: a citizen by telephone, a member of staff by name, password and second factor."""

    username = models.CharField(max_length=60, null=True, unique=True)
    phone = EncryptedTextField(null=True)
    phone_digest = models.CharField(max_length=64, null=True, unique=True)
    phone_verified_at = models.DateTimeField(null=True)
    display_name = models.CharField(max_length=60, default="")  # staff only: what colleagues and letters call them
    person = models.ForeignKey(InsuredPerson, null=True, on_delete=models.PROTECT, related_name="accounts")
    insurance = models.ForeignKey(
        Insurance, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the one chosen among several
    real_name_level = models.SmallIntegerField(choices=RealName, default=RealName.NONE)
    real_name_at = models.DateTimeField(null=True)
    look = models.JSONField(default=dict)  # elder view, text size, theme, language
    is_active = models.BooleanField(default=True)
    seen_at = models.DateTimeField(null=True)  # the last sign-in
    phone_changed_at = models.DateTimeField(null=True)
    phone_left_at = models.DateTimeField(null=True)  # the number went to somebody else, or the account was closed
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = AccountManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(username__isnull=False) | Q(phone_digest__isnull=False) | Q(phone_left_at__isnull=False),
                name="people_account_can_sign_in",
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=True, phone_digest__isnull=True) | Q(phone__isnull=False, phone_digest__isnull=False),
                name="people_account_phone_and_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username or f"account {self.pk}"

    def has_perm(self, _perm: str, _obj: Any = None) -> bool:
        """Django's own permissions are not used here; posts give rights."""
        return False
