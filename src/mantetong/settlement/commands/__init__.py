"""`mantetong till …`: what opens the interface to an institution: its token, its keys to sign and to encrypt with, the sensitive
diseases it may be told of; and what its software has shown it can do.
"""

from argparse import ArgumentTypeError
from typing import Any

_DONE_IN = f"{__name__}.opening"
_LONGEST = 90


def add_parser(subparsers: Any) -> None:
    """Register `till` and its words."""
    words = subparsers.add_parser("till", help="医药机构接口：令牌、密钥、敏感病种、对接自测").add_subparsers(
        required=True, metavar="做什么"
    )
    token = _word(words, "token", "发一个新令牌（只显示这一次），或停用全部旧令牌")
    token.add_argument("--withdraw", action="store_true", help="停用该机构的全部令牌")
    key = _word(words, "key", "登记签名密钥：之后该机构的报文必须签名")
    key.add_argument("--sm2", metavar="HEX", help="SM2公钥，128位十六进制；不给时登记SM3（以令牌为密钥）")
    key.add_argument("--withdraw", action="store_true", help="停用该机构的全部密钥")
    cipher = _word(words, "cipher", "发一把SM4报文加密密钥（只显示这一次；本平台约定，未经国家平台文件证实），或停用全部旧密钥")
    cipher.add_argument("--demand", action="store_true", help="该机构的报文从现在起必须加密，明文不再接收")
    cipher.add_argument("--withdraw", action="store_true", help="停用该机构的全部SM4密钥，之后发送明文")
    entitled = _word(words, "entitle", "允许该机构查到一个敏感病种")
    entitled.add_argument("disease", help="病种代码，如 M00300")
    entitled.add_argument("--withdraw", action="store_true", help="不再允许")
    conform = _word(words, "conform", "对接自测：该机构的软件已经做到哪几步，还差哪几步")
    conform.add_argument("--days", type=_days, default=7, help="看最近几天的报文，1至90，默认7")


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LONGEST:
        raise ArgumentTypeError(f"天数应为1至{_LONGEST}的整数，不是“{text}”")
    return int(text)


def _word(words: Any, name: str, help_: str) -> Any:
    parser = words.add_parser(name, help=help_)
    parser.add_argument("institution", help="定点医药机构编号，如 H51149900101")
    parser.set_defaults(run=f"{_DONE_IN}:run_{name}")
    return parser
