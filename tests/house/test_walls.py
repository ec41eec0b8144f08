"""Who may know whom, where import-linter's contracts do not reach."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "mantetong"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
LAYERS = [[room.strip() for room in layer.split("|")] for layer in CONTRACTS[0]["layers"]]
HEIGHT = {room: height for height, layer in enumerate(reversed(LAYERS)) for room in layer}
OPEN = {"domain", "outside", "queue", "web"}  # imported directly by everybody above them
DOORS = {"operations", "queries"}


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def files_of(room):
    return [path for path in (HOUSE / room).rglob("*.py") if "migrations" not in path.parts]


def test_the_domain_imports_only_the_standard_library():
    outside = {
        f"{path.relative_to(HOUSE)}: {name}"
        for path in files_of("domain")
        for name in imports_of(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("mantetong.domain")
    }

    assert outside == set()


def goes_by_the_wall(name, room):
    parts = name.split(".")
    if parts[0] != "mantetong" or len(parts) < 3 or parts[1] in {room, *OPEN}:
        return False
    return parts[2] not in DOORS


@pytest.mark.parametrize("room", sorted(HEIGHT.keys() - {"config"}))
def test_rooms_meet_at_operations_and_queries_only(room):
    through_walls = {
        f"{path.relative_to(HOUSE)}: {name}"
        for path in files_of(room)
        for name in imports_of(path)
        if goes_by_the_wall(name, room)
    }

    assert through_walls == set()


def test_a_foreign_key_points_down_the_house():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and not model.__module__.startswith("pghistory")
        and points_up(model, field.related_model)
    ]

    assert upward == []


def points_up(model, target):
    here, there = model._meta.app_label, target._meta.app_label
    return here in HEIGHT and there in HEIGHT and HEIGHT[there] > HEIGHT[here]


def test_every_room_with_rows_keeps_them_to_itself():
    with_rows = {path.relative_to(HOUSE).parts[0] for path in [*HOUSE.glob("*/models.py"), *HOUSE.glob("*/models/__init__.py")]}
    guarded = {
        name.split(".")[1] for contract in CONTRACTS if contract["type"] == "protected" for name in contract["protected_modules"]
    }

    assert with_rows - guarded == set()
