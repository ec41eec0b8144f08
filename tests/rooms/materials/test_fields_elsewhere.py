"""How other hospitals put it: letters in one sentence, tables of diagnoses, main and other ones, days in characters, stray letters of seals."""

import pytest

from mantetong.domain.papers import PaperKind
from mantetong.materials.reading.fields.dates import day_in
from mantetong.materials.reading.kinds import kind_of
from mantetong.materials.reading.page import as_printed
from mantetong.materials.reading.shapes import Line, Seal
from mantetong.materials.reading.under_seal import merged
from tests.rooms.materials.test_fields import a_page, read

CERTIFICATE = PaperKind.DIAGNOSIS_CERTIFICATE


def test_a_letter_says_everything_in_one_sentence():
    found = read(
        CERTIFICATE,
        ((500, "疾病诊断证明"),),
        ((100, "兹证明患者朱超超，女，65岁，因病于2025年10月2日在我院血液内科"),),
        ((100, "就诊，经检查诊断为：1.系统性红"),),
        ((100, "斑狼疮；2.2型糖尿病。建议休息。"),),
        ((900, "石门县第一人民医院"),),
        ((900, "二〇二五年十月二日"),),
    )

    assert (found["name"], found["sex"], found["age"]) == (["朱超超"], ["女"], [65])
    assert (found["hospital"], found["date"]) == (["石门县第一人民医院"], ["2025-10-02"])
    assert found["diagnosis"] == ["系统性红斑狼疮", "2型糖尿病"]


def test_a_sentence_without_numbers_divides_its_diagnoses_by_commas():
    row = ((100, "患者孙秀英，女，70岁，经检查诊断为高血压病、2型糖尿病。建议休息。"),)

    assert read(CERTIFICATE, row)["diagnosis"] == ["高血压病", "2型糖尿病"]


def test_a_table_of_diagnoses_is_read_row_by_row_to_the_next_heading():
    found = read(
        CERTIFICATE,
        ((100, "序号"), (300, "诊断名称"), (900, "ICD编码")),
        ((100, "1"), (300, "慢性肾脏病5期"), (900, "N18.0")),
        ((100, "2"), (300, "2型糖尿病"), (900, "E11.9")),
        ((100, "3"), (300, "冠状动脉粥样硬化性心脏病"), (900, "|25.1")),
        ((100, "处理意见"), (300, "规律服药，门诊随诊。")),
    )

    assert found["diagnosis"] == ["慢性肾脏病5期", "2型糖尿病", "冠状动脉粥样硬化性心脏病"]
    assert found["icd10"] == ["N18.0", "E11.9", "I25.1"]


@pytest.mark.parametrize(
    "rows",
    [
        ("主要诊断：脑梗死后遗症", "其他诊断：高血压病"),
        ("主要诊断：脑梗死后遗症", "其他诊断1：高血压病"),
        ("①脑梗死后遗症", "②高血压病"),
        ("（1）脑梗死后遗症", "（2）高血压病"),
    ],
)
def test_main_and_other_diagnoses_are_told_apart_however_they_are_counted(rows):
    found = read(PaperKind.DISCHARGE_RECORD, ((100, "出院诊断："),), *(((150, row),) for row in rows), ((100, "出院医嘱：随诊"),))

    assert found["diagnosis"] == ["脑梗死后遗症", "高血压病"]


@pytest.mark.parametrize(("printed", "codes"), [("高血压病3级（10）", ["I10"]), ("慢性胃炎（10）", None)])
def test_a_code_that_lost_its_letter_is_known_only_beside_its_own_illness(printed, codes):
    assert read(CERTIFICATE, ((100, f"临床诊断：1.{printed}"),)).get("icd10") == codes


@pytest.mark.parametrize(
    ("printed", "name", "codes"),
    [
        ("高血压病3级（极高危）[10]", "高血压病3级（极高危）", ["I10"]), ("高血压病3级（极高危）110", "高血压病3级（极高危）", ["I10"]),
        ("妊娠合并高血压【10】", "妊娠合并高血压", None), ("慢性胃炎[110]", "慢性胃炎", None), ("脑梗死后遗症(69.3)", "脑梗死后遗症", None),
    ],
)  # fmt: skip
def test_a_spoilt_code_is_no_part_of_the_name_whatever_brackets_it_stands_in(printed, name, codes):
    found = read(CERTIFICATE, ((100, f"临床诊断：1.{printed}"),))

    assert (found["diagnosis"], found.get("icd10")) == ([name], codes)


def test_what_a_prescription_prescribes_is_no_diagnosis():
    found = read(PaperKind.PRESCRIPTION, ((100, "临床诊断：高血压病"),), ((100, "Rp：硝苯地平控释片 30mg×7片"),))

    assert found["diagnosis"] == ["高血压病"]


def test_a_mandate_is_of_the_one_who_gives_it():
    found = read(
        PaperKind.MANDATE, ((100, "受托人姓名：蒋莲平"), (700, "性别：男")), ((100, "委托人姓名：董涛"), (700, "性别：女"))
    )

    assert found["name"] == ["董涛"]


@pytest.mark.parametrize(
    ("printed", "day"),
    [("二〇二六年三月五日", "2026-03-05"), ("二○二五年十二月三十一日", "2025-12-31"), ("二零二六年十月二十日", "2026-10-20"), ("二〇二六年十三月一日", None)],
)  # fmt: skip
def test_a_day_may_be_written_in_characters(printed, day):
    assert day_in(printed) == day


def test_a_letter_of_the_seal_before_a_day_does_no_harm():
    assert read(CERTIFICATE, ((100, "开具日期：病2025-01-23"),))["date"] == ["2025-01-23"]


def test_a_day_two_readings_agree_on_is_taken_whatever_hangs_on_it_and_one_they_do_not_is_doubted():
    seal = Seal((300, 120), 100, 1.0)

    def run(text: str) -> Line:
        return Line(text, ((200, 100), (420, 100), (420, 140), (200, 140)), 0.97)

    ((agreed,), (doubted,)) = (
        merged((run(first),), (run("2025年10月2日章"),), (run(third),), seal)
        for first, third in (("2025年10月2日", "医2025年10月2日"), ("2025年10月7日", "2025年10月1日"))
    )

    assert (agreed.text, agreed.score) == ("2025年10月2日", 0.97)
    assert doubted.score <= 0.5


def boxed(text, left, top, right, bottom):
    return Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), 0.97)


def test_a_word_of_the_ring_that_touches_a_day_does_not_take_its_place():
    seal = Seal((941, 1086), 93, 1.0)
    ring = boxed("保健院", 970, 1016, 1037, 1128)
    one, other, third = (boxed(f"2026/08/21{rest}", 761, 1071, 1011, 1177) for rest in ("明专用章", "明专用", "明专用意"))

    assert [line.text for line in merged((one,), (other, ring), (third, ring), seal)] == ["2026/08/21", "保健院"]


@pytest.mark.parametrize("read_on", ["疾病证明专用章", "正明专用章"])
def test_the_last_words_of_a_seal_read_on_after_a_day_leave_the_day(read_on):
    seal, run = Seal((900, 1000), 100, 1.0), boxed(f"2025.02.18{read_on}", 734, 1098, 1001, 1143)
    assert [line.text for line in merged((run,), (run,), (), seal)] == ["2025.02.18"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("出院病情证明书", PaperKind.DISCHARGE_RECORD), ("病情证明书", CERTIFICATE), ("出院诊断证明书", CERTIFICATE)],
)
def test_a_proof_of_discharge_is_no_certificate(title, kind):
    assert kind_of((a_page(((500, title),), ((100, "姓名：何静兰"),), ((100, "以下空白，共一页"),)),)) is kind


@pytest.mark.parametrize("printed", ["2+", "1:80", "阴性(-)"])
def test_a_graded_result_is_kept_as_it_is_printed(printed):
    head = ((200, "检测项目"), (600, "结果"), (900, "正常值"))

    (row,) = read(PaperKind.LAB_REPORT, head, ((200, "尿蛋白"), (600, printed), (900, "阴性")))["lab"]

    assert (row["item"], row["value"], row["flag"]) == ("尿蛋白", printed, "")


@pytest.mark.parametrize("label", ["病员姓名", "受检者姓名", "患儿姓名", "参保人员姓名", "姓 名"])
def test_a_name_has_many_labels(label):
    assert read(CERTIFICATE, ((100, f"{label}：何静兰"), (700, "性别：女")))["name"] == ["何静兰"]


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("冠状动脉粥样硬化性心脏病125.1", "冠状动脉粥样硬化性心脏病", "I25.1"),
        ("高血压病3级（极高危）I10", "高血压病3级（极高危）", "I10"),
        ("帕金森病G20", "帕金森病", "G20"),
        ("脊髓炎T10", "脊髓炎T10", None),
        ("慢性肾脏病5期", "慢性肾脏病5期", None),
    ],
)
def test_a_code_printed_close_to_a_diagnosis_is_no_part_of_its_name(printed, name, code):
    found = read(PaperKind.DISCHARGE_RECORD, ((100, f"出院诊断：1.{printed}；2.2型糖尿病"),))

    assert found["diagnosis"] == [name, "2型糖尿病"]
    assert found.get("icd10", [None]) == [code]


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        ("薛強靜", "薛强静"),
        ("心血管內科、腎臟內科", "心血管内科、肾脏内科"),
        ("叶尔波力・哈山", "叶尔波力·哈山"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("• 高血压", "• 高血压"),
        ("・1.2型糖尿病", "・1.2型糖尿病"),
    ],
)
def test_a_name_is_read_in_simplified_characters_and_with_the_dot_of_the_register(read_as, printed):
    assert as_printed(read_as) == printed


def test_the_name_of_a_card_may_have_a_dot_however_it_was_read():
    found = read(PaperKind.ID_FRONT, ((100, "姓名"), (300, as_printed("叶尔波力・哈山"))), ((100, "民族"), (300, "哈萨克")))

    assert (found["name"], found["ethnicity"]) == (["叶尔波力·哈山"], ["哈萨克"])
