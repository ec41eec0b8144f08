"""`mantetong certificate verify`: what a certificate says, its signature and its seal, without a network."""

import argparse
import sys
from datetime import date
from pathlib import Path

import pikepdf
from django.utils import timezone

from mantetong.outside.paper_seal import NotSealed, read_seal
from mantetong.recognition.credential import Credential, read_credential
from mantetong.recognition.errors import NotACertificate
from mantetong.web.clock import day_of
from mantetong.web.wording import chinese_day, chinese_moment

_SIGNED_SPAN = b"/ByteRange"
_LONGEST_NAME = 255  # of a file; a code is longer


def run_verify(arguments: argparse.Namespace) -> int:
    """Verify without a network; 0 when it stands today (and fits the disease), 1 when not, 2 when it is no certificate."""
    try:
        found = read_credential(_text_of(arguments.what), by_key=arguments.key)
        sealed = _seal_holds(Path(arguments.what), found)
    except (NotACertificate, OSError, UnicodeDecodeError, pikepdf.PdfError):
        print("不是有效的凭证：内容不完整，或者被改动过。请重新扫描或联系发证的医保部门。", file=sys.stderr)
        return 2
    said = _say(found, arguments.disease, day_of(timezone.now()))
    return said if sealed else 2


def _seal_holds(file: Path, found: Credential) -> bool:
    """Says what the seal on a PDF tells; False when the file was altered after sealing. True for a bare code."""
    if len(str(file)) > _LONGEST_NAME or not file.is_file() or file.suffix.lower() != ".pdf":
        return True
    content = file.read_bytes()
    try:
        seal = read_seal(content, region=found.region)
    except NotSealed:
        if _SIGNED_SPAN in content:  # there was a seal, and it can no longer be read
            return _altered()
        print("文件没有电子签章，只核验了核验码。", file=sys.stderr)
        return True
    if not seal.is_intact:
        return _altered()
    stamped = f"时间戳 {chinese_moment(seal.stamped_at)}" if seal.stamped_at else "尚无时间戳"
    print(f"电子签章完整（{seal.signer}），{stamped}，{'是' if seal.is_ours else '不是'}本系统的签章。")
    return True


def _altered() -> bool:
    print("文件在签章以后被改动过，不能采信。", file=sys.stderr)
    return False


def _text_of(what: str) -> str:
    file = Path(what)
    if len(what) > _LONGEST_NAME or not file.is_file():
        return what
    if file.suffix.lower() != ".pdf":
        return file.read_text(encoding="ascii").strip("\r\n")
    with pikepdf.open(file) as pdf:
        return str(pdf.docinfo.get("/Keywords", ""))


def _say(found: Credential, disease: str | None, on: date) -> int:
    stands = found.begins_on <= on and (found.ends_on is None or on <= found.ends_on)
    end = f"至{chinese_day(found.ends_on)}（含当日）" if found.ends_on else "起长期有效"
    print(f"签名有效。姓名：{found.masked_name}；{chinese_day(found.begins_on)}{end}；今天{'在' if stands else '不在'}有效期内。")
    if disease is None:
        return 0 if stands else 1
    print("与所示凭证一致" if found.is_for(disease) else "与所示凭证不一致")
    return 0 if stands and found.is_for(disease) else 1
