"""Paper: embedded fonts, equal bytes, and never a box in a name."""

import pylopdf_fonts_zh_cn
import pypdfium2
import pytest

from mantetong.web.glyphs import FontUnreadable, drawable
from mantetong.web.printing import MissingGlyph, missing_glyphs, qr_svg, render_pdf, wider_families

FACTS = {
    "authority": "眉山市医疗保障局",
    "number": "511400202603020000017",
    "name": "谢桂兰",
    "id_number": "510199195304172486",
    "disease": "2型糖尿病",
    "region": "眉山市",
    "qr": qr_svg("https://example.test/v/abc"),
}
NOT_IN_ANY_FONT = "\ue0c9"


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "".join(document[0].get_textpage().get_text_range().split())


def a_paper(**changes):
    return render_pdf(template="web/gallery.typ", data={**FACTS, **changes})


def test_a_paper_holds_its_words_and_is_pdf_a():
    paper = a_paper()

    assert "患有2型糖尿病" in text_of(paper)
    assert b"pdfaid:part>2<" in paper


def test_equal_facts_give_equal_bytes():
    assert a_paper() == a_paper()


def test_a_paper_of_a_sample_region_says_so():
    assert "样例，非官方，不能作为凭证" in text_of(a_paper(sample=True))
    assert "样例" not in text_of(a_paper(sample=False))


def test_markup_in_a_name_stays_text():
    assert '#panic("x")*粗*$' in text_of(a_paper(name='#panic("x")*粗*$'))


@pytest.mark.parametrize("name", ["张三", "欧阳·买买提", "囧", "A B\u3000C"])
def test_ordinary_names_need_no_wider_font(name):
    assert missing_glyphs(name) == ""


def test_a_rare_character_is_seen_to_be_missing():
    assert missing_glyphs("𠮷田𠮷") == "𠮷"


def test_a_character_no_font_draws_stops_the_paper():
    with pytest.raises(MissingGlyph) as refused:
        a_paper(name="王" + NOT_IN_ANY_FONT)

    assert refused.value.characters == NOT_IN_ANY_FONT
    assert refused.value.code == "MISSING_GLYPH"


def test_a_rare_name_is_drawn_with_a_wider_installed_font():
    try:
        wider_families("𠮷")
    except MissingGlyph:
        pytest.skip("no installed font draws 𠮷 here; Debian's fonts-noto-cjk does")

    assert "𠮷田" in text_of(a_paper(name="𠮷田"))


def test_a_file_that_is_no_font_is_named(tmp_path):
    path = tmp_path / "font.otf"
    path.write_bytes(b"not a font")

    with pytest.raises(FontUnreadable):
        drawable(path)


def test_the_character_map_of_our_font_is_read_whole():
    points = drawable(pylopdf_fonts_zh_cn.sans_path())

    assert {ord(one) for one in "医保慢特病Aa1，。（）√"} <= points
    assert len(points) > 20_000
