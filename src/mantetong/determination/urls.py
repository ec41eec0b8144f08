"""Routes of this room."""

from django.urls import URLPattern

app_name = "determination"
urlpatterns: list[URLPattern] = []
