"""Logs: an event and its facts; never names, numbers or documents of people."""

import logging
from typing import Any

from mantetong.config.environment import Environment


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """The queue tells of a job that failed and will be tried again at INFO: that is kept; a job that went well is not."""
    return record.levelno >= logging.WARNING or record.exc_info is not None


def settings(_environment: Environment) -> dict[str, Any]:
    """Everything to stderr; the supervisor gives each process its file."""
    return {
        "LOGGING": {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"worth": {"()": "django.utils.log.CallbackFilter", "callback": is_worth_a_line}},
            "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
                "queue": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["worth"]},
            },
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                "django.security.csrf": {"level": "ERROR"},
                "django.request": {"level": "ERROR"},
                "httpx": {"level": "WARNING"},
                "procrastinate": {"handlers": ["queue"], "level": "INFO", "propagate": False},
            },
        },
    }
