"""`mantetong recognition import`: a file of existing recognitions, rehearsed or taken."""

import argparse
import sys
import time

from django.utils import timezone

from mantetong.recognition import operations
from mantetong.recognition.commands import COLUMNS
from mantetong.recognition.existing_file import FileUnusable, rows_of, sha256_of
from mantetong.recognition.operations import ImportReport, RowFault
from mantetong.recognition.operations.importing import begin_import, go_on_importing

_SHOWN = 50


def run_import(arguments: argparse.Namespace) -> int:
    """Import or rehearse; 0 when every line could be taken, 1 when some could not, 2 when the file cannot be read."""
    unread: list[RowFault] = []
    try:
        mapping = dict(pair.split("=", 1) for pair in arguments.map)
        report = _taken(arguments, mapping, unread)
    except (OSError, UnicodeDecodeError, FileUnusable, ValueError) as error:
        print(f"读不了这个文件：{error}。请提供 CSV 或 XLSX，表头为 {','.join(COLUMNS)}。", file=sys.stderr)
        return 2
    return _tell(report, unread, arguments)


def _taken(arguments: argparse.Namespace, mapping: dict[str, str], unread: list[RowFault]) -> ImportReport:
    at = timezone.now()
    if arguments.dry_run:
        rows = rows_of(arguments.file, mapping=mapping, faults=unread)
        return operations.rehearse_import(region=arguments.region, rows=rows, at=at)
    run = begin_import(region=arguments.region, sha256=sha256_of(arguments.file), at=at)
    if after := run.lines_done:
        print(f"从第{after + 1}行继续：前面的已经导入 {run.taken} 行，有问题的 {run.faulty} 行上次已列出。", file=sys.stderr)
    taken, there, faults, began = 0, 0, list[RowFault](), time.perf_counter()
    rows = rows_of(arguments.file, mapping=mapping, faults=unread, after=after)
    for line, one in go_on_importing(run=run, rows=rows, unread=unread, at=at):
        taken, there = taken + one.taken, there + one.already_there
        faults += one.faults
        print(f"已处理到第{line}行，每秒 {(line - after) / (time.perf_counter() - began):,.0f} 行。", file=sys.stderr)
    return ImportReport(taken, there, tuple(faults))


def _tell(report: ImportReport, unread: list[RowFault], arguments: argparse.Namespace) -> int:
    faults = sorted((*report.faults, *unread), key=lambda fault: fault.line)
    for fault in faults[:_SHOWN]:
        print(f"第{fault.line}行：{fault.said}", file=sys.stderr)
    if len(faults) > _SHOWN:
        print(f"…… 还有 {len(faults) - _SHOWN} 行，用 --faults 文件名 可以全部写出。", file=sys.stderr)
    if arguments.faults:
        lines = (f'{fault.line},"{fault.said}"' for fault in faults)
        arguments.faults.write_text("\n".join(("行,问题", *lines)) + "\n", encoding="utf-8-sig")
    done = "可以导入" if arguments.dry_run else "已导入"
    print(f"{done} {report.taken} 行，已经存在 {report.already_there} 行，有问题 {len(faults)} 行。")
    return 1 if faults else 0
