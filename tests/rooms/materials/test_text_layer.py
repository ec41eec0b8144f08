"""A PDF's own text confirms and spells what is seen on its page, and is never evidence of its own."""

import io
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from mantetong.materials.reading.page import read_page
from mantetong.materials.reading.shapes import Line
from mantetong.materials.reading.text_layer import confirmed
from mantetong.materials.safety.cell import take_in
from mantetong.materials.safety.pages import TextRun

SEEN = b"BT /F1 14 Tf 60 700 Td (Haemoglobin 118 g/L seen) Tj ET "


SAYS_NINE_FOR_ONE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange 1 beginbfchar <31> <0039> endbfchar
endcmap end end"""


def a_page(*drawn: bytes, picture: tuple[int, int, int] | None = None, says: bytes = b"") -> bytes:
    """A page of 595 by 842 points that draws this, then a picture in strips where one is given. `says`: what the font names its signs."""
    book = pikepdf.new()
    book.add_blank_page(page_size=(595, 842))
    page = book.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    if says:
        font.ToUnicode = book.make_stream(says)
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
def test_what_stands_on_the_page_is_spelled_as_the_pdf_has_it():
    (page,) = take_in(content=a_page(SEEN)).pages

    read = read_page(page)

    assert [(line.text, line.score) for line in read.lines] == [("Haemoglobin 118 g/L seen", 1.0)]
    assert (read.width, read.height, read.rotation) == (1414, 2000, 0)


@pytest.mark.reading
def test_a_font_that_names_other_signs_than_it_draws_is_not_believed():
    (page,) = take_in(content=a_page(SEEN, says=SAYS_NINE_FOR_ONE)).pages
    assert [run.text for run in page.text] == ["Haemoglobin 998 g/L seen"]

    (line,) = read_page(page).lines

    assert "118" in line.text
    assert "99" not in line.text
    assert line.score < 1


ONE = Line("白细胞 6.1", ((10, 10), (110, 10), (110, 30), (10, 30)), 0.8)


def its_own(*texts: str) -> list[TextRun]:
    """Runs of the PDF beside each other within the line, on a page twice as large as the picture that was read."""
    return [
        TextRun(text, ((x, 30.0), (x + 60.0, 30.0), (x + 60.0, 50.0), (x, 50.0)))
        for x, text in zip((40.0, 120.0), texts, strict=False)
    ]


def test_runs_beside_each_other_are_one_line():
    assert confirmed([ONE], its_own("白细胞", "６.1"), ratio=0.5) == (replace(ONE, text="白细胞 ６.1", score=1.0),)


def test_a_doubtful_reading_that_the_pdf_has_otherwise_gives_no_field():
    assert confirmed([ONE], its_own("白细胞 8.1"), ratio=0.5) == (replace(ONE, score=0.5),)


@pytest.mark.parametrize("own", [its_own(), its_own("放射科 报告单 第一页")])
def test_what_the_pdf_has_nothing_like_stays_as_it_was_seen(own):
    assert confirmed([ONE], own, ratio=0.5) == (ONE,)
