"""`mantetong till …`: what opens the interface to an institution: its token, its keys, the sensitive diseases it may be told of."""

import argparse
import sys
from typing import Any

from django.utils import timezone

from mantetong.settlement import operations
from mantetong.settlement.operations import NoSuchInstitution, NotAKey


def add_parser(subparsers: Any) -> None:
    """Register `till` and its four words."""
    words = subparsers.add_parser("till", help="医药机构接口：令牌、密钥、敏感病种").add_subparsers(
        required=True, metavar="做什么"
    )
    token = _word(words, "token", "发一个新令牌（只显示这一次），或停用全部旧令牌", run_token)
    token.add_argument("--withdraw", action="store_true", help="停用该机构的全部令牌")
    key = _word(words, "key", "登记签名密钥：之后该机构的报文必须签名", run_key)
    key.add_argument("--sm2", metavar="HEX", help="SM2公钥，128位十六进制；不给时登记SM3（以令牌为密钥）")
    key.add_argument("--withdraw", action="store_true", help="停用该机构的全部密钥")
    entitled = _word(words, "entitle", "允许该机构查到一个敏感病种", run_entitle)
    entitled.add_argument("disease", help="病种代码，如 M00300")
    entitled.add_argument("--withdraw", action="store_true", help="不再允许")


def _word(words: Any, name: str, help_: str, run: Any) -> Any:
    parser = words.add_parser(name, help=help_)
    parser.add_argument("institution", help="定点医药机构编号，如 H51149900101")
    parser.set_defaults(run=run)
    return parser


def run_token(arguments: argparse.Namespace) -> int:
    """Print a new token, or stop the old ones; 1 for an unknown institution."""
    code, at = arguments.institution, timezone.now()
    if arguments.withdraw:
        print(f"已停用 {operations.withdraw_tokens(institution_code=code, at=at)} 个令牌。")
        return 0
    try:
        print(operations.make_token(institution_code=code, at=at))
    except NoSuchInstitution:
        return _unknown(code)
    print("令牌只显示这一次，请立即交给机构保存。", file=sys.stderr)
    return 0


def run_key(arguments: argparse.Namespace) -> int:
    """Register a key, or withdraw all; 1 for an unknown institution, 2 for what is no key."""
    code, at = arguments.institution, timezone.now()
    if arguments.withdraw:
        print(f"已停用 {operations.withdraw_keys(institution_code=code, at=at)} 把密钥。")
        return 0
    kind = "SM2" if arguments.sm2 else "SM3"
    try:
        operations.register_key(institution_code=code, kind=kind, public_key=arguments.sm2 or "", at=at)
    except NoSuchInstitution:
        return _unknown(code)
    except NotAKey:
        print("这不是SM2公钥：应为128位十六进制（可以带04开头）。", file=sys.stderr)
        return 2
    print(f"已登记{kind}，{code} 的报文从现在起必须签名。")
    return 0


def run_entitle(arguments: argparse.Namespace) -> int:
    """Entitle, or end it; 1 for an unknown institution."""
    given = {"institution_code": arguments.institution, "disease_code": arguments.disease, "at": timezone.now()}
    if arguments.withdraw:
        print(f"已取消 {operations.withdraw_entitlement(**given)} 项。")
        return 0
    try:
        operations.entitle(**given)
    except NoSuchInstitution:
        return _unknown(arguments.institution)
    print(f"{arguments.institution} 可以查到 {arguments.disease} 的待遇。")
    return 0


def _unknown(code: str) -> int:
    print(f"没有编号为 {code} 的机构，请先导入机构名单。", file=sys.stderr)
    return 1
