"""The `mantetong` command. Each word loads only the module it needs: `mantetong check` never imports Django.

A room offers `add_parser(subparsers)`; every parser it adds sets `run`, a function of the parsed arguments that gives an
exit code (None means 0), or the name of one as `module:function`: what imports rows can only be loaded when the house is open. Results go to stdout, progress and complaints to stderr.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SETTINGS = "mantetong.config.settings"


@dataclass(frozen=True)
class Word:
    """One command: where it lives, what it is for, and whether it needs the whole house."""

    module: str
    help: str
    needs_house: bool = False


WORDS = {
    "serve": Word("mantetong.config.commands.serve", "整套系统在一台机器上运行：数据库、网页、后台任务、材料识读"),
    "prepare": Word("mantetong.config.commands.prepare", "升级数据库、装载政策包（沙箱中还会建立演示人员）", needs_house=True),
    "web": Word("mantetong.config.commands.roles", "只运行网页服务"),
    "work": Word("mantetong.config.commands.roles", "只运行后台任务", needs_house=True),
    "lookup": Word("mantetong.config.commands.roles", "只运行待遇查询接口"),
    "till": Word("mantetong.settlement.commands", "医药机构接口：令牌、密钥、敏感病种", needs_house=True),
    "menu": Word("mantetong.notice.commands", "公众号菜单：按政策包里的渠道设置", needs_house=True),
    "demo": Word("mantetong.sandbox.commands", "在沙箱中走完全程"),
    "policy": Word("mantetong.config.commands.policy", "政策包：新建、检查、查看、时限试算、重放"),
    "check": Word("mantetong.materials.commands", "检查一份材料：是否清晰、完整、可受理"),
    "read": Word("mantetong.materials.commands", "识读一份材料"),
    "recognition": Word("mantetong.recognition.commands", "导入既有待遇", needs_house=True),
    "certificate": Word("mantetong.recognition.commands", "核验凭证", needs_house=True),
    "ledger": Word("mantetong.cases.commands", "核验办件台账", needs_house=True),
    "doctor": Word("mantetong.config.commands.doctor", "体检：设置、密钥、数据库、字体、识读模型、任务队列、示例值"),
    "keys": Word("mantetong.config.commands.keys", "密钥：查看、核对、更换主密钥"),
    "backup": Word("mantetong.config.commands.backup", "备份数据库与材料（不含密钥）"),
    "restore": Word("mantetong.config.commands.backup", "恢复到一个全新的安装"),
    "django": Word("mantetong.config.commands.django", "Django 自带的管理命令，例如 makemigrations"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 failed, 2 wrongly asked."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given) if given and given[0] in WORDS else _without_word(given)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output left: `mantetong … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="mantetong")
    word = WORDS[given[0]]
    importlib.import_module(word.module).add_parser(parser.add_subparsers(required=True, metavar="命令"))
    parsed = parser.parse_args(given)
    if word.needs_house or getattr(parsed, "needs_django", False):
        open_house()
    return int(_to_run(parsed.run)(parsed) or 0)


def _to_run(given: Callable[[argparse.Namespace], int | None] | str) -> Callable[[argparse.Namespace], int | None]:
    if not isinstance(given, str):
        return given
    module, _, name = given.partition(":")
    found: Callable[[argparse.Namespace], int | None] = getattr(importlib.import_module(module), name)
    return found


def open_house() -> None:
    """Set Django up. Only commands that read or write rows need it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    setup: Callable[[], None] = importlib.import_module("django").setup
    setup()


def _without_word(given: Sequence[str]) -> int:
    width = max(len(name) for name in WORDS)
    lines = [f"  {name:<{width}}  {word.help}" for name, word in WORDS.items()]
    listing = "\n".join(["用法：mantetong 命令 [选项]", "", *lines, "", "每个命令都有 --help。"])
    asked = given[:1] in (["--help"], ["-h"], ["help"])
    if given[:1] == ["--version"]:
        listing, asked = importlib.import_module("importlib.metadata").version("mantetong"), True
    print(listing, file=sys.stdout if asked else sys.stderr)
    return 0 if asked else 2
