"""The one helper that decides page or fragment."""

from http import HTTPStatus
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from mantetong.web.sentences import is_worded


def wants_fragment(request: HttpRequest) -> bool:
    """True for a request made by htmx or by `{% panel %}`, unless htmx restores a whole page from history."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def fragment_name(template: str) -> str:
    """`review/return` has its fragment in `review/_return.html`."""
    folder, _, name = template.rpartition("/")
    return f"{folder}/_{name}.html"


def code_in(page: Any) -> str:
    """The stable code of the first error its form shows; empty when there is none with a code of ours."""
    form = getattr(page, "form", None)
    if not isinstance(form, BaseForm) or not form.is_bound:
        return ""
    codes = (str(error.code) for errors in form.errors.as_data().values() for error in errors)
    return next((code for code in codes if is_worded(code)), "")


def page_or_fragment(request: HttpRequest, template: str, page: Any, status: int = HTTPStatus.OK) -> HttpResponse:
    """Render `<template>.html`, or its fragment when only that was asked for; the template knows `page` and nothing else.

    A page that has no fragment is answered whole, and htmx then swaps the part it selects. What is wrong with a form is told to
    programs by `X-Error-Code`.
    """
    whole = f"{template}.html"
    names = [fragment_name(template), whole] if wants_fragment(request) else [whole]
    response = render(request, names, {"page": page}, status=status)
    patch_vary_headers(response, ("HX-Request", "Cookie"))
    if code := code_in(page):
        response["X-Error-Code"] = code
    return response
