"""What the cell may take of the machine, measured from outside."""

import subprocess
import sys

import pytest
from PIL import Image

from tests.rooms.materials.bad_files import a_jpeg, a_pdf, a_png_bomb, encoded

_MOST = 300 * 1024  # KiB


# A forked child starts with its parent's peak; a small parent of its own keeps the measure honest.
_WATCH = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "mantetong.materials.safety.child", sys.argv[1]], stdout=subprocess.DEVNULL)
print(os.wait4(child.pid, 0)[2].ru_maxrss)
"""


def _peak_of_child(content: bytes, kind: str) -> int:
    done = subprocess.run([sys.executable, "-c", _WATCH, kind], input=content, capture_output=True, check=True, timeout=60)
    return int(done.stdout)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_png_bomb(), "png"),
        (a_png_bomb(7000), "png"),
        (encoded(Image.new("RGB", (7000, 7000)), "PNG"), "png"),
        (encoded(Image.new("RGBA", (7000, 7000)), "PNG"), "png"),
        (a_jpeg(8000, 6000), "jpeg"),
        (a_pdf(size=(14400, 14400)), "pdf"),
    ],
    ids=["bomb", "49-mp-bits", "49-mp", "49-mp-transparent", "48-mp-jpeg", "giant-page"],
)
def test_no_picture_takes_more_than_300_megabytes(content, kind):
    assert _peak_of_child(content, kind) < _MOST
