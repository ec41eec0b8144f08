"""What set-up must have made of this machine, and what it promises."""

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def test_the_only_opencv_is_the_headless_one():
    found = {
        dist.metadata["Name"].lower() for dist in metadata.distributions() if "opencv" in (dist.metadata["Name"] or "").lower()
    }

    assert found == {"opencv-python-headless"}


def test_every_locked_package_carries_a_hash():
    for lock in (ROOT / "requirements").glob("*.txt"):
        if lock.name == "overrides.txt":
            continue
        entries = re.split(r"\n(?=[a-z0-9])", lock.read_text(), flags=re.IGNORECASE)
        assert [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == [], lock.name


def test_everything_running_needs_is_in_both_locks():
    run, dev = (
        {line.split("==")[0] for line in (ROOT / "requirements" / name).read_text().splitlines() if re.match(r"[a-z]", line)}
        for name in ("run.txt", "dev.txt")
    )

    assert run - dev == set()


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_web_process_loads_no_reading_model():
    # 90 MB and seconds of start for each process, for what only the reading worker does
    heavy = "{'cv2', 'numpy', 'openvino', 'rapidocr', 'onnxruntime', 'pyhanko', 'openpyxl'}"
    program = f"import sys, django; django.setup(); import mantetong.config.urls; print(*sorted(set(sys.modules) & {heavy}))"

    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout

    assert said.split() == []
