"""`mantetong policy replay`: what new rules would have done to past cases."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

_WIDTH = 30
_WORDS = {"GAINS": "会得到", "LOSES": "会失去", "IN_DOUBT": "会变为无法判断", "SAME": "不变"}


def add_words(words: Any) -> None:
    """Add `replay` to the words of `policy`."""
    said = "用新政策重新判断以往办件，报告谁会得到、失去、变为无法判断"
    parser = words.add_parser("replay", help=said, description=said)
    parser.add_argument("--to", required=True, metavar="NEW", help="新的政策包文件夹，或已存入的版本号")
    parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="只看这一天及以后提交的办件")
    parser.add_argument("--json", action="store_true", help="输出完整报告（JSON）")
    parser.set_defaults(run=run, needs_django=True)


def run(given: argparse.Namespace) -> int:
    """Stage the new packs, replay, keep the report, print its sums. 1 when the packs are faulty or the version is unknown."""
    from django.utils import timezone  # noqa: PLC0415  the house is open only now

    from mantetong.insight.replay.running import replay  # noqa: PLC0415

    try:
        target = _target(given.to)
    except (LookupError, ValueError) as error:
        print(f"没有这个版本：{error}" if isinstance(error, LookupError) else error, file=sys.stderr)
        return 1
    done = replay(target=target, since=given.since, at=timezone.now(), progress=show_progress)
    print(file=sys.stderr)
    if given.json:
        print(json.dumps(done.report, ensure_ascii=False))
        return 0
    print(*report_lines(done.report), sep="\n")
    print(f"报告已存，编号{done.id}。到工作台“政策发布”查看并发布。")
    return 0


def _target(new: str) -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from mantetong.policies.operations import stage_packs, version_named  # noqa: PLC0415

    folder = Path(new)
    return stage_packs(folder=folder, at=timezone.now()) if folder.is_dir() else version_named(new)


def show_progress(done: int, expected: int) -> None:
    """One line on stderr, drawn over itself."""
    filled = _WIDTH * done // max(expected, 1)
    print(f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {done:,}/{expected:,}", end="", file=sys.stderr, flush=True)


def report_lines(report: Mapping[str, Any]) -> list[str]:
    """The sums of a report in words."""
    work = report["work"]
    lines = [f"共{report['sheets']:,}件" + (f"，另有{report['unreadable']:,}件事实表无法读取" if report["unreadable"] else "")]
    lines += [f"{_WORDS[effect]}：{count:,}" for effect, count in report["effects"].items()]
    lines += [f"已予认定而受不利影响：{report['recognised_losing']:,}"]
    lines += [f"需人工判断：{work['doubt_before']:,} → {work['doubt_after']:,}；要多交材料：{work['more_papers']:,}"]
    for region, (old, new, running) in work["limits"].items():
        if old != new:
            lines.append(f"{region} 办理时限：{_days(old)} → {_days(new)}，在办{running:,}件")
    lines += [f"  {_WORDS[effect]} {disease} {why}：{count:,}" for effect, disease, why, count in report["reasons"][:10]]
    return lines


def _days(days: int | None) -> str:
    return "未公布" if days is None else f"{days}个工作日"
