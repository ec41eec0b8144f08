"""`mantetong backup` and `mantetong restore`."""

import argparse
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mantetong.config.environment import Environment
from mantetong.config.safekeeping import CopyFailed, NotABackup, NotFresh, back_up, restore
from mantetong.config.serving.home import AlreadyServed
from mantetong.outside.keys import KeysMissing

_WORDS = {
    CopyFailed: "数据库没有导出或恢复成功：{}",
    KeysMissing: "找不到密钥：{}。没有密钥的备份无法核对归属",
    NotABackup: "这不是本系统的备份文件，或来自更新的版本：{}",
    NotFresh: "只能恢复到全新的目录和数据库，这里已有数据：{}",
    AlreadyServed: "系统正在运行（进程 {}），请先停止再恢复",
    FileNotFoundError: "找不到：{}",
    tarfile.ReadError: "读不了这个文件：{}",
}


def add_parser(subparsers: Any) -> None:
    """Register both."""
    keep = subparsers.add_parser("backup", help="备份数据库与材料（不含密钥）")
    keep.add_argument("file", type=Path, help="写入的备份文件，例如 mantetong-2026-11-22.tar")
    keep.set_defaults(run=lambda arguments: _told(run_backup, arguments))
    back = subparsers.add_parser("restore", help="恢复到一个全新的安装")
    back.add_argument("file", type=Path, help="备份文件")
    back.set_defaults(run=lambda arguments: _told(run_restore, arguments))


def run_backup(arguments: argparse.Namespace) -> None:
    """Write a backup, and say what is not in it."""
    environment = Environment()
    at = datetime.now(UTC)  # noqa: TID251  a command reads the clock
    manifest = back_up(environment=environment, target=arguments.file.resolve(), at=at, say=_say)
    print(f"已备份到 {arguments.file}：数据库和 {manifest.files} 个材料文件。")
    print(f"不含密钥。请另行妥善保管 {environment.home_path / 'keys'}：没有它，材料打不开。")
    if manifest.files_elsewhere:
        print(f"材料存放在对象存储（{manifest.files_elsewhere}），不在本备份内，请按对象存储的方式备份。")


def run_restore(arguments: argparse.Namespace) -> None:
    """Fill a fresh home, and say what is still to do."""
    environment = Environment()
    manifest = restore(environment=environment, source=arguments.file, say=_say)
    print(f"已恢复 {manifest.made_at} 的备份：数据库和 {manifest.files} 个材料文件。")
    print(f"接下来：把原系统的密钥目录复制为 {environment.home_path / 'keys'}，再运行 mantetong serve 和 mantetong doctor。")


def _told(act: Any, arguments: argparse.Namespace) -> int:
    try:
        act(arguments)
    except tuple(_WORDS) as error:
        _say(_WORDS[next(kind for kind in _WORDS if isinstance(error, kind))].format(error))
        return 1
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
