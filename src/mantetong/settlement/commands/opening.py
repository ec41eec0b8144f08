"""What `mantetong till …` does; its words stand in `__init__.py`, which knows no rows."""

import argparse
import sys
from datetime import timedelta

from django.utils import timezone

from mantetong.people.queries import institution_card
from mantetong.settlement import operations
from mantetong.settlement.conformance import conformance_of
from mantetong.settlement.operations import NoSuchInstitution, NotAKey
from mantetong.web.clock import SHANGHAI


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


def run_cipher(arguments: argparse.Namespace) -> int:
    """Print a new SM4 key, or stop the old ones; 1 for an unknown institution."""
    code, at = arguments.institution, timezone.now()
    if arguments.withdraw:
        print(f"已停用 {operations.withdraw_cipher_keys(institution_code=code, at=at)} 把SM4密钥。")
        return 0
    try:
        print(operations.make_cipher_key(institution_code=code, is_demanded=arguments.demand, at=at))
    except NoSuchInstitution:
        return _unknown(code)
    print("密钥只显示这一次，请立即以安全的方式交给机构保存。加密做法是本平台约定，未经国家平台文件证实。", file=sys.stderr)
    print(f"{code} 的报文从现在起必须加密。" if arguments.demand else f"{code} 可以加密，也可以不加密。", file=sys.stderr)
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


def run_conform(arguments: argparse.Namespace) -> int:
    """Print every step of the conformance suite; 0 when all were seen, 1 when some were not or the institution is unknown."""
    code, now = arguments.institution, timezone.now()
    if institution_card(code) is None:
        return _unknown(code)
    shown = conformance_of(institution=code, since=now - timedelta(days=arguments.days))
    for step in shown:
        seen = f"{step.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if step.at else "还没有看到"
        print(f"{'✓' if step.at else '✗'} {step.what}：{step.how}（{seen}）")
    missing = sum(step.at is None for step in shown)
    print(f"{len(shown)}步，做到{len(shown) - missing}步。" + ("" if missing else "对接自测通过。"))
    return 1 if missing else 0


def _unknown(code: str) -> int:
    print(f"没有编号为 {code} 的机构，请先导入机构名单。", file=sys.stderr)
    return 1
