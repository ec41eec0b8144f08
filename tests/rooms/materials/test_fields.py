"""Rules of reading, on words given in code: no text engine, milliseconds."""

import pytest

from mantetong.domain.papers import PaperKind
from mantetong.materials.reading.fields import fields_of
from mantetong.materials.reading.kinds import kind_of
from mantetong.materials.reading.placing import to_upload, turned_box
from mantetong.materials.reading.rows import rows_of
from mantetong.materials.reading.shapes import Line, PageReading


def a_page(*rows: tuple[tuple[int, str], ...], tilt: float = 0.0) -> PageReading:
    """Rows of (x, text), 30 pixels high, 50 apart; `tilt` is the slope of the lines."""
    lines = []
    for index, row in enumerate(rows):
        for x, text in row:
            y, width = 100 + 50 * index + tilt * x, 26 * len(text)
            down = tilt * width
            lines.append(Line(text, ((x, y), (x + width, y + down), (x + width, y + down + 30), (x, y + 30)), 0.99))
    return PageReading(1, 2000, 2000, 0, 1.0, tuple(lines))


def read(kind: PaperKind, *rows, tilt: float = 0.0) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for field in fields_of((a_page(*rows, tilt=tilt),), kind=kind):
        found.setdefault(field.name, []).append(field.value)
    return found


LAB_HEAD = ((100, "序"), (200, "项目名称"), (600, "结果"), (800, "提示"), (900, "单位"), (1200, "参考区间"))


@pytest.mark.parametrize("tilt", [0.0, 0.06, -0.08])
def test_rows_of_a_tilted_table_stay_together(tilt):
    rows = [((100, str(number)), (200, f"项目名称第{number}"), (900, "12.5"), (1200, "mmol/L")) for number in range(8)]

    assert [row.text.split()[0] for row in rows_of(a_page(*rows, tilt=tilt).lines)] == [str(number) for number in range(8)]


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (((200, "肌酐"), (600, "153"), (800, "↑"), (900, "μmol/L"), (1200, "57-97")), ("肌酐", "153", "μmol/L", "57-97", "↑")),
        (((200, "肌酐(Cr)"), (600, "60"), (900, "umol/L"), (1200, "57～97")), ("肌酐", "60", "μmol/L", "57-97", "")),
        (
            ((200, "白细胞计数 WBC"), (600, "2.1↓"), (900, "10~9/L"), (1200, "3.5--9.5")),
            ("白细胞计数", "2.1", "10^9/L", "3.5-9.5", "↓"),
        ),
        (((200, "C反应蛋白"), (600, "18.2"), (900, "mg/L"), (1200, "<10")), ("C反应蛋白", "18.2", "mg/L", "<10", "↑")),
        (((200, "尿蛋白"), (600, "阴性"), (1200, "阴性")), ("尿蛋白", "阴性", "", "阴性", "")),
        (((200, "钾"), (600, "6.83"), (800, "←"), (900, "mmol/L"), (1200, "3.5-5.3")), ("钾", "6.83", "mmol/L", "3.5-5.3", "↑")),
    ],
)
def test_a_lab_row_is_told_apart(cells, value):
    found = read(PaperKind.LAB_REPORT, LAB_HEAD, ((100, "1"), *cells))["lab"]

    assert found == [dict(zip(("item", "value", "unit", "range", "flag"), value, strict=True))]


def test_an_arrow_read_as_a_digit_is_not_believed():
    row = ((100, "1"), (200, "尿素"), (600, "1.681"), (900, "mmol/L"), (1200, "3.1-8.0"))

    assert "lab" not in read(PaperKind.LAB_REPORT, LAB_HEAD, row)


def test_a_range_by_sex_is_judged_by_the_patients_own():
    rows = (((100, "性别：女"),), LAB_HEAD, ((100, "1"), (200, "肌酐"), (600, "80"), (900, "μmol/L"), (1200, "男57-97女41-73")))

    assert read(PaperKind.LAB_REPORT, *rows)["lab"][0]["flag"] == "↑"


def test_the_second_item_may_begin_with_a_number():
    found = read(
        PaperKind.DISCHARGE_RECORD,
        ((100, "出院诊断："),),
        ((150, "1.高血压病（110）；2.2型糖尿病(E11.9)；3. 白内障"),),
        ((100, "出院情况："),),
    )

    assert found["diagnosis"] == ["高血压病", "2型糖尿病", "白内障"]
    assert found["icd10"] == ["I10", "E11.9"]


def test_a_number_with_a_wrong_check_character_is_not_read():
    assert "id_number" not in read(PaperKind.ID_FRONT, ((100, "公民身份号码"), (500, "510199195304172487")))
    assert read(PaperKind.ID_FRONT, ((100, "公民身份号码"), (500, "510199195304172486")))["id_number"] == ["510199195304172486"]


def test_a_card_without_end_is_valid():
    assert read(PaperKind.ID_BACK, ((100, "有效期限"), (500, "2018.06.04-长期")))["valid"] == ["2018.06.04-长期"]


def test_a_word_that_nobody_is_sure_of_gives_no_field():
    page = a_page(((100, "2026年1月12日"),))
    doubtful = tuple(Line(line.text, line.quad, 0.5) for line in page.lines)

    assert fields_of((PageReading(1, 2000, 2000, 0, 1.0, doubtful),), kind=PaperKind.DIAGNOSIS_CERTIFICATE) == ()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("疾病诊断证明书", PaperKind.DIAGNOSIS_CERTIFICATE), ("出 院 小 结", PaperKind.DISCHARGE_RECORD), ("门诊处方笺", PaperKind.PRESCRIPTION),
        ("彩色超声检查报告单", PaperKind.IMAGING_REPORT), ("病理诊断报告", PaperKind.PATHOLOGY_REPORT), ("心电图报告单", PaperKind.ECG),
        ("血常规检验报告单", PaperKind.LAB_REPORT), ("门诊慢特病病种待遇认定申请表", PaperKind.APPLICATION_FORM), ("授权委托书", PaperKind.MANDATE),
    ],
)  # fmt: skip
def test_a_title_names_the_kind(title, kind):
    assert kind_of((a_page(((500, title),), ((100, "姓名：何静兰"),), ((100, "以下空白，共一页"),)),)) is kind


def test_words_without_a_title_are_some_other_paper_and_nothing_is_no_paper():
    assert kind_of((a_page(((100, "今天天气很好，我们去公园散步"),)),)) is PaperKind.OTHER
    assert kind_of((PageReading(1, 100, 100, 0, 1.0, ()),)) is PaperKind.NOT_A_DOCUMENT


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_place_on_the_upright_page_is_found_again_on_the_upload(turned):
    width, height = 400, 300
    page = PageReading(1, width, height, turned, 0.5, ())
    box = (40, 30, 80, 50)
    left, top, right, bottom = turned_box(box, by=turned, width=width, height=height)
    upright = tuple((x * 0.5, y * 0.5) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)))

    back = to_upload(upright, page=page)

    assert (min(x for x, _ in back), min(y for _, y in back), max(x for x, _ in back), max(y for _, y in back)) == box


@pytest.mark.parametrize(
    ("whose", "flag"),
    [("性别：女  年龄：70岁", "↑"), ("性别：男  年龄：70岁", ""), ("年龄：70岁", "")],
)
def test_a_range_by_sex_over_two_printed_rows_is_understood(whose, flag):
    first = ((100, "1"), (200, "肌酐"), (600, "80"), (900, "μmol/L"), (1200, "男：57-97"))
    rows = (((100, whose),), LAB_HEAD, first, ((1200, "女：41-73"),), ((100, "2"), (200, "钾"), (600, "4.1"), (1200, "3.5-5.3")))

    found = read(PaperKind.LAB_REPORT, *rows)["lab"]

    assert [(row["item"], row["flag"]) for row in found] == [("肌酐", flag), ("钾", "")]
    assert found[0]["range"] == "男：57-97 女：41-73"


@pytest.mark.parametrize(
    ("age", "flag"), [("45", "↑"), ("70", ""), ("59", "↑")],
)  # fmt: skip
def test_a_range_by_age_is_judged_by_the_patients_years(age, flag):
    row = ((100, "1"), (200, "肌酐"), (600, "105"), (900, "μmol/L"), (1200, "18-59岁：57-97≥60岁：57-111"))

    assert read(PaperKind.LAB_REPORT, ((100, f"年龄：{age}岁"),), LAB_HEAD, row)["lab"][0]["flag"] == flag


def test_items_on_lines_of_their_own_may_end_with_a_bare_code_or_run_on():
    found = read(
        PaperKind.DISCHARGE_RECORD,
        ((100, "出院诊断："),),
        ((150, "1.慢性肾脏病5期 N18.0"),),
        ((150, "2.慢性阻塞性肺疾病(J44.9)；3.冠状动脉粥样"),),
        ((150, "硬化性心脏病I25.1"),),
        ((100, "出院医嘱:规律服药"),),
    )

    assert found["diagnosis"] == ["慢性肾脏病5期", "慢性阻塞性肺疾病", "冠状动脉粥样硬化性心脏病"]
    assert found["icd10"] == ["N18.0", "J44.9", "I25.1"]


def test_the_unit_may_stand_behind_the_range():
    head = ((200, "检验项目"), (600, "检验结果"), (900, "参考值"), (1200, "单位"))
    row = ((200, "肌酐(Cr)"), (600, "46↓"), (900, "57-97"), (1200, "μmol/L"))

    value = {"item": "肌酐", "value": "46", "unit": "μmol/L", "range": "57-97", "flag": "↓"}
    assert read(PaperKind.LAB_REPORT, head, row)["lab"] == [value]
