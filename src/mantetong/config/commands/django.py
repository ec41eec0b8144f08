"""`mantetong django …`: Django's own management commands, for developers and for repairs."""

import argparse
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Register `django`."""
    parser = subparsers.add_parser("django", help="Django 自带的管理命令", add_help=False, prefix_chars="\0")  # all options are Django's
    parser.add_argument("rest", nargs="*")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Hand over to Django. It exits by itself when something is wrong."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415  this module may be asked for its help alone

    from mantetong.config.command_line import open_house  # noqa: PLC0415

    open_house()
    execute_from_command_line(["mantetong django", *arguments.rest])
