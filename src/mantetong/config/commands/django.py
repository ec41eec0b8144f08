"""`mantetong django …`: Django's own management commands, for developers and for repairs."""

import argparse
import os
import warnings
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Register `django`."""
    # all options are Django's
    parser = subparsers.add_parser("django", help="Django 自带的管理命令", add_help=False, prefix_chars="\0")
    parser.add_argument("rest", nargs="*")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Hand over to Django, which exits by itself when something is wrong."""
    _allow_no_database()
    from django.core.management import execute_from_command_line  # noqa: PLC0415  reads the settings

    execute_from_command_line(["mantetong django", *arguments.rest])


def _allow_no_database() -> None:
    """A fresh clone has no server yet, and `makemigrations` needs none."""
    from mantetong.config.command_line import SETTINGS  # noqa: PLC0415  it imports us by name
    from mantetong.config.environment import Environment  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        Environment().database_dsn()
    except FileNotFoundError:
        os.environ["MANTETONG_DATABASE_URL"] = "postgresql:///none"
        from django.conf import settings  # noqa: PLC0415

        # no pool: it would try for half a minute before it says that nobody is there
        settings.DATABASES["default"] = {"ENGINE": "django.db.backends.postgresql", "NAME": "none", "HOST": "/nonexistent"}
        warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
