"""`mantetong check` and `mantetong read`: papers judged and read on the command line, without database or server."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mantetong.domain.papers import Level, PaperKind
from mantetong.materials.asking import asked_in, asked_nationally
from mantetong.materials.precheck.check import check_file
from mantetong.materials.precheck.shapes import Asked, PageFinding, verdict
from mantetong.materials.reading.placing import to_upload
from mantetong.materials.reading.reader import read_paper
from mantetong.materials.reading.shapes import Field, PageReading
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.errors import UnsafeFile

Answer = dict[str, object]


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Hang `check` and `read` into the command line; each sets `run`, which returns the exit code."""
    check = subparsers.add_parser("check", help="判断照片能否直接提交 (would a reviewer send this page back?)")
    check.add_argument("files", nargs="+", metavar="FILE")
    check.add_argument(
        "--slot", choices=[kind.value for kind in PaperKind], metavar="KIND", help="the kind of paper that is asked for"
    )
    check.add_argument("--region", metavar="CODE", help="six-digit region code: its pack decides strictness")
    check.add_argument("--name", default="", help="the person applied for")
    check.add_argument("--id-number", default="", help="their ID number")
    check.add_argument("--json", action="store_true", help="one JSON object per line")
    check.set_defaults(run=run_check)
    read = subparsers.add_parser("read", help="读出文字和字段及其位置 (words and fields with their place)")
    read.add_argument("files", nargs="+", metavar="FILE")
    read.add_argument("--json", action="store_true", help="one JSON object per line")
    read.set_defaults(run=run_read)


def run_check(arguments: argparse.Namespace) -> int:
    """Print the verdict on every file. 0 whatever the verdicts, 2 when a file is missing."""
    person = {"name": arguments.name, "id_number": arguments.id_number}
    try:
        asked = (
            asked_in(region=arguments.region, slot=arguments.slot, on=_today(), **person)
            if arguments.region
            else asked_nationally(slot=arguments.slot, **person)
        )
    except LookupError:
        print(f"{arguments.region}: 没有这个地区的政策包", file=sys.stderr)
        return 2
    return _for_each(arguments, lambda path: checked(path, asked=asked), _check_in_words)


def run_read(arguments: argparse.Namespace) -> int:
    """Print what every file says. 0 whatever it says, 2 when a file is missing."""
    return _for_each(arguments, read, _read_in_words)


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()  # noqa: TID251 - a command may read the clock; web.clock needs Django


def checked(path: Path, *, asked: Asked) -> Answer:
    """verdict, kind and findings of one file."""
    try:
        result = check_file(take_in(content=path.read_bytes()), asked=asked)
    except UnsafeFile as problem:
        found: tuple[PageFinding, ...] = (_refused(problem),)
        return {"verdict": verdict(found), "kind": PaperKind.OTHER.value, "findings": [_finding(one) for one in found]}
    findings = [_finding(one) for one in result.findings]
    return {"verdict": verdict(result.findings), "kind": result.reading.kind.value, "findings": findings}


def read(path: Path) -> Answer:
    """kind, pages and fields of one file; a file that cannot be opened has no pages and an `error`."""
    try:
        paper = read_paper(take_in(content=path.read_bytes()))
    except UnsafeFile as problem:
        return {"kind": PaperKind.OTHER.value, "pages": [], "fields": [], "error": problem.code}
    pages = {page.page: page for page in paper.pages}
    return {
        "kind": paper.kind.value,
        "pages": [_page(page) for page in paper.pages],
        "fields": [_field(field, pages[field.page]) for field in paper.fields],
    }


def _for_each(
    arguments: argparse.Namespace, answer: Callable[[Path], Answer], in_words: Callable[[Answer], Iterator[str]]
) -> int:
    missing = False
    for name in arguments.files:
        path, started = Path(name), time.perf_counter()
        if not _is_readable(path):
            print(f"{_printable(name)}: 找不到这个文件", file=sys.stderr)
            missing = True
            continue
        result = {"file": name, **answer(path), "seconds": round(time.perf_counter() - started, 3)}
        print(_as_json(result) if arguments.json else _printable("\n".join(in_words(result))), flush=True)
    return 2 if missing else 0


def _is_readable(path: Path) -> bool:
    """False as well for a name that the system cannot even look up, such as one of 300 characters."""
    try:
        return path.is_file() and os.access(path, os.R_OK)
    except (OSError, ValueError):
        return False


def _as_json(result: Answer) -> str:
    """One line. A name that is no valid UTF-8 is escaped, so that whoever parses the line gets it as given."""
    text = json.dumps(result, ensure_ascii=False)
    return text if text.isprintable() and text == _printable(text) else json.dumps(result)


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _refused(problem: UnsafeFile) -> PageFinding:
    return PageFinding(problem.finding, Level.REJECT, 1, problem.say)


def _finding(one: PageFinding) -> Answer:
    return {
        "code": one.code.value,
        "level": one.level.value,
        "page": one.page,
        "box": list(one.box) if one.box else None,
        "say": one.say,
    }


def _page(page: PageReading) -> Answer:
    lines = [{"text": line.text, "quad": to_upload(line.quad, page=page), "score": round(line.score, 3)} for line in page.lines]
    return {"page": page.page, "width": page.width, "height": page.height, "rotation": page.rotation, "lines": lines}


def _field(field: Field, page: PageReading) -> Answer:
    quad = to_upload(field.quad, page=page)
    return {"name": field.name, "value": field.value, "page": field.page, "quad": quad, "score": round(field.score, 3)}


def _check_in_words(result: Answer) -> Iterator[str]:
    words = {"accept": "可以提交", "warn": "请看一下", "reject": "建议重拍"}
    yield f"{result['file']}：{words[str(result['verdict'])]}"
    for one in result["findings"]:  # type: ignore[attr-defined]
        yield f"  [{one['code']}] 第{one['page']}页 {one['say']}"


def _read_in_words(result: Answer) -> Iterator[str]:
    yield f"{result['file']}：{result['kind']}"
    for field in result["fields"]:  # type: ignore[attr-defined]
        yield f"  {field['name']}：{field['value']}（第{field['page']}页，{field['score']:.2f}）"


def main(argv: list[str] | None = None) -> int:
    """The two commands by themselves."""
    parser = argparse.ArgumentParser(prog="mantetong")
    add_parser(parser.add_subparsers(required=True))
    arguments = parser.parse_args(argv)
    return int(arguments.run(arguments))


if __name__ == "__main__":
    sys.exit(main())
