"""`mantetong policy …`: new, check, show, clock, export and import. None of them needs a database."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mantetong.domain.deadlines import SHANGHAI, Due, Pause, PauseBackwards, due
from mantetong.policies.calendar import calendar_of
from mantetong.policies.packs.build import build_policy
from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.delivered import delivered_packs
from mantetong.policies.packs.examples import example_faults, examples_of
from mantetong.policies.packs.faults import PackFaulty
from mantetong.policies.packs.library import Library, read_library
from mantetong.policies.packs.resolve import NoPolicyThen, Resolved, resolve_region, resolved_on
from mantetong.policies.packs.scaffold import write_scaffold
from mantetong.policies.packs.shown import policy_lines
from mantetong.policies.sheets.commands import NATION, run_export, run_import

Run = Callable[[argparse.Namespace], int]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> Any:
    """Add `policy` with its words; gives the place where later rooms add theirs."""
    words = subparsers.add_parser("policy", help="政策包：新建、检查、查看、时限试算").add_subparsers(
        required=True, metavar="做什么"
    )
    new = _word(words, "new", "建立一个新地区的政策包骨架", run_new)
    new.add_argument("code", help="六位地区代码")
    new.add_argument("name", help="地区名称，例如 某某市")
    new.add_argument("--province", default="", help="省份名称")
    new.add_argument("--parent", default="000000", help="上级政策包的代码（默认全国）")
    new.add_argument("--slug", default="region", help="文件夹名的后半部分，用拼音")
    new.add_argument("--from", dest="on", type=_day, default=date(2025, 1, 1), help="从哪一天起，默认2025-01-01")
    check = _word(words, "check", "检查政策包，指出文件、行号、键和应有的内容", run_check)
    check.add_argument("packs", nargs="?", type=Path, help="政策包文件夹")
    show = _word(words, "show", "查看某地区某一天的政策", run_show)
    show.add_argument("--region", required=True)
    show.add_argument("--on", type=_day, help="哪一天，默认最新")
    show.add_argument("--json", action="store_true", help="输出完整内容（JSON）")
    clock = _word(words, "clock", "试算办理期限", run_clock)
    clock.add_argument("--region", required=True)
    clock.add_argument("--from", dest="counted_from", required=True, type=_moment, help="从何时起算，ISO时间")
    clock.add_argument(
        "--pause", nargs=2, action="append", type=_moment, default=[], metavar=("起", "止"), help="暂停的一段，可多次"
    )
    clock.add_argument("--on", type=_day, help="用哪一天的办理时限，默认最新")
    clock.add_argument("--json", action="store_true", help="只输出一行JSON")
    export = _word(words, "export", "把某地区的病种目录、认定标准和金额导出为XLSX工作簿", run_export)
    export.add_argument("file", type=Path, metavar="FILE", help="写到哪个文件")
    export.add_argument("--region", default=NATION, help="地区代码，默认全国共用的清单")
    into = _word(words, "import", "把改好的工作簿写回政策包：先检查整个文件夹，有一处不对就什么都不写", run_import)
    into.add_argument("file", type=Path, metavar="FILE", help="改好的工作簿")
    into.add_argument("--into", dest="packs", type=Path, required=True, metavar="PACKS_DIR", help="政策包文件夹")
    for parser in (new, show, clock, export):
        parser.add_argument("--packs", type=Path, help="政策包文件夹")
    return words


def _word(words: Any, name: str, help_text: str, run: Run) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = words.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=lambda given: _told(run, given))
    return parser


def _told(run: Run, given: argparse.Namespace) -> int:
    """Run a word; what cannot be done is said on stderr (faults of packs on stdout) and ends with 1."""
    given.packs = given.packs or Path(os.environ.get("MANTETONG_PACKS") or delivered_packs())
    try:
        return run(given)
    except PackFaulty as error:
        print(*error.faults, sep="\n")
        print(f"发现{len(error.faults)}处问题", file=sys.stderr)
    except BrokenPipeError:  # whoever read our output has left: no fault of the packs
        raise
    except PauseBackwards as error:
        print(f"暂停的一段先后颠倒：{error}", file=sys.stderr)
    except OverflowError:
        print("日期超出了可以计算的范围（公元1年至9999年）", file=sys.stderr)
    except (LookupError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
    return 1


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _moment(text: str) -> datetime:
    """An ISO time; without an offset, Shanghai's."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def run_new(given: argparse.Namespace) -> int:
    """Write the scaffold and say where."""
    path = write_scaffold(
        folder=given.packs,
        code=given.code,
        name=given.name,
        province=given.province,
        parent=given.parent,
        slug=given.slug,
        on=given.on.isoformat(),
    )
    print(path)
    return 0


def run_check(given: argparse.Namespace) -> int:
    """Read and check everything, the example cases included."""
    library = read_library(given.packs)
    ensure_sound(library)
    calendar = calendar_of(given.packs)
    faults = tuple(set(example_faults(library)))
    if faults:
        raise PackFaulty(faults)
    examples = sum(len(examples_of(pack)) for pack in library.packs.values())
    diseases = sum(len(pack.diseases) for pack in library.packs.values())
    print(
        f"{len(library.packs)}个政策包、{len(library.region_codes())}个地区、{diseases}个病种文件、{examples}个案例，日历{calendar.version}：没有问题"
    )
    return 0


def run_show(given: argparse.Namespace) -> int:
    """Print the policy, readable or as JSON."""
    resolved = _resolved(read_library(given.packs), given.region, given.on)
    if given.json:
        print(
            json.dumps({"digest": resolved.digest, "since": resolved.since.isoformat(), **resolved.content}, ensure_ascii=False)
        )
        return 0
    policy = build_policy(resolved.content, on=given.on or resolved.since, digest=resolved.digest)
    print(*policy_lines(policy), sep="\n")
    return 0


def _resolved(library: Library, region: str, on: date | None) -> Resolved:
    """What holds on a day, or the newest there is. Raises LookupError, PackFaulty."""
    ensure_sound(library)
    if region not in library.region_codes():
        raise LookupError(f"没有地区 {region}；现有：{'、'.join(library.region_codes())}")
    found = resolve_region(library, region)
    if on is None:
        return found[-1]
    try:
        return resolved_on(found, on)
    except NoPolicyThen as error:
        raise LookupError(f"{region} 在 {on} 还没有政策，最早从 {found[0].since} 开始") from error


def run_clock(given: argparse.Namespace) -> int:
    """Print the due date as one line of JSON; without --json, a sentence on stderr as well."""
    resolved = _resolved(read_library(given.packs), given.region, given.on)
    policy = build_policy(resolved.content, on=given.on or resolved.since, digest=resolved.digest)
    calendar = calendar_of(given.packs)
    if policy.time_limit is None:
        _print_clock(given, None, None, calendar.version)
        return 0
    days = policy.time_limit.value.working_days
    pauses = [Pause(*span) for span in given.pause]
    _print_clock(
        given, due(counted_from=given.counted_from, working_days=days, pauses=pauses, calendar=calendar), days, calendar.version
    )
    return 0


def _print_clock(given: argparse.Namespace, found: Due | None, days: int | None, version: str) -> None:
    answer = {
        "due_on": found.due_on.isoformat() if found else None,
        "working_days": days,
        "provisional": found.provisional if found else None,
        "calendar": version,
    }
    print(json.dumps(answer, ensure_ascii=False))
    if not given.json:
        print(_clock_sentence(found, days), file=sys.stderr)


def _clock_sentence(found: Due | None, days: int | None) -> str:
    if found is None:
        return "该市未公布办理时限"
    tail = "（途中有尚未公布节假日的年份，日期为暂定）" if found.provisional else ""
    return f"{days}个工作日，{found.due_on}前办结{tail}"
