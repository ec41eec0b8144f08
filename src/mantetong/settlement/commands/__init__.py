"""`mantetong till …`: what opens the interface to an institution: its token, its keys, the sensitive diseases it may be told of."""

from typing import Any

_DONE_IN = f"{__name__}.opening"


def add_parser(subparsers: Any) -> None:
    """Register `till` and its three words."""
    words = subparsers.add_parser("till", help="医药机构接口：令牌、密钥、敏感病种").add_subparsers(
        required=True, metavar="做什么"
    )
    token = _word(words, "token", "发一个新令牌（只显示这一次），或停用全部旧令牌")
    token.add_argument("--withdraw", action="store_true", help="停用该机构的全部令牌")
    key = _word(words, "key", "登记签名密钥：之后该机构的报文必须签名")
    key.add_argument("--sm2", metavar="HEX", help="SM2公钥，128位十六进制；不给时登记SM3（以令牌为密钥）")
    key.add_argument("--withdraw", action="store_true", help="停用该机构的全部密钥")
    entitled = _word(words, "entitle", "允许该机构查到一个敏感病种")
    entitled.add_argument("disease", help="病种代码，如 M00300")
    entitled.add_argument("--withdraw", action="store_true", help="不再允许")


def _word(words: Any, name: str, help_: str) -> Any:
    parser = words.add_parser(name, help=help_)
    parser.add_argument("institution", help="定点医药机构编号，如 H51149900101")
    parser.set_defaults(run=f"{_DONE_IN}:run_{name}")
    return parser
