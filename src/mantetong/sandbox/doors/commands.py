"""`mantetong demo doors`: every door of every region, as a table door × step."""

import argparse
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from mantetong.domain.policy import Availability, Door, DoorKind
from mantetong.sandbox.doors.steps import STEPS, Walked, walk_door
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.instance import private_instance, sandbox_of
from mantetong.sandbox.walk.scene import Scene, say
from mantetong.sandbox.walk.story import STORIES

_PAPERS = Path(__file__).resolve().parents[1] / "papers"
_ALL = "all"


def add_doors_parser(walks: Any) -> None:
    """Register `demo doors` beside the other walks."""
    parser = walks.add_parser("doors", help="逐个渠道：进入、登录、申请、告知、查进度")
    parser.add_argument("--region", default=_ALL, choices=[_ALL, *sorted(STORIES)], help="六位地区代码，默认三地依次演示")
    parser.add_argument("--server", help="已在运行的系统地址；不给时在临时目录里启动一个")
    parser.add_argument("--json", action="store_true", help="最后在标准输出打印一行 JSON")
    parser.set_defaults(run=show_doors)


def show_doors(arguments: argparse.Namespace) -> int:
    """Walk each door; 0 only if every step that a door offers was done."""
    regions = sorted(STORIES) if arguments.region == _ALL else [arguments.region]
    with ExitStack() as stack:
        try:
            server = (arguments.server or "").rstrip("/") or _private(stack)
            walked = [one for region in regions for one in _walked_in(server, region)]
        except (WalkStopped, httpx.HTTPError) as stop:
            say(f"停在：{stop}")
            return 1
    say(table_of(walked))
    if arguments.json:
        print(json.dumps([_plain(one) for one in walked], ensure_ascii=False))
    return 0 if all(one.is_whole for one in walked) else 1


def _private(stack: ExitStack) -> str:
    say("启动一个临时系统…")
    server, _home = stack.enter_context(private_instance())
    return server


def _in_turn(doors: tuple[Door, ...]) -> list[Door]:
    """Portals first: the telephone they know is then the account's, where its codes arrive. Who calls comes last."""
    turn = {DoorKind.OIDC: 0, DoorKind.COUNTER: 2, DoorKind.HOTLINE: 3}
    return sorted(doors, key=lambda door: turn.get(door.kind, 1))


def doors_of(server: str, region: str) -> tuple[Door, ...]:
    """The doors that a region's guide names, as the system publishes them."""
    told = httpx.get(f"{server}/guide/{region}.json", timeout=60, trust_env=False).raise_for_status().json()
    return tuple(
        Door(one["code"], DoorKind(one["kind"]), one["name"], (), Availability(one["availability"]), one["progress_label"])
        for one in told["keys"]["doors"]["value"]
    )


def _walked_in(server: str, region: str) -> list[Walked]:
    """A region's doors; the last number filed is what a caller asks after."""
    walked, filed = [], dict[str, str]()
    for door in _in_turn(doors_of(server, region)):
        say(f"{region} {door.name}")
        scene = Scene(server, sandbox_of(server), STORIES[region], _PAPERS / region, facts=dict(filed))
        try:
            walked.append(walk_door(scene, door))
        finally:
            scene.close()
        if number := scene.facts.get("number"):
            filed = {"number": number}
    return walked


def table_of(walked: list[Walked]) -> str:
    """Door × step, a line each; what stopped a door stands behind its line."""
    lines = [f"地区　　{'　'.join(STEPS)}　渠道"]
    for one in walked:
        marks = "　　".join(one.marks[name] for name in STEPS)
        lines.append(f"{one.region}　{marks}　{one.door.name}{'　' + one.note if one.note else ''}")
    return "\n".join(lines)


def _plain(one: Walked) -> dict[str, Any]:
    return {"region": one.region, "door": one.door.code, "kind": one.door.kind, "steps": one.marks, "note": one.note}
