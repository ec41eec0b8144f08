"""The product's addresses with error pages that cost nothing: the matrix asks for thousands of pages that nobody gets."""

from django.http import HttpRequest, HttpResponse

from mantetong.config.urls import urlpatterns

assert urlpatterns


def handler404(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page."""
    return HttpResponse(status=404, headers={"X-Why": type(exception).__name__})


def handler403(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not allowed."""
    return HttpResponse(status=403, headers={"X-Why": type(exception).__name__})
