"""`mantetong prepare`: bring the database up to this release and fill in what a start needs. Safe to run at every start."""

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from mantetong.config.serving.home import write_private

LOGINS = "demo_logins.txt"

# Any fixed number will do; it must only be nobody else's in this database.
_ADVISORY_LOCK = 0x4D54_5450


def add_parser(subparsers: Any) -> None:
    """Register `prepare`."""
    parser = subparsers.add_parser("prepare", help="升级数据库、装载政策包（沙箱中还会建立演示人员）")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> None:
    """Migrate, load the packs, and in the sandbox make the demo people. Nodes that start together take turns."""
    from django.conf import settings  # noqa: PLC0415  this module may be asked for its help alone
    from django.utils import timezone  # noqa: PLC0415

    with _one_at_a_time():
        _migrate()
        _say("装载政策包…")
        importlib.import_module("mantetong.policies.operations").load_delivered(at=timezone.now())
        importlib.import_module("mantetong.settlement.operations").copy_rules(at=timezone.now())
        if settings.MANTETONG_SANDBOX and _exists("mantetong.sandbox.demo_people"):
            _make_demo_people(importlib.import_module("mantetong.sandbox.demo_people"), timezone.now())


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Held on a connection of its own, so that it goes when this process goes."""
    import psycopg  # noqa: PLC0415

    from mantetong.config.environment import Environment  # noqa: PLC0415

    with psycopg.connect(Environment().database_dsn(), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
        yield


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from mantetong.config.serving.first_migration import migrate_empty  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    _say("升级数据库…")
    migrate_empty(connection=connection)
    # whatever is left, and the content types that Django adds at its end
    call_command("migrate", interactive=False, verbosity=0)


def _make_demo_people(demo: Any, at: datetime) -> None:
    """Their logins go into a file that `serve` shows; it does not load the house itself."""
    from django.conf import settings  # noqa: PLC0415

    _say("核对演示人员…")
    demo.ensure(at=at)
    lines = [str(login) for login in demo.demo_logins()]
    write_private(Path(settings.MANTETONG_HOME) / LOGINS, "".join(f"{line}\n" for line in lines))


def _exists(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
