"""`mantetong demo hospital` and `mantetong demo pharmacy`."""

import argparse
import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from mantetong.sandbox.tills.showing import Show, play, sell, show_at, treat
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.instance import private_instance
from mantetong.sandbox.walk.scene import say
from mantetong.sandbox.walk.story import STORIES

_ALL = "all"


def add_parsers(walks: Any) -> None:
    """Register the two shows beside `demo walk`."""
    for word, help_, is_pharmacy in (
        ("hospital", "医院软件：签到、查询、预结算、结算、收据、撤销（2201至2208）", False),
        ("pharmacy", "药店软件：签到、查询、预结算、结算、收据、撤销（2101至2103）", True),
    ):
        parser = walks.add_parser(word, help=help_)
        parser.add_argument("--region", default=_ALL, choices=[_ALL, *sorted(STORIES)], help="六位地区代码，默认三地依次演示")
        parser.add_argument("--server", help="已在运行的系统地址；不给时在临时目录里启动一个")
        parser.add_argument("--receipts", type=Path, help="收据PDF放在哪里，默认为临时目录")
        parser.add_argument("--json", action="store_true", help="最后在标准输出打印一行 JSON")
        parser.set_defaults(run=show_till, is_pharmacy=is_pharmacy)


def show_till(arguments: argparse.Namespace) -> int:
    """Show each region; 0 only if everything happened, 1 when a show stopped, with the place and what was found there."""
    regions = sorted(STORIES) if arguments.region == _ALL else [arguments.region]
    receipts = arguments.receipts or Path(tempfile.mkdtemp(prefix="mantetong-receipts-"))
    with ExitStack() as stack:
        try:
            server = (arguments.server or "").rstrip("/") or _private(stack)
            done = [_shown(server, region, receipts, arguments) for region in regions]
        except WalkStopped as stop:
            say(f"停在：{stop.step}\n原因：{stop.found}")
            return 1
    if arguments.json:
        print(json.dumps(done, ensure_ascii=False))
    return 0


def _private(stack: ExitStack) -> str:
    say("启动一个临时系统…")
    server, _home = stack.enter_context(private_instance())
    return server


def _shown(server: str, region: str, receipts: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    show: Show = show_at(server=server, region=region, receipts=receipts, is_pharmacy=arguments.is_pharmacy)
    say(f"{region} {show.till.sender.name}")
    play(show, sell if arguments.is_pharmacy else treat)
    return {"region": region, "institution": show.till.sender.institution, **show.facts}
