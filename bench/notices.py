"""Ten thousand notices of three regions, one of them a wave, drained against the sandbox by one worker.

    python -m bench.notices [--count 10000]

Prints seconds until every short message was handed over, messages per second, and when the two small regions were through: a wave in
one region must not hold up another.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.machine import ROOT, Machine, machine

SMALL = 500  # messages of each of the two regions beside the wave


def main() -> int:
    """0 when all were handed over, once each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=10_000)
    given = asked.parse_args()
    with machine() as on, tempfile.TemporaryDirectory(prefix="bench-notices-") as home:
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0"],
            cwd=ROOT,
            env=on.environment,
            check=True,
            timeout=300,
        )
        said = _drained(on, Path(home), given.count)
    print(
        f"{said['handed_over']:,} of {given.count:,} notices handed over in {said['seconds']:.1f} s ({said['handed_over'] / said['seconds']:,.0f}/s); "
        f"small regions through after {said['small']:.1f} s; messages out {said['messages']:,}"
    )
    return 0 if said["handed_over"] == said["messages"] == given.count else 1


def _drained(on: Machine, home: Path, count: int) -> dict[str, float]:
    sandbox = subprocess.Popen(
        [sys.executable, "-m", "mantetong.sandbox.server", "--port", "0", "--home", str(home)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        url = str(sandbox.stderr.readline()).split("sandbox: ")[1].split("/sandbox/")[0]  # type: ignore[union-attr]
        threading.Thread(target=sandbox.stderr.read, daemon=True).start()
        environment = on.environment | {"MANTETONG_SANDBOX_URL": url, "MANTETONG_SANDBOX": "1"}
        command = [sys.executable, "-W", "ignore", "-m", "bench.notices_worker", str(count), str(SMALL), str(home)]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=600)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found
    finally:
        sandbox.terminate()
        sandbox.wait(10)


if __name__ == "__main__":
    began = time.perf_counter()
    code = main()
    print(f"{time.perf_counter() - began:.0f} s with preparation, {os.cpu_count()} cores", file=sys.stderr)
    sys.exit(code)
