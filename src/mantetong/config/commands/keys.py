"""`mantetong keys`: which master keys there are, whether they open everything, and changing to a new one."""

import argparse
import sys
from typing import Any

_SHOWN = 20


def add_parser(subparsers: Any) -> None:
    """Register `keys`."""
    words = subparsers.add_parser("keys", help="密钥：查看、核对、更换主密钥").add_subparsers(required=True, metavar="动作")
    for name, run, text in (
        ("show", run_show, "有哪几把主密钥，更换是否做完"),
        ("check", run_check, "逐一打开所有加密的内容，打不开的列出来"),
        ("rotate", run_rotate, "换用一把新的主密钥；可以边运行边换，中断后再运行一次即可继续"),
        ("add", run_add, "只建立新的主密钥，不更换（多台机器时先用，见 docs/runbook/keys.md）"),
    ):
        parser = words.add_parser(name, help=text)
        parser.set_defaults(run=run, needs_django=True)


def run_show(_arguments: argparse.Namespace) -> int:
    """Numbers only; never a key."""
    from mantetong.config.key_rotation import keys_folder, unfinished  # noqa: PLC0415  needs Django
    from mantetong.outside.keys import read_keys  # noqa: PLC0415

    ring = read_keys(keys_folder())
    print(
        f"主密钥 {'、'.join(map(str, sorted(ring.masters)))}；新内容使用第 {ring.newest} 把；索引与签名使用第 {min(ring.masters)} 把。"
    )
    if unfinished(keys_folder()) is not None:
        print("更换还没有做完，请运行 mantetong keys rotate 继续。")
    return 0


def run_check(_arguments: argparse.Namespace) -> int:
    """1 when something does not open."""
    from mantetong.config.key_rotation import examine_sealed  # noqa: PLC0415

    counts, faults = examine_sealed(say=_say)
    for number, count in sorted(counts.items()):
        print(f"第 {number} 把主密钥：{count} 项")
    for fault in faults[:_SHOWN]:
        print(f"打不开：{fault}")
    print(f"共 {sum(counts.values())} 项，打不开 {len(faults)} 项。")
    return int(bool(faults))


def run_rotate(_arguments: argparse.Namespace) -> int:
    """Change to a new key; 1 when something could not be opened and was left as it was."""
    from mantetong.config.key_rotation import RotationRunning, rotate  # noqa: PLC0415

    try:
        tally = rotate(say=_say)
    except RotationRunning:
        _say("已经有一个更换在进行，请等它做完。")
        return 1
    print(
        f"已更换：重新加封 {tally.rows} 行、{tally.files} 个材料文件。请马上另存一份新的密钥目录；旧密钥不要删除，旧备份要靠它打开。"
    )
    for fault in tally.unreadable[:_SHOWN]:
        print(f"打不开，保持原样：{fault}")
    return int(bool(tally.unreadable))


def run_add(_arguments: argparse.Namespace) -> int:
    """The key alone, to be carried to the other machines before anything is sealed under it."""
    from mantetong.config.key_rotation import keys_folder, prepare  # noqa: PLC0415

    print(
        f"已建立第 {prepare(folder=keys_folder())} 把主密钥。请把密钥目录复制到每一台机器，再在每一台运行 mantetong keys rotate。"
    )
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
