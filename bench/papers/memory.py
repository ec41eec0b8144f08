"""How much memory reading takes after many pages of different shapes: a process of its own as `serve` starts it, weighed at the end."""

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import random, sys
import cv2, numpy as np
from mantetong.materials.reading.page import read_page
from mantetong.materials.safety.pages import CleanPage
from tests.fixtures.papers.corpus import sample
many, random_ = int(sys.argv[1]), random.Random(7)
pictures = [cv2.imdecode(np.frombuffer(sample(70 + n, kind).content, np.uint8), 1) for n, kind in enumerate(("lab_report", "id_front", "discharge_record"))]
def now():
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
def peak():
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
first = 0
for number in range(many):
    picture = pictures[number % 3]
    size = (random_.randint(500, 2000), random_.randint(500, 2000))
    jpeg = cv2.imencode(".jpg", cv2.resize(picture, size, interpolation=cv2.INTER_AREA))[1].tobytes()
    read_page(CleanPage(jpeg, *size, *size))
    first = first or (now() if number == 9 else 0)
print(first or now(), now(), peak())
"""


def weighed(*, pages: int) -> str:
    """A line of the table: memory after ten pages, after all of them, and the peak, in MiB; goal ≤ 1.5 GB after 500."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(pages)], cwd=_ROOT, check=True, capture_output=True, text=True, timeout=7200,
        env=os.environ | {"MALLOC_ARENA_MAX": "2"},
    )  # fmt: skip
    first, last, peak = done.stdout.split()
    return f"reading process, MiB: after 10 pages {first}, after {pages} pages of different shapes {last}, peak {peak} (goal ≤ 1536 after 500)"
