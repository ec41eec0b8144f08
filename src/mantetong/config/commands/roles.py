"""`web`, `work`, `lookup`: the roles of one installation, each by itself; `serve` runs them all."""

import argparse
import importlib
import os
import signal
import sys
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Register the three."""
    web = subparsers.add_parser("web", help="只运行网页服务")
    web.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    web.set_defaults(run=run_web)
    work = subparsers.add_parser("work", help="只运行后台任务")
    work.add_argument(
        "--role",
        choices=["work", "codes", "reading"],
        default="work",
        help="work：一般任务；codes：验证码；reading：材料识读（默认 work）",
    )
    work.set_defaults(run=run_work)
    lookup = subparsers.add_parser("lookup", help="只运行待遇查询接口")
    lookup.add_argument("--port", type=int, default=8001, help="端口（默认 8001）")
    lookup.set_defaults(run=run_lookup)


def run_web(arguments: argparse.Namespace) -> None:
    """Pages and look-up on one port, until told to stop."""
    importlib.import_module("mantetong.config.wsgi")  # before the fork: one copy of the house for all workers
    _serve("mantetong.config.wsgi:worker_application", arguments.port)


def run_lookup(arguments: argparse.Namespace) -> None:
    """The look-up alone, for a machine of its own; Django is never loaded."""
    importlib.import_module("mantetong.settlement.look_up")  # before the fork: the workers share what was last known
    _serve("mantetong.config.commands.roles:look_up_application", arguments.port)


def look_up_application() -> Any:
    """The look-up's own application, told to a worker by granian."""
    from mantetong.config.serving.processes import SERVED_BY, die_with_parent  # noqa: PLC0415
    from mantetong.settlement.look_up import application  # noqa: PLC0415

    die_with_parent(by=signal.SIGKILL, parent=int(os.environ[SERVED_BY]))
    return application


def run_work(arguments: argparse.Namespace) -> None:
    """Jobs, until told to stop."""
    from mantetong.queue.worker import WORKERS, run_worker  # noqa: PLC0415  needs Django, which only this word sets up

    (role,) = [role for role in WORKERS if role.name == arguments.role]
    run_worker(role=role)


def _serve(target: str, port: int) -> None:
    from granian import Granian  # noqa: PLC0415  `mantetong work` does without
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415

    from mantetong.config.environment import Environment  # noqa: PLC0415
    from mantetong.config.serving.processes import SERVED_BY  # noqa: PLC0415

    environment = Environment()
    os.environ[SERVED_BY] = str(os.getpid())
    server = Granian(
        target,
        address=environment.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=environment.workers,
        blocking_threads=environment.threads,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        factory=True,
        websockets=False,
        http1_settings=HTTP1Settings(pipeline_flush=False),
        log_access=False,
    )
    sys.stdout.flush()
    server.serve()
