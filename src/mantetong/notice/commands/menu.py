"""What `mantetong menu` does; its words stand in `__init__.py`, which knows no rows."""

import argparse
import sys

from django.utils import timezone

from mantetong.notice.errors import NoOfficialAccount, NoPublicAddress
from mantetong.notice.menu import headings_of, put_menu_of
from mantetong.outside.gateways import GatewayMissing
from mantetong.outside.oidc import DoorAway
from mantetong.outside.wechat_menu import MenuRefused
from mantetong.policies.queries import NoPolicyThen, NoSuchRegion

_WHY = {
    NoSuchRegion: "没有这个地区的政策包，请核对六位代码。",
    NoPolicyThen: "这个地区的政策包今天还没有生效。",
    NoOfficialAccount: "这个地区的政策包里没有公众号渠道（kind: wechat-oa）。",
    NoPublicAddress: "请先设置 MANTETONG_PUBLIC_URL：菜单要写群众能打开的网址。",
    GatewayMissing: "请先设置 MANTETONG_WECHAT_ACCOUNTS：还没有这个地区公众号的 appid 和密钥。",
    DoorAway: "平台没有回应，不知道是否已生效；可以再执行一次，重复提交无害。",
}


def run_menu(arguments: argparse.Namespace) -> int:
    """Print the menu, and hand it over unless it is only shown; 1 with the reason when it could not be."""
    act = headings_of if arguments.show else put_menu_of
    try:
        headings = act(region=arguments.region, at=timezone.now())
    except MenuRefused as refused:
        return _failed(f"平台没有接受：{refused.reason.removeprefix('WECHAT_')}，请对照平台的错误码说明修改政策包里的名称。")
    except tuple(_WHY) as error:
        return _failed(next(words for kind, words in _WHY.items() if isinstance(error, kind)))
    for heading in headings:
        print(heading.name)
        for entry in heading.entries:
            print(f"  {entry.name}  {entry.url}")
    if not arguments.show:
        print("平台已接受，关注者最迟一天内看到新菜单。", file=sys.stderr)
    return 0


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
