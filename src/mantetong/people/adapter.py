"""How django-allauth meets our accounts: telephones, stages of signing in, where one lands. No page of allauth is shown."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse


class AccountAdapter(DefaultAccountAdapter):
    """Signing in goes through allauth's stages; the one stage after proof of identity is the desk's second factor."""
