"""What words and pixels together allow to say, on words given in code: no text engine, milliseconds."""

from dataclasses import replace
from datetime import date

import pytest

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level, PaperKind
from mantetong.domain.policy import SealRule
from mantetong.materials.asking import asked_in
from mantetong.materials.precheck.check import findings_of
from mantetong.materials.precheck.measures import Measures, outlined_as_shown
from mantetong.materials.precheck.shapes import Asked, verdict
from mantetong.materials.reading.reader import understood
from mantetong.materials.reading.shapes import Line, PageReading, Seal

GOOD = Measures(
    width=1500, height=2000, share=0.8, edges=(0, 0, 0, 0), outlined=True, aspect=1.41, ink=40, luminance=190, burnt=0, glare=0,
    glare_box=None, sharpness=0.8, detail=0.1, streak=0.9, contrast=90, noise=1, skin=0, skin_box=None, chroma=60, colourful=10,
)  # fmt: skip
CERTIFICATE = (
    "云溪市第一人民医院", "诊断证明书", "姓名：何静兰  性别：女  年龄：73岁", "临床诊断：1.2型糖尿病", "处理意见：规律服药，门诊随诊，低盐低脂饮食，不适就医",
    "以上诊断经门诊检查明确，患者长期服药治疗，病情平稳", "医师签名：张秀", "2026年1月27日",
)  # fmt: skip
RECORD = (
    "云溪市第一人民医院", "出院记录", "姓名：何静兰  性别：女  年龄：73岁", "入院日期：2026年2月13日  出院日期：2026年2月21日",
    "入院诊断：1.2型糖尿病；2.白内障", "入院情况：患者因反复口干多饮加重入院，神志清楚，双肺呼吸音清，心律齐，腹软无压痛，双下肢无水肿",
    "诊疗经过：入院后完善相关检查，予降糖、调脂、改善循环治疗，血糖控制平稳",
)  # fmt: skip
ENDING = ("出院诊断：1.2型糖尿病；2.白内障", "出院医嘱：规律服药，两周后复查", "医师签名：张秀", "2026年2月21日")
RING = Seal((900, 1400), 110, 0.9, "云溪市第一人民医院|诊断证明专用章", 0.98)


def a_page(*rows: str, number: int = 1, seals: tuple[Seal, ...] = (), **changed: object) -> PageReading:
    lines = tuple(
        Line(text, ((200, y), (200 + 26 * len(text), y), (200 + 26 * len(text), y + 30), (200, y + 30)), 0.99)
        for text, y in zip(rows, range(150, 3000, 60), strict=False)
    )
    return replace(PageReading(number, 1500, 2000, 0, 1.0, lines, seals), **changed)


def found(*pages: PageReading, asked: Asked | None = None, measures: Measures = GOOD) -> dict[F, Level]:
    findings = findings_of(understood(pages), (measures,) * len(pages), asked=asked or Asked())
    return {one.code: one.level for one in findings}


def test_a_stamped_certificate_has_nothing_to_say():
    assert found(a_page(*CERTIFICATE, seals=(RING,))) == {}


def test_an_unstamped_certificate_is_a_warning_and_never_a_rejection():
    findings = findings_of(understood((a_page(*CERTIFICATE),)), (GOOD,), asked=Asked())

    assert [one.code for one in findings] == [F.NO_SEAL]
    assert verdict(findings) == "warn"


@pytest.mark.parametrize("words", ["电子签章", "本证明已加盖电子印章", "数字签名有效"])
def test_an_electronic_seal_counts(words):
    assert F.NO_SEAL not in found(a_page(*CERTIFICATE, words))


@pytest.mark.parametrize(("rule", "warned"), [(SealRule.NONE, False), (SealRule.MUST, True), (SealRule.SHOULD, True)])
def test_the_slot_decides_whether_a_seal_is_missed(rule, warned):
    assert (F.NO_SEAL in found(a_page(*CERTIFICATE), asked=Asked(seal=rule))) is warned


def test_a_grey_seal_shows_a_copy_on_any_desk():
    page = a_page(*CERTIFICATE, copied_seals=(RING,))

    assert found(page) == {F.PHOTOCOPY: Level.WARN}
    assert found(page, asked=Asked(copy_allowed=True)) == {F.NO_SEAL: Level.WARN}


def test_a_round_pattern_on_a_colourful_card_is_no_grey_seal():
    card = ("中华人民共和国", "居民身份证", "签发机关 南屏市公安局", "有效期限 2011.04.18-长期")

    assert F.PHOTOCOPY not in found(a_page(*card, copied_seals=(RING,)))


@pytest.mark.parametrize(("skin", "said"), [(0.02, {}), (0.08, {F.COVERED: Level.REJECT})])
def test_a_finger_across_a_card_is_told_though_every_field_was_read_and_a_thumb_at_its_rim_is_not(skin, said):
    card = ("中华人民共和国", "居民身份证", "签发机关 南屏市公安局", "有效期限 2011.04.18-长期")

    assert found(a_page(*card), measures=replace(GOOD, skin=skin, skin_box=(0, 0, 90, 90))) == said


def test_a_copy_with_a_red_copy_seal_is_fine():
    grey = replace(GOOD, chroma=1.0)

    assert found(a_page(*CERTIFICATE, seals=(RING,)), measures=grey) == {}


def test_a_seal_of_another_hospital_is_a_gentle_question():
    other = replace(RING, text="锦川县中医骨伤专科医院|诊断证明专用章")
    unsure = replace(other, text_score=0.7)

    assert found(a_page(*CERTIFICATE, seals=(other,))) == {F.NO_SEAL: Level.WARN}
    assert found(a_page(*CERTIFICATE, seals=(unsure,))) == {}


@pytest.mark.parametrize(
    ("printed", "missing"),
    [
        ("第1页 共3页", True), ("第 1 页，共 2 页", True), ("共3页 第2页", True), ("页码：1/2", True), ("第1页/共1页", False), ("第1页", False),
        ("2026/1/2", False), ("血压 138/82mmHg", False),
    ],
)  # fmt: skip
def test_a_printed_page_number_tells_that_pages_are_missing(printed, missing):
    assert (F.PAGE_MISSING in found(a_page(*CERTIFICATE, printed, seals=(RING,)))) is missing


def test_all_pages_of_a_file_together_are_whole():
    pages = (a_page(*RECORD, "第1页 共2页"), a_page(*ENDING, "第2页 共2页", number=2, seals=(RING,)))

    assert found(*pages) == {}
    assert found(pages[0], asked=Asked(elsewhere=frozenset({2}))).get(F.PAGE_MISSING) is None


def test_of_one_page_alone_nobody_knows_what_else_is_handed_in():
    page = a_page(*CERTIFICATE, "第1页 共2页", seals=(RING,))

    assert found(page)[F.PAGE_MISSING] is Level.INFO
    assert found(page, asked=Asked(elsewhere=frozenset()))[F.PAGE_MISSING] is Level.WARN


def test_a_hole_within_one_file_is_a_warning():
    pages = (a_page(*RECORD, "第1页 共3页"), a_page(*ENDING, "第3页 共3页", number=2, seals=(RING,)))

    assert found(*pages)[F.PAGE_MISSING] is Level.WARN


def test_the_sentence_names_the_missing_pages():
    findings = findings_of(understood((a_page(*CERTIFICATE, "第2页 共3页", seals=(RING,)),)), (GOOD,), asked=Asked())

    assert "共3页，还缺第1、3页" in findings[0].say


def test_a_discharge_record_that_stops_midway_misses_a_page():
    assert found(a_page(*RECORD), asked=Asked(elsewhere=frozenset()))[F.PAGE_MISSING] is Level.WARN
    assert F.PAGE_MISSING not in found(a_page(*RECORD, *ENDING, seals=(RING,)))


@pytest.mark.parametrize(("on", "old"), [(date(2026, 11, 22), False), (date(2036, 1, 1), False), (date(2036, 2, 1), True)])
def test_a_paper_older_than_the_packs_look_back_is_out_of_date(on, old):
    asked = asked_in(region="511400", slot="diagnosis_certificate", name="", id_number="", on=on)

    assert (F.OUT_OF_DATE in found(a_page(*CERTIFICATE, seals=(RING,)), asked=asked)) is old


def test_without_a_region_no_day_is_compared():
    old = a_page(*CERTIFICATE[:-1], "1999年1月27日", seals=(RING,))

    assert found(old) == {}


def test_an_unknown_kind_is_never_the_wrong_kind():
    words = ("今天天气很好，我们去公园散步，看见了许多花草树木和小鸟",) * 4

    assert F.WRONG_KIND not in found(a_page(*words), asked=Asked(wanted=(PaperKind.LAB_REPORT,)))
    assert found(a_page(*CERTIFICATE, seals=(RING,)), asked=Asked(wanted=(PaperKind.LAB_REPORT,))) == {F.WRONG_KIND: Level.WARN}


def test_a_turned_page_is_put_right_and_only_noted():
    assert found(a_page(*CERTIFICATE, seals=(RING,), rotation=180)) == {F.ROTATED: Level.INFO}


@pytest.mark.parametrize(
    ("name", "number", "wrong"),
    [("何静兰", "", False), ("何静云", "", False), ("罗建国", "", True), ("", "", False)],
)
def test_a_paper_of_somebody_else_is_told(name, number, wrong):
    page = a_page(*CERTIFICATE, seals=(RING,))

    assert (F.WRONG_PERSON in found(page, asked=Asked(name=name, id_number=number))) is wrong


@pytest.mark.parametrize(("sharpness", "streak"), [(0.3, 0.5), (0.59, 0.48)], ids=["focus", "a moved table of lines"])
def test_a_blurred_page_has_runs_nobody_can_make_out_and_a_blurred_desk_has_none(sharpness, streak):
    soft = replace(GOOD, sharpness=sharpness, streak=streak)

    assert found(a_page(unread=6), measures=soft).keys() == {F.BLURRED}
    assert found(a_page(unread=1), measures=soft) == {F.NOT_A_DOCUMENT: Level.REJECT}


@pytest.mark.parametrize(("solid", "said"), [(0.995, {F.CUT_OFF: Level.REJECT}), (0.91, {})])
def test_a_page_of_odd_shape_is_cut_unless_it_only_ran_together_with_the_cloth_under_it(solid, said):
    at_the_rim = replace(GOOD, edges=(0, 0.4, 0.98, 0), aspect=1.65, solid=solid)

    assert found(a_page(*CERTIFICATE, seals=(RING,)), measures=at_the_rim) == said


@pytest.mark.parametrize(
    ("day", "score", "said"), [("2026年1月27日口用", 0.5, {}), ("规律服药", 0.99, {F.CUT_OFF: Level.REJECT})]
)
def test_a_day_that_stands_in_doubt_under_a_seal_is_not_cut_off(day, score, said):
    page = a_page(*CERTIFICATE[:-1], day, seals=(RING,))
    page = replace(page, lines=(*page.lines[:-1], replace(page.lines[-1], score=score)))

    assert found(page, measures=replace(GOOD, edges=(0.7, 0, 0, 0), solid=0.95)) == said


@pytest.mark.parametrize(("left", "said"), [(150, {F.CUT_OFF: Level.REJECT}), (900, {})])
def test_the_lit_half_of_a_shadowed_page_does_not_tell_its_edges(left, said):
    lit = replace(GOOD, edges=(0, 0.4, 1.0, 0.1), aspect=2.3, solid=0.98, page_box=(left, 0, 1500, 2000))

    assert found(a_page(*CERTIFICATE, seals=(RING,)), measures=lit) == said


@pytest.mark.parametrize(("down", "said"), [(1950, {F.CUT_OFF: Level.REJECT}), (1895, {})])
def test_a_page_whose_seal_leaves_the_picture_is_cut_on_whatever_cloth(down, said):
    at_the_rim = replace(GOOD, edges=(0, 0, 0, 0.9), aspect=1.1, solid=0.77)

    assert found(a_page(*CERTIFICATE, seals=(replace(RING, centre=(900, down)),)), measures=at_the_rim) == said


@pytest.mark.parametrize(("right", "said"), [(1500, {F.CUT_OFF: Level.REJECT}), (1400, {})])
def test_a_card_whose_number_leaves_the_picture_is_cut_on_whatever_cloth(right, said):
    card = a_page(
        "中华人民共和国",
        "社会保障卡",
        "姓名 何静兰",
        "社会保障卡号 F82272909",
        "发卡日期 2024年04月",
        "社会保障号码 5103991980011",
    )
    number = replace(card.lines[-1], quad=((200, 450), (right, 450), (right, 480), (200, 480)))
    at_the_rim = replace(GOOD, edges=(0, 0.6, 0.9, 0), aspect=1.13, solid=0.93)

    assert found(replace(card, lines=(*card.lines[:-1], number)), measures=at_the_rim) == said


@pytest.mark.parametrize(("wanted", "said"), [(PaperKind.LAB_REPORT, {F.WRONG_KIND}), (PaperKind.OTHER, set())])
def test_a_place_for_other_papers_takes_whatever_comes(wanted, said):
    assert set(found(a_page(*CERTIFICATE, seals=(RING,)), asked=Asked(wanted=(wanted,)))) == said


def test_an_empty_white_scan_is_no_document():
    white = replace(GOOD, outlined=False, edges=(1, 1, 1, 1), burnt=1.0, luminance=255, ink=0, sharpness=0, contrast=0, share=1.0)

    assert found(a_page(), measures=white) == {F.NOT_A_DOCUMENT: Level.REJECT}


def place_of_the_cut(page, **outline):
    findings = findings_of(understood((page,)), (replace(GOOD, **outline),), asked=Asked())
    (box,) = [one.box for one in findings if one.code is F.CUT_OFF]
    return box


@pytest.mark.parametrize(
    ("edges", "box"),
    [
        ((0.9, 0.3, 0, 0.2), (0, 0, 75, 2000)),
        ((0, 0.98, 0.4, 0), (0, 0, 1500, 100)),
        ((0, 0.4, 0.98, 0), (1425, 0, 1500, 2000)),
        ((0, 0.4, 0, 0.98), (0, 1900, 1500, 2000)),
    ],
)
def test_the_edge_a_page_leaves_the_picture_by_is_framed(edges, box):
    assert place_of_the_cut(a_page(*CERTIFICATE, seals=(RING,)), edges=edges, aspect=1.65, solid=0.995) == box


def test_the_runs_that_leave_the_picture_are_framed():
    page = a_page(*CERTIFICATE, seals=(RING,))
    *others, one, other = page.lines
    runs = [replace(line, quad=((900, y), (1510, y), (1510, y + 30), (900, y + 30))) for line, y in ((one, 600), (other, 700))]

    assert place_of_the_cut(replace(page, lines=(*others, *runs))) == (900, 600, 1500, 730)


@pytest.mark.parametrize(
    ("by", "edges", "box"),
    [
        (0, (1, 2, 3, 4), (100, 200, 400, 600)),
        (90, (2, 3, 4, 1), (200, 1100, 600, 1400)),
        (180, (3, 4, 1, 2), (1100, 1400, 1400, 1800)),
        (270, (4, 1, 2, 3), (1400, 100, 1800, 400)),
    ],
)
def test_the_outline_is_told_on_the_page_as_it_is_shown(by, edges, box):
    upload = replace(GOOD, edges=(1, 2, 3, 4), page_box=(100, 200, 400, 600))

    shown = outlined_as_shown(upload, by=by)

    assert (shown.edges, shown.page_box) == (edges, box)
    assert outlined_as_shown(replace(upload, page_box=None), by=by).page_box is None
