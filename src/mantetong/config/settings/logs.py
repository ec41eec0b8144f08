"""Logs: one JSON line per event, an event name and facts; never names, numbers or documents of people."""

from typing import Any

from mantetong.config.environment import Environment


def settings(_environment: Environment) -> dict[str, Any]:
    """Everything to stderr; the supervisor gives each process its file."""
    return {
        "LOGGING": {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                "django.security.csrf": {"level": "ERROR"},
                "procrastinate": {"level": "WARNING"},
                "django.request": {"level": "ERROR"},
                "httpx": {"level": "WARNING"},  # its lines carry addresses, and those carry telephone numbers and codes
            },
        },
    }
