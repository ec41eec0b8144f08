"""Figures about our own code: how long functions and files are, and how much of it is tests."""

import ast
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
SHORT, LONG, WALL = 8, 30, 50  # lines of a function: half should fit, 95 of 100 should fit, none passes
FILE_LONG, FILE_WALL = 250, 500


@dataclass(frozen=True)
class Function:
    """One function and its length in lines, docstring and decorators not counted."""

    place: str
    name: str
    lines: int


def functions_of(path: Path) -> list[Function]:
    """All functions of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [Function(f"{path.relative_to(ROOT)}:{node.lineno}", node.name, _length(node)) for node in found]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not body:
        return 1
    return (body[-1].end_lineno or 0) - body[0].lineno + 2  # and the line of `def`


def our_files(*folders: str) -> list[Path]:
    """Our Python files, migrations aside."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def main() -> int:
    """Print the figures."""
    for folder in ("src", "tests"):
        _print(folder, our_files(folder))
    source, tests = (sum(len(path.read_text().splitlines()) for path in our_files(folder)) for folder in ("src", "tests"))
    sys.stdout.write(f"test lines per source line: {tests / source:.2f}\n")
    return 0


def _print(folder: str, files: list[Path]) -> None:
    functions = [function for path in files for function in functions_of(path)]
    lengths = sorted(function.lines for function in functions) or [0]
    sizes = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in files) or [0]
    p95 = lengths[int(0.95 * (len(lengths) - 1))]
    sys.stdout.write(f"{folder}: {len(files)} files (median {median(sizes):.0f}, longest {sizes[-1]} lines), ")
    sys.stdout.write(f"{len(functions)} functions: median {median(lengths):.0f}, 95th {p95}, longest {lengths[-1]}\n")
    for function in sorted(functions, key=lambda one: -one.lines)[:5]:
        sys.stdout.write(f"  {function.lines:3d}  {function.name}  {function.place}\n")


if __name__ == "__main__":
    sys.exit(main())
