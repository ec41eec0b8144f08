"""`mantetong check` and `mantetong read`: papers judged and read on the command line, without database or server."""

import argparse
import json
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
from mantetong.materials.safety import limits
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.errors import UnreadableFile, UnsafeFile

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
    return _for_each(arguments, lambda content: checked(content, asked=asked), _unjudged, _check_in_words)


def run_read(arguments: argparse.Namespace) -> int:
    """Print what every file says. 0 whatever it says, 2 when a file is missing."""
    return _for_each(arguments, read, _unread, _read_in_words)


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()  # noqa: TID251 - a command may read the clock; web.clock needs Django


def checked(content: bytes, *, asked: Asked) -> Answer:
    """verdict, kind and findings of one file. Raises UnsafeFile."""
    result = check_file(take_in(content=content), asked=asked)
    findings = [_finding(one) for one in result.findings]
    return {"verdict": verdict(result.findings), "kind": result.reading.kind.value, "findings": findings}


def _unjudged(problem: UnsafeFile) -> Answer:
    found = PageFinding(problem.finding, Level.REJECT, 1, problem.say)
    return {"verdict": verdict((found,)), "kind": PaperKind.OTHER.value, "findings": [_finding(found)]}


def read(content: bytes) -> Answer:
    """kind, pages and fields of one file. Raises UnsafeFile."""
    paper = read_paper(take_in(content=content))
    pages = {page.page: page for page in paper.pages}
    return {
        "kind": paper.kind.value,
        "pages": [_page(page) for page in paper.pages],
        "fields": [_field(field, pages[field.page]) for field in paper.fields],
    }


def _unread(problem: UnsafeFile) -> Answer:
    """A file that cannot be opened has no pages and an `error`."""
    return {"kind": PaperKind.OTHER.value, "pages": [], "fields": [], "error": problem.code}


def _for_each(
    arguments: argparse.Namespace,
    answer: Callable[[bytes], Answer],
    refused: Callable[[UnsafeFile], Answer],
    in_words: Callable[[Answer], Iterator[str]],
) -> int:
    missing = False
    for name in arguments.files:
        started, content = time.perf_counter(), _content_of(name)
        if content is None:
            print(f"{_printable(name)}: 找不到这个文件，或者没有权限读", file=sys.stderr)
            missing = True
            continue
        said = _answered(name, content, answer, refused)
        result = {"file": name, **said, "seconds": round(time.perf_counter() - started, 3)}
        print(_as_json(result) if arguments.json else _printable("\n".join(in_words(result))), flush=True)
    return 2 if missing else 0


def _answered(name: str, content: bytes, answer: Callable[[bytes], Answer], refused: Callable[[UnsafeFile], Answer]) -> Answer:
    """One file never takes the others' answers with it, whatever happens over it."""
    try:
        return answer(content)
    except UnsafeFile as problem:
        return refused(problem)
    except Exception as problem:  # noqa: BLE001  the edge of the command
        print(f"{_printable(name)}: 没有处理成：{type(problem).__name__}", file=sys.stderr)
        return refused(UnreadableFile())


def _content_of(name: str) -> bytes | None:
    """The bytes, of a file too large no more than shows that it is; None for what is no file, is closed to us, or cannot even be looked up."""
    path = Path(name)
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(limits.UPLOAD_BYTES + 1)
    except (OSError, ValueError):
        return None


def _as_json(result: Answer) -> str:
    """One line. A name that is no valid UTF-8 is escaped, so that whoever parses the line gets it as given."""
    text = json.dumps(result, ensure_ascii=False)
    return text if text.isprintable() and text == _printable(text) else json.dumps(result)


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


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
