"""`mantetong recognition import` and `mantetong certificate verify`."""

import argparse
import csv
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from django.utils import timezone

from mantetong.recognition.credential import Credential, read_credential
from mantetong.recognition.errors import NotACertificate
from mantetong.recognition.operations import ExistingRow, ImportReport, RowFault, import_existing, rehearse_import
from mantetong.web.clock import day_of
from mantetong.web.wording import chinese_day

COLUMNS = ("psn_no", "insutype", "opsp_dise_code", "opsp_dise_name", "begndate", "enddate")


def add_parser(subparsers: Any) -> None:
    """Register `recognition` and `certificate`."""
    recognition = subparsers.add_parser("recognition", help="存量待遇").add_subparsers(required=True, metavar="做什么")
    taking = recognition.add_parser("import", help=f"导入存量待遇（CSV，UTF-8，表头：{','.join(COLUMNS)}）")
    taking.add_argument("file", type=Path, help="CSV 文件")
    taking.add_argument("--region", required=True, help="六位地区代码")
    taking.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    taking.set_defaults(run=run_import)
    certificate = subparsers.add_parser("certificate", help="待遇凭证").add_subparsers(required=True, metavar="做什么")
    verifying = certificate.add_parser("verify", help="离线核验凭证：PDF 文件、存有核验码的文本文件，或核验码本身")
    verifying.add_argument("what", metavar="FILE|TEXT", help="文件或核验码")
    verifying.add_argument("--disease", help="凭证上写的病种，核对是否一致")
    verifying.add_argument("--key", help="发证机构的公钥（base64）；不给时用本系统的")
    verifying.set_defaults(run=run_verify)


def run_import(arguments: argparse.Namespace) -> int:
    """Import or rehearse; 0 when every line could be taken, 1 when some could not, 2 when the file cannot be read."""
    try:
        rows, faults = _read(arguments.file)
    except (OSError, UnicodeDecodeError, KeyError) as error:
        print(f"读不了这个文件：{error}。请提供 UTF-8 编码的 CSV，表头为 {','.join(COLUMNS)}。", file=sys.stderr)
        return 2
    take = rehearse_import if arguments.dry_run else import_existing
    report = take(region=arguments.region, rows=rows, at=timezone.now())
    return _tell(report, faults, rehearsed=arguments.dry_run)


def run_verify(arguments: argparse.Namespace) -> int:
    """Verify without a network; 0 when it stands today (and fits the disease), 1 when not, 2 when it is no certificate."""
    try:
        found = read_credential(_text_of(arguments.what), by_key=arguments.key)
    except (NotACertificate, OSError, UnicodeDecodeError, pikepdf.PdfError):
        print("不是有效的凭证：内容不完整，或者被改动过。请重新扫描或联系发证的医保部门。", file=sys.stderr)
        return 2
    return _say(found, arguments.disease, day_of(timezone.now()))


def _read(file: Path) -> tuple[list[ExistingRow], list[RowFault]]:
    rows, faults = [], []
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise KeyError(f"缺少列 {'、'.join(missing)}")
        for line, row in _numbered(reader):
            try:
                rows.append(_row(line, row))
            except ValueError:
                faults.append(RowFault(line, "日期应为 YYYY-MM-DD，编号和病种不能为空"))
    return rows, faults


def _numbered(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    for row in reader:
        yield reader.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}


def _row(line: int, row: dict[str, str]) -> ExistingRow:
    if not all(row[name] for name in COLUMNS[:4]):
        raise ValueError(line)
    ends = date.fromisoformat(row["enddate"]) if row["enddate"] else None
    begins = date.fromisoformat(row["begndate"])
    return ExistingRow(line, row["psn_no"], row["insutype"], row["opsp_dise_code"], row["opsp_dise_name"], begins, ends)


def _tell(report: ImportReport, unread: list[RowFault], *, rehearsed: bool) -> int:
    faults = sorted((*report.faults, *unread), key=lambda fault: fault.line)
    for fault in faults:
        print(f"第{fault.line}行：{fault.said}", file=sys.stderr)
    done = "可以导入" if rehearsed else "已导入"
    print(f"{done} {report.taken} 行，已经存在 {report.already_there} 行，有问题 {len(faults)} 行。")
    return 1 if faults else 0


def _text_of(what: str) -> str:
    file = Path(what)
    if len(what) > 255 or not file.is_file():  # noqa: PLR2004  the longest file name; a code is longer
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
