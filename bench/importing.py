"""Existing recognitions: how many rows of a file are taken per second, judged, written and noted, by the command an operator uses.

python -m bench.importing: 200,000 rows of as many people, three in a hundred of them faulty, wall clock with the program's start.
"""

import csv
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench import till, yardstick
from bench.machine import ROOT, Machine, machine

ROWS = 200_000
GOAL = 5_000
_FAULTY = 33  # every so many-th row names nobody
_DISEASE = "M00500"


@dataclass(frozen=True, slots=True)
class Imported:
    """Rows per second of wall time, and whether every row was either taken or named."""

    per_second: float
    is_whole: bool


def main() -> int:
    """0 when the goal is reached and nothing got lost."""
    with machine() as on:
        migrate = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0"]
        subprocess.run(migrate, cwd=ROOT, env=on.environment, check=True, timeout=300)
        yardstick.make_tables(on)
        till.fill(on)
        found = measure(on)
    print(f"| existing recognitions imported per second | {found.per_second:,.0f} | ≥ {GOAL:,} |")
    print(f"| every row taken or named | {'yes' if found.is_whole else 'NO'} | yes |")
    return 0 if found.per_second >= GOAL and found.is_whole else 1


def measure(on: Machine) -> Imported:
    """Write the file, run the command, read what it said."""
    file = on.folder / "existing.csv"
    _write(file)
    command = [sys.executable, "-W", "ignore", "-m", "mantetong", "recognition", "import", str(file), "--region", "511400"]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=on.environment, capture_output=True, text=True, timeout=600, check=False)
    took = time.perf_counter() - began
    faulty = len(range(0, ROWS, _FAULTY))
    return Imported(ROWS / took, f"已导入 {ROWS - faulty} 行，已经存在 0 行，有问题 {faulty} 行" in done.stdout)


def _write(file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        lines = csv.writer(text)
        lines.writerow(("psn_no", "insutype", "opsp_dise_code", "opsp_dise_name", "begndate", "enddate"))
        for n in range(ROWS):
            psn_no = f"{till.PREFIX}{n + 1:014d}" if n % _FAULTY else f"nobody{n}"
            lines.writerow((psn_no, "390", _DISEASE, "恶性肿瘤门诊治疗", "2026-01-01", "2027-12-31"))


if __name__ == "__main__":
    sys.exit(main())
