"""Everything that can be checked without a database, two things at a time; prints one line each, and the whole story of a failure.

.venv/bin/python setup/check.py                   all of it
.venv/bin/python setup/check.py --without-tests   for `make test`, which runs every test anyway
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Step:
    """One check."""

    name: str
    command: tuple[str, ...]
    database: str = ""  # an address that is never called, for what only reads the settings


# The slowest first: two run at a time.
STEPS = (
    Step("types", ("mypy", "src/mantetong"), database="postgresql:///none"),
    Step("tests without a database", ("pytest", "-q", "--without-database", "-p", "no:cacheprovider")),
    Step("format", ("ruff", "format", "--check", "--quiet", ".")),
    Step("lint", ("ruff", "check", "--quiet", "--output-format", "concise", ".")),
    Step("types of scripts", ("python", "frontend/build_assets.py", "--types")),
    Step("contracts between rooms", ("lint-imports", "--no-logo", "--cache-dir", ".ruff_cache/imports")),
    Step("migrations", ("mantetong", "django", "makemigrations", "--check", "--dry-run")),
    Step("english texts", ("python", "setup/translations.py", "--check")),
    Step("generated documents", ("python", "setup/generate.py", "--check")),
)


def main(options: set[str]) -> int:
    """Run the checks; 1 when one failed."""
    steps = [step for step in STEPS if "--without-tests" not in options or step.command[0] != "pytest"]
    with tempfile.TemporaryDirectory(prefix="mtt-check-") as home, ThreadPoolExecutor(2) as pool:
        environment = os.environ | {"MANTETONG_HOME": home, "MANTETONG_SANDBOX": "1"}
        results = list(pool.map(lambda step: _run(step, environment), steps))
    return 0 if all(results) else 1


def _run(step: Step, environment: dict[str, str]) -> bool:
    begin = time.monotonic()
    command = [str(BIN / step.command[0]), *step.command[1:]]
    environment = environment | ({"MANTETONG_DATABASE_URL": step.database} if step.database else {})
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
    good = result.returncode == 0
    story = "" if good else f"\n{result.stdout}{result.stderr}"
    sys.stdout.write(f"{'ok  ' if good else 'FAIL'} {step.name} ({time.monotonic() - begin:.1f} s){story}\n")
    sys.stdout.flush()
    return good


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
