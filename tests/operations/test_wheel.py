"""The released wheel is enough by itself: it carries the packs and the built assets."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.processes
def test_the_wheel_carries_packs_templates_queries_and_assets(tmp_path):
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        str(ROOT),
        "--no-deps",
        "--no-build-isolation",
        "--quiet",
        "-w",
        str(tmp_path),
    ]

    subprocess.run(command, check=True, cwd=tmp_path, timeout=180)

    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    for carried in (
        "mantetong/packs/national/region.yaml",
        "mantetong/packs/511400-meishan/region.yaml",
        "mantetong/static_built/staticfiles.json",
        "mantetong/apply/templates/apply/form.typ",
        "mantetong/recognition/sql/look_up.sql",
        "mantetong/sandbox/papers/511400/id_front.jpg",
    ):
        assert carried in names
    assert not any(name.startswith(("tests/", "bench/")) for name in names)
