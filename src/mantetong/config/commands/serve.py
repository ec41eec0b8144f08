"""`mantetong serve`: everything on one machine, under one watchful process."""

import argparse
import sys
from typing import Any

from pydantic import ValidationError

from mantetong.config.commands.prepare import LOGINS
from mantetong.config.environment import Environment, missing_gateways
from mantetong.config.safekeeping import OtherKeys, ensure_keys_belong
from mantetong.config.serving.database_place import NoDatabaseAccount, PlaceTaken
from mantetong.config.serving.database_server import DatabaseDidNotStart, DatabaseOfAnotherVersion
from mantetong.config.serving.home import AlreadyServed, PortTaken, lock_home
from mantetong.config.serving.installation import Installation, PreparationFailed
from mantetong.outside.keys import KeysMissing

_CANNOT_START = {
    PortTaken: "端口已被占用：{}。请换一个端口：mantetong serve --port 8100",
    DatabaseDidNotStart: "数据库没有启动：\n{}",
    DatabaseOfAnotherVersion: "{}",
    NoDatabaseAccount: "数据库不能以 root 身份运行：{}",
    PlaceTaken: "数据库目录不可用：{}",
    KeysMissing: "这个目录由备份恢复而来，但没有放入原来的密钥（{}）。请把原系统的 keys 目录复制过来再启动",
    OtherKeys: "密钥与恢复的材料不是同一套（{}）。请换成原系统的 keys 目录再启动",
    PreparationFailed: "启动前的准备没有完成，请看日志末尾：{}",
}


def add_parser(subparsers: Any) -> None:
    """Register `serve`."""
    parser = subparsers.add_parser("serve", help="整套系统在一台机器上运行")
    parser.add_argument("--port", type=int, default=8000, help="网页端口（默认 8000）")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run until INT or TERM. 1: it could not start; 2: it is not configured, with a list of what is missing."""
    try:
        environment = Environment()
    except ValidationError as error:
        return _refuse([f"MANTETONG_{'.'.join(map(str, one['loc'])).upper()}: {one['msg']}" for one in error.errors()])
    if missing := missing_gateways(environment):
        return _refuse(missing)
    try:
        with lock_home(environment.home_path):
            return _serve(Installation(environment, arguments.port, say=_say))
    except AlreadyServed as error:
        _say(f"这个目录已有一个系统在运行（进程 {error}）：{environment.home_path}")
        return 1


def _serve(installation: Installation) -> int:
    try:
        ensure_keys_belong(home=installation.home)
        installation.start()
        if not installation.supervisor.stopping.is_set():
            _introduce(installation)
        installation.supervisor.watch()
    except tuple(_CANNOT_START) as error:
        if installation.supervisor.stopping.is_set():
            return 0
        _say(_CANNOT_START[type(error)].format(error))
        return 1
    finally:
        _say("正在停止…")
        installation.stop()
    return 0


def _introduce(installation: Installation) -> None:
    """Address, demo logins, where messages arrive: what somebody needs to begin."""
    lines = ["", f"慢特通已启动：{installation.environment.public_url or installation.address}"]
    if installation.environment.sandbox:
        if installation.environment.sandbox_url:
            lines += [f"沙箱收件箱（验证码与通知）：{installation.environment.sandbox_url}"]
        lines += _demo_logins(installation)
    print("\n".join([*lines, "", "按 Ctrl-C 停止。"]), flush=True)


def _demo_logins(installation: Installation) -> list[str]:
    note = installation.home / LOGINS
    lines = note.read_text().splitlines() if note.exists() else []
    return ["演示工作人员（登录地址 /desk/login/）：", *(f"  {line}" for line in lines)] if lines else []


def _refuse(missing: list[str]) -> int:
    _say("配置不完整，系统没有启动。请设置：")
    for line in missing:
        _say(f"  {line}")
    _say("演示环境请用 MANTETONG_SANDBOX=1。")
    return 2


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
