"""Limits on how much one must read at once."""

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shape():
    spec = importlib.util.spec_from_file_location("shape", ROOT / "setup" / "shape.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["shape"] = module
    spec.loader.exec_module(module)
    return module


def test_no_function_passes_the_wall(shape):
    functions = [function for path in shape.our_files("src", "tests") for function in shape.functions_of(path)]

    assert [f"{one.place} {one.name}: {one.lines}" for one in functions if one.lines > shape.WALL] == []


def test_nearly_all_functions_are_short(shape):
    lengths = sorted(function.lines for path in shape.our_files("src") for function in shape.functions_of(path))

    assert lengths[int(0.95 * (len(lengths) - 1))] <= shape.LONG
    assert lengths[len(lengths) // 2] <= shape.SHORT


def test_no_file_passes_the_wall(shape):
    sizes = {path: len(path.read_text().splitlines()) for path in shape.our_files("src", "tests", "setup")}

    assert {str(path.relative_to(ROOT)): size for path, size in sizes.items() if size > shape.FILE_WALL} == {}


def functions_in(path):
    return [
        node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def exported_by(package):
    """What a package's first page hands out, by file of the package."""
    for node in ast.parse((package / "__init__.py").read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names}
            path = package / f"{node.module.rpartition('.')[2]}.py"
            yield from ((path, one) for one in (functions_in(path) if path.exists() else []) if one.name in names)


def doors():
    """The functions by which rooms meet."""
    for name in ("operations", "queries"):
        for path in (ROOT / "src" / "mantetong").glob(f"*/{name}.py"):
            yield from ((path, one) for one in functions_in(path))
        for package in (ROOT / "src" / "mantetong").glob(f"*/{name}/__init__.py"):
            yield from exported_by(package.parent)


def test_doors_between_rooms_take_named_arguments():
    # one subject may come first without its name: `phone_of(account_id)`
    loose = [
        f"{path.relative_to(ROOT)}: {one.name}" for path, one in doors() if len(one.args.args) + len(one.args.posonlyargs) > 1
    ]

    assert loose == []


def test_doors_between_rooms_say_what_they_promise():
    silent = [f"{path.relative_to(ROOT)}: {one.name}" for path, one in doors() if not ast.get_docstring(one)]

    assert silent == []


def test_no_room_is_homeless():
    banned = {"utils", "common", "helpers", "core", "misc"}

    assert [str(path) for path in (ROOT / "src").rglob("*") if path.stem in banned] == []
