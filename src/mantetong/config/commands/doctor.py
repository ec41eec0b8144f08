"""`mantetong doctor`: says what is well, what to know, and what must be mended. 1 when something must be."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mantetong.config.environment import Environment


def add_parser(subparsers: Any) -> None:
    """Register `doctor`."""
    parser = subparsers.add_parser("doctor", help="体检：设置、密钥、数据库、字体、识读模型、任务队列、示例值")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Examine and report; nothing is changed."""
    try:
        environment = Environment()
    except ValidationError as error:
        for one in error.errors():
            print(f"失败  设置：MANTETONG_{'.'.join(map(str, one['loc'])).upper()}：{one['msg']}")
        return 1
    if not _has_database(environment):
        print("失败  数据库：这个目录还没有启动过。请先运行 mantetong serve，或设置 MANTETONG_DATABASE_URL")
        return 1
    return _report(environment)


def _report(environment: Environment) -> int:
    from mantetong.config.command_line import open_house  # noqa: PLC0415  it imports us by name

    open_house()
    from django.utils import timezone  # noqa: PLC0415

    from mantetong.config.examination import Level, examine  # noqa: PLC0415  needs Django

    worst = 0
    for finding in examine(environment=environment, on=timezone.localdate()):
        print(f"{finding.level}  {finding.subject}：{finding.words}")
        sys.stdout.flush()
        worst = max(worst, int(finding.level is Level.BAD))
    return worst


def _has_database(environment: Environment) -> bool:
    return environment.database_url is not None or Path(environment.home_path / "database.url").exists()
