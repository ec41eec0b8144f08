"""`mantetong menu REGION`: the menu of a region's official account, by its pack."""

from typing import Any


def add_parser(subparsers: Any) -> None:
    """Register `menu`."""
    menu = subparsers.add_parser("menu", help="公众号菜单：按政策包里的渠道设置")
    menu.add_argument("region", help="六位地区代码，如 511400")
    menu.add_argument("--show", action="store_true", help="只显示，不提交给平台")
    menu.set_defaults(run=f"{__name__}.menu:run_menu")
