"""`mantetong recognition compare`: a file of existing recognitions against the look-up at the till, both ways."""

import argparse
import sys
from datetime import date

from django.utils import timezone

from mantetong.recognition.commands import COLUMNS
from mantetong.recognition.compared import Comparison, Difference, compare_existing
from mantetong.recognition.existing_file import FileUnusable, rows_of
from mantetong.recognition.operations import RowFault
from mantetong.web.clock import day_of

_SHOWN = 50


def run_compare(arguments: argparse.Namespace) -> int:
    """0 when both sides say the same, 1 when they differ or a line cannot be read, 2 when the file cannot be read."""
    unread: list[RowFault] = []
    try:
        mapping = dict(pair.split("=", 1) for pair in arguments.map)
        on = date.fromisoformat(arguments.on) if arguments.on else day_of(timezone.now())
        rows = rows_of(arguments.file, mapping=mapping, faults=unread)
        found = compare_existing(region=arguments.region, rows=rows, on=on)
    except (OSError, UnicodeDecodeError, FileUnusable, ValueError) as error:
        print(f"读不了这个文件或日期：{error}。请提供 CSV 或 XLSX，表头为 {','.join(COLUMNS)}。", file=sys.stderr)
        return 2
    return _tell(found, unread, on, arguments)


def _tell(found: Comparison, unread: list[RowFault], on: date, arguments: argparse.Namespace) -> int:
    lines = [*((fault.line, fault.said) for fault in unread), *((one.line or 0, _said(one)) for one in found.differences)]
    for number, said in lines[:_SHOWN]:
        print(f"第{number}行：{said}" if number else said, file=sys.stderr)
    if len(lines) > _SHOWN:
        print(f"…… 还有 {len(lines) - _SHOWN} 处，用 --faults 文件名 可以全部写出。", file=sys.stderr)
    if arguments.faults:
        written = (f'{number or ""},"{said}"' for number, said in lines)
        arguments.faults.write_text("\n".join(("行,问题", *written)) + "\n", encoding="utf-8-sig")
    lost = sum(one.line is not None for one in found.differences)
    print(
        f"{on.isoformat()}：文件中当天有效 {found.expected} 行（另有 {found.other_days} 行不在当天），"
        f"文件有而查询（5301）没有 {lost} 行，查询有而文件没有 {len(found.differences) - lost} 项，读不了 {len(unread)} 行。"
    )
    return 1 if lines else 0


def _said(one: Difference) -> str:
    what = f"{one.psn_no} {one.disease_code} {one.begins_on}至{one.ends_on or '长期'}"
    return f"查询（5301）没有答出 {what}" if one.line is not None else f"查询（5301）答出了文件里没有的 {what}"
