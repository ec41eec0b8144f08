"""A PDF's own text is taken where it is what anybody sees on the page, and nowhere else."""

import io

import pikepdf
import pytest
from PIL import Image

from mantetong.materials.reading.page import read_page
from mantetong.materials.safety.cell import take_in

SEEN = b"BT /F1 14 Tf 60 700 Td (Haemoglobin 118 g/L seen) Tj ET "


def a_page(*drawn: bytes, picture: tuple[int, int, int] | None = None) -> bytes:
    """A page of 595 by 842 points that draws this, then a picture in strips where one is given."""
    book = pikepdf.new()
    book.add_blank_page(page_size=(595, 842))
    page = book.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    content = b"".join(drawn)
    if picture:
        out = io.BytesIO()
        Image.new("RGB", (60, 20), picture).save(out, "JPEG")
        resources.XObject = pikepdf.Dictionary(Im=book.make_stream(
            out.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=20,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        ))  # fmt: skip
        content += b"".join(b"q 595 0 0 281 0 %d cm /Im Do Q " % low for low in (0, 281, 562))
    page.Resources = resources
    page.Contents = book.make_stream(content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def words_of(content: bytes) -> list[str]:
    return [run.text for run in take_in(content=content).pages[0].text]


def test_what_stands_on_the_page_is_taken_with_its_place():
    (page,) = take_in(content=a_page(SEEN)).pages

    (run,) = page.text
    assert run.text == "Haemoglobin 118 g/L seen"
    assert (page.width, page.height) == (1414, 2000)
    assert all(140 < x < 600 and 310 < y < 350 for x, y in run.quad)


LIES = {
    "white on white": b"1 1 1 rg BT /F1 14 Tf 60 500 Td (Haemoglobin 18 g/L) Tj ET 0 0 0 rg ",
    "nearly white": b"0.93 g BT /F1 14 Tf 60 500 Td (Haemoglobin 18 g/L) Tj ET 0 g ",
    "drawn with no ink": b"BT 3 Tr /F1 14 Tf 60 500 Td (Haemoglobin 18 g/L) Tj 0 Tr ET ",
    "a speck": b"BT /F1 1 Tf 60 500 Td (Haemoglobin 18 g/L) Tj ET ",
    "under a white box": b"BT /F1 14 Tf 60 500 Td (Haemoglobin 18 g/L) Tj ET 1 g 50 490 300 40 re f 0 g ",
    "under a black bar": b"BT /F1 14 Tf 60 500 Td (Haemoglobin 18 g/L) Tj ET 50 490 300 40 re f ",
    "beyond the page": b"BT /F1 14 Tf 60 -300 Td (Haemoglobin 18 g/L) Tj ET ",
}


@pytest.mark.parametrize("name", LIES)
def test_text_that_nobody_sees_is_never_evidence(name):
    assert words_of(a_page(LIES[name], SEEN)) == ["Haemoglobin 118 g/L seen"]


def test_text_under_a_photograph_in_strips_is_not_the_papers_own():
    assert words_of(a_page(SEEN, picture=(240, 240, 240))) == []


@pytest.mark.reading
def test_what_stands_on_the_page_is_read_as_it_is_and_never_guessed():
    (page,) = take_in(content=a_page(SEEN)).pages

    read = read_page(page)

    assert [(line.text, line.score) for line in read.lines] == [("Haemoglobin 118 g/L seen", 1.0)]
    assert (read.width, read.height, read.rotation) == (1414, 2000, 0)
