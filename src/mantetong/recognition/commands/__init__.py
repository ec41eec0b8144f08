"""`mantetong recognition import` and `compare`, and `mantetong certificate verify`: their words; what they do stands beside this and knows rows."""

from pathlib import Path
from typing import Any

COLUMNS = ("psn_no", "insutype", "opsp_dise_code", "opsp_dise_name", "begndate", "enddate")
"""Of a file of existing recognitions, as the specification names them."""


def add_parser(subparsers: Any) -> None:
    """Register `recognition` and `certificate`."""
    recognition = subparsers.add_parser("recognition", help="存量待遇").add_subparsers(required=True, metavar="做什么")
    _add_import(recognition)
    _add_compare(recognition)
    certificate = subparsers.add_parser("certificate", help="待遇凭证").add_subparsers(required=True, metavar="做什么")
    verifying = certificate.add_parser("verify", help="离线核验凭证：PDF 文件、存有核验码的文本文件，或核验码本身")
    verifying.add_argument("what", metavar="FILE|TEXT", help="文件或核验码")
    verifying.add_argument("--disease", help="凭证上写的病种，核对是否一致")
    verifying.add_argument("--key", help="发证机构的公钥（base64）；不给时用本系统的")
    verifying.set_defaults(run=f"{__name__}.verifying:run_verify")


def _add_import(commands: Any) -> None:
    taking = commands.add_parser("import", help=f"导入存量待遇（CSV 或 XLSX，表头：{','.join(COLUMNS)}）")
    _add_file(taking)
    taking.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    taking.set_defaults(run=f"{__name__}.importing:run_import")


def _add_compare(commands: Any) -> None:
    comparing = commands.add_parser("compare", help="导入以后核对：文件与待遇查询（5301）的应答逐条两边对")
    _add_file(comparing)
    comparing.add_argument("--on", metavar="YYYY-MM-DD", help="按哪一天的待遇核对，默认今天")
    comparing.set_defaults(run=f"{__name__}.comparing:run_compare")


def _add_file(command: Any) -> None:
    command.add_argument("file", type=Path, help="CSV（UTF-8 或 GB18030）或 XLSX 文件")
    command.add_argument("--region", required=True, help="六位地区代码")
    command.add_argument("--map", action="append", default=[], metavar="字段=列名", help="文件里的列名不同时，如 psn_no=个人编号")
    command.add_argument("--faults", type=Path, help="把有问题的行写到这个 CSV 文件")
