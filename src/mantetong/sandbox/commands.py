"""`mantetong demo …`: the whole line walked by a command, in a sandbox."""

import argparse
import json
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from mantetong.sandbox.city.commands import add_city_parser
from mantetong.sandbox.doors.commands import add_doors_parser
from mantetong.sandbox.tills.commands import add_parsers
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.instance import private_instance, sandbox_of
from mantetong.sandbox.walk.report import report_of
from mantetong.sandbox.walk.scene import Scene, say
from mantetong.sandbox.walk.steps import STEPS
from mantetong.sandbox.walk.story import STORIES

_PAPERS = Path(__file__).resolve().parent / "papers"
_TOLD_TO_STOP = 143  # 128 + SIGTERM


def add_parser(subparsers: Any) -> None:
    """Register `demo` and its walks."""
    demo = subparsers.add_parser("demo", help="在沙箱中走完全程")
    walks = demo.add_subparsers(required=True, metavar="演示")
    walk = walks.add_parser("walk", help="从办事指南走到结算查询：申请、补正、认定、凭证、5301")
    walk.add_argument("--region", required=True, choices=sorted(STORIES), help="六位地区代码")
    walk.add_argument("--server", help="已在运行的系统地址；不给时在临时目录里启动一个")
    walk.add_argument("--papers", type=Path, help="一个地区的材料目录，文件名同样例（id_front.jpg、lab_report.jpg …）")
    walk.add_argument("--json", action="store_true", help="最后在标准输出打印一行 JSON")
    walk.set_defaults(run=walk_region)
    add_parsers(walks)
    add_doors_parser(walks)
    add_city_parser(walks)


def walk_region(arguments: argparse.Namespace) -> int:
    """Walk one region; 0 only if everything happened, 1 when the walk stopped, with the place and what was found there."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TOLD_TO_STOP))  # so that the private system ends too
    with ExitStack() as stack:
        try:
            scene = _scene(arguments, stack)
            for number, step in enumerate(STEPS, start=1):
                say(f"[{number}/{len(STEPS)}] {step.said}")
                step.take(scene)
        except WalkStopped as stop:
            say(f"停在：{stop.step}\n原因：{stop.found}")
            return 1
        except httpx.HTTPError as error:
            say(
                f"停在：{arguments.server or '临时系统'}\n原因：没有应答（{type(error).__name__}）。请确认系统正在运行、地址没有写错。"
            )
            return 1
        report = report_of(scene)
        say(f"走完了：受理号 {report['acceptance_number']}，用时 {report['seconds']} 秒")
        if arguments.json:
            print(json.dumps(report, ensure_ascii=False))
        return 0 if _is_whole(report) else 1


def _scene(arguments: argparse.Namespace, stack: ExitStack) -> Scene:
    home = None
    server = (arguments.server or "").rstrip("/")
    if not server:
        say("启动一个临时系统…")
        server, home = stack.enter_context(private_instance())
    papers = arguments.papers or _PAPERS / arguments.region
    scene = Scene(server, sandbox_of(server), STORIES[arguments.region], papers, home)
    stack.callback(scene.close)
    return scene


def _is_whole(report: dict[str, Any]) -> bool:
    decided = bool(report["items"]) and all(item["outcome"] == "RECOGNISED" for item in report["items"])
    return decided and report["supplements"] == 1 and report["lookup"] == "recognised" and report["ledger_ok"] is True
