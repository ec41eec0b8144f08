"""The way back to the case screen."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def back_to(reference: str, case_reference: str = "") -> HttpResponse:
    """The case screen, at the same case."""
    return redirect(reverse("review:filing", args=[reference]) + (f"?case={case_reference}" if case_reference else ""))
