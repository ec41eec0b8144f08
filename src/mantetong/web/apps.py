"""Starts the look: finds every room's sentences and menu entries."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    """The `web` room."""

    name = "mantetong.web"
    label = "web"

    def ready(self) -> None:
        """Import `messages` and `navigation` of every room, so that their registrations stand before the first request."""
        autodiscover_modules("messages", "navigation")
