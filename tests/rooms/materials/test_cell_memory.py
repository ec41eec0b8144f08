"""What the cell may take of the machine, measured from outside."""

import subprocess
import sys

import pillow_heif
import pytest
from PIL import Image

from tests.rooms.materials.bad_files import (
    a_giant_pdf_in_541_bytes,
    a_jpeg,
    a_pdf,
    a_picture_pdf_bomb,
    a_png_bomb,
    a_self_drawing_pdf,
    encoded,
)

_MOST = 300 * 1024  # KiB


# The test's own process is large; a child forked as the warder forks it starts with what the warder holds, and nothing else.
_WATCH = """
import io, os, sys
from mantetong.materials.safety import child, warder
kind = sys.argv[1]
warder.warm_up("document" if kind == "pdf" else "picture")
one = os.fork()
if one == 0:
    child.confine()
    child.answer(io.BufferedRWPair(sys.stdin.buffer, open(os.devnull, "wb")), kind=kind, asked=child.Asked(5 << 20, on_card=True))
    os._exit(0)
print(os.wait4(one, 0)[2].ru_maxrss)
"""


def a_heic(side: int) -> bytes:
    pillow_heif.register_heif_opener()
    return encoded(Image.new("RGB", (side, side), "white"), "HEIF")


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
        (encoded(Image.new("CMYK", (7000, 7000)), "JPEG"), "jpeg"),
        (encoded(Image.effect_noise((7000, 7000), 50).convert("RGB"), "JPEG", quality=60, progressive=True), "jpeg"),
        (encoded(Image.new("I;16", (7000, 7000)), "PNG"), "png"),
        (encoded(Image.new("P", (7000, 7000)), "PNG"), "png"),
        (
            encoded(
                Image.new("RGB", (4000, 4000)), "PNG", save_all=True, append_images=[Image.new("RGB", (4000, 4000), "red")] * 8
            ),
            "png",
        ),
        (a_heic(7000), "heic"),
        (a_pdf(size=(14400, 14400)), "pdf"),
        (a_giant_pdf_in_541_bytes(), "pdf"),
        (a_pdf(100), "pdf"),
        (a_picture_pdf_bomb(), "pdf"),
        (a_self_drawing_pdf(), "pdf"),
    ],
    ids=[
        "bomb",
        "49-mp-bits",
        "49-mp",
        "49-mp-transparent",
        "48-mp-jpeg",
        "49-mp-cmyk",
        "49-mp-progressive",
        "49-mp-16-bit",
        "49-mp-palette",
        "animated",
        "49-mp-heic",
        "giant-page",
        "giant-page-in-541-bytes",
        "100-pages",
        "400-mp-in-a-pdf",
        "forms-in-forms",
    ],
)
def test_no_picture_takes_more_than_300_megabytes(content, kind):
    assert _peak_of_child(content, kind) < _MOST
