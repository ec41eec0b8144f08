"""`mantetong demo city`: build a city in the sandbox of this home and print its figures."""

import argparse
import os
import sys
from typing import Any

WORKED = 2_000
"""So many cases are worked one by one; what is asked for beyond them is copied from these."""


def add_city_parser(walks: Any) -> None:
    """Register it beside `demo walk`."""
    city = walks.add_parser("city", help="在沙箱中造一座样例城市：人、材料、审核、决定，打印各项数字")
    city.add_argument("--cases", type=int, default=200, help=f"办件数；前{WORKED}件逐件按真实操作办理，再多的成批复制并逐项核对")
    city.add_argument("--days", type=int, default=30, help="分布在多少天里；最后一天的留着待办")
    city.add_argument("--seed", type=int, default=1, help="同一个种子造出同一座城市")
    city.add_argument("--care", type=float, default=0.9, help="模拟办理人核对依据的认真程度，0到1")
    city.set_defaults(run=build_city, needs_django=True)


def build_city(arguments: argparse.Namespace) -> int:
    """Print the figures; 0 when everything that must hold in a case holds in each, 1 otherwise. Only in a sandbox."""
    if os.environ.get("MANTETONG_SANDBOX") != "1":
        _say("只能在沙箱里造样例城市：请设 MANTETONG_SANDBOX=1。")
        return 1
    from django.utils import timezone  # noqa: PLC0415  Django is set up only when a command needs it

    from mantetong.sandbox.city.checking import problems  # noqa: PLC0415
    from mantetong.sandbox.city.copying import copied_so_far, copy_city  # noqa: PLC0415
    from mantetong.sandbox.city.plan import Plan  # noqa: PLC0415
    from mantetong.sandbox.city.running import CityStands, run_city  # noqa: PLC0415

    plan = Plan(min(arguments.cases, WORKED), arguments.days, arguments.seed)
    try:
        print(run_city(plan=plan, care=arguments.care, at=timezone.now(), say=_say), flush=True)
    except CityStands:
        _say(f"种子{plan.seed}的城市已经造过了：请换一个 --seed。")
        return 1
    if arguments.cases > WORKED:
        have = copied_so_far()
        copy_city(first=have + 1, last=have + arguments.cases - WORKED, say=_say)
        print(f"另成批复制：{arguments.cases - WORKED}件")
    found = problems()
    print("\n".join(found) or "核对：每件的台账、决定、待遇和人员都一致")
    return 1 if found else 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
