"""Laboratory values as printed, and the units they stand in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.criteria.lab_items import item_code
from mantetong.domain.criteria.lab_values import holds, parse_lab_value
from mantetong.domain.criteria.text import mentions
from mantetong.domain.criteria.tree import Comparison
from mantetong.domain.units import converted


@pytest.mark.parametrize(
    ("printed", "comparison", "limit", "expected"),
    [
        ("7.0", Comparison.AT_LEAST, "7.0", True),
        ("7.0", Comparison.ABOVE, "7.0", False),
        ("<0.5", Comparison.BELOW, "0.5", True),
        ("<0.5", Comparison.AT_LEAST, "0.5", False),
        ("<0.5", Comparison.AT_LEAST, "0.3", None),  # between nothing and 0.5: both are possible
        (">200", Comparison.ABOVE, "200", True),
        (">200", Comparison.BELOW, "300", None),
        ("≥1000", Comparison.AT_LEAST, "1000", True),
        ("≤15", Comparison.AT_MOST, "15", True),
        ("＞707", Comparison.AT_LEAST, "707", True),
        ("1:160", Comparison.ABOVE, "20", True),
        ("1：20", Comparison.ABOVE, "20", False),
        ("2.5×10^3", Comparison.AT_LEAST, "2000", True),
        ("2.5*10^3", Comparison.AT_LEAST, "2000", True),
        ("2.50E+03", Comparison.AT_LEAST, "2000", True),
        ("8.91↑", Comparison.AT_LEAST, "7", True),
        ("阳性(+)", Comparison.POSITIVE, None, True),
        ("阳性（+）1:320", Comparison.POSITIVE, None, True),
        ("+++", Comparison.POSITIVE, None, True),
        ("阴性(-)", Comparison.POSITIVE, None, False),
        ("未检出", Comparison.POSITIVE, None, False),
        ("未检出", Comparison.NEGATIVE, None, True),
        ("弱阳性", Comparison.POSITIVE, None, None),
        ("±", Comparison.POSITIVE, None, None),
        ("1:160", Comparison.POSITIVE, None, None),
        ("未检出", Comparison.AT_LEAST, "2000", None),
        ("未检出(<20)", Comparison.AT_LEAST, "2000", False),
        ("2+", Comparison.POSITIVE, None, True),
        ("弱阳性(+)", Comparison.POSITIVE, None, None),
        ("可疑阳性", Comparison.POSITIVE, None, None),
        ("+-", Comparison.POSITIVE, None, None),
        ("+/-", Comparison.POSITIVE, None, None),
        ("non-reactive", Comparison.POSITIVE, None, False),
        ("无反应性", Comparison.POSITIVE, None, False),
        ("8.91 H", Comparison.AT_LEAST, "7", True),
        ("6.1(L)", Comparison.AT_LEAST, "7", False),
        ("(-)0.35", Comparison.AT_MOST, "0.35", True),
        ("1:320(+)", Comparison.AT_LEAST, "320", True),
    ],
)
def test_a_printed_value_against_its_limit(printed, comparison, limit, expected):
    value = parse_lab_value(printed)

    assert holds(value=value, comparison=comparison, limit=Decimal(limit) if limit else None) is expected


@pytest.mark.parametrize(
    "printed",
    ["", "abc", "3-5/HP", "3-5", "10-20", "10+20", "--", "7.0.1", "1.2l", "见附页", "1:", "1e999999999", "1E" + "9" * 5000],
)
def test_what_is_no_value_is_not_guessed(printed):
    assert parse_lab_value(printed) is None


@given(st.text(max_size=30))
def test_no_printed_text_breaks_the_reader(printed):
    parse_lab_value(printed)


@pytest.mark.parametrize(
    ("item", "value", "unit", "into", "expected"),
    [
        ("GLU", "126", "mg/dL", "mmol/L", "6.994"),
        ("CR", "8.0", "mg/dL", "μmol/L", "707.2"),
        ("UA", "7.0", "mg/dl", "umol/L", "416.4"),
        ("HBA1C", "48", "mmol/mol", "%", "6.543"),
        ("HBA1C", "6.5", "%", "mmol/mol", "47.53"),
        ("UACR", "3.4", "mg/mmol", "mg/g", "30.06"),
        ("UACR", "30", "mg/g", "mg/mmol", "3.394"),
        ("CR", "0.707", "mmol/L", "μmol/L", "707"),
        ("PLT", "45", "×10⁹/L", "10^9/L", "45"),
        ("PLT", "45", "10E9/L", "×10^9/L", "45"),
        ("PLT", "45", "x10^9/L", "10*9/L", "45"),
        ("UACR", "30", "mg/g·Cr", "mg/mmol", "3.394"),
        ("UTP", "500", "mg/24h", "g/24h", "0.5"),
        ("EGFR", "12", "mL/min/1.73m²", "ml/min", "12"),
    ],
)
def test_units_meet_where_it_is_exact_and_customary(item, value, unit, into, expected):
    found = converted(value=Decimal(value), unit=unit, into=into, item=item)

    assert found == pytest.approx(Decimal(expected), rel=Decimal("0.001"))


@pytest.mark.parametrize(
    ("item", "unit", "into"),
    [
        ("HBVDNA", "copies/mL", "IU/mL"),
        ("HBVDNA", "IU/mL", "拷贝/mL"),
        ("LDLC", "mg/dL", "mmol/L"),
        ("GLU", "格令", "mmol/L"),
        ("GLU", "", "mmol/L"),
        ("CR", "mmol/mol", "%"),
    ],
)
def test_other_units_never_meet(item, unit, into):
    assert converted(value=Decimal(1), unit=unit, into=into, item=item) is None


@given(
    st.decimals("0.1", "2000", places=2),
    st.sampled_from([("GLU", "mg/dL", "mmol/L"), ("CR", "mg/dL", "μmol/L"), ("HBA1C", "%", "mmol/mol")]),
)
def test_a_conversion_and_back_gives_the_same_value(value, units):
    item, unit, into = units
    there = converted(value=value, unit=unit, into=into, item=item)

    assert converted(value=there, unit=into, into=unit, item=item) == pytest.approx(value)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("血肌酐(Cr)", "CR"),
        ("HbA1c", "HBA1C"),
        ("空腹血糖", "GLU"),
        ("★葡萄糖", "GLU"),
        ("抗双链DNA抗体", "ANTI-DSDNA"),
        ("总胆红素", None),
        ("尿肌酐(Cr)", None),
        ("随机血糖(GLU)", None),
        ("GLU(餐后2h)", None),
        ("餐后2小时血糖(GLU)", "GLU2H"),
        ("尿白细胞(WBC)", None),
        ("尿白蛋白/肌酐比值(UACR)", "UACR"),
        ("血清肌酐(酶法)", "CR"),
    ],
)
def test_an_item_is_known_by_any_of_its_printed_names(printed, code):
    assert item_code(printed) == code


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("2型糖尿病", True),
        ("否认糖尿病病史", False),
        ("糖尿病待排", False),
        ("糖尿病？", False),
        ("疑似糖尿病", False),
        ("糖尿病家族史", False),
        ("否认高血压，有糖尿病", True),
        ("无糖尿病；2020年确诊糖尿病", True),
        ("3年前无明显诱因出现糖尿病", True),
        ("2型糖尿病（无并发症）", True),
        ("糖尿病无并发症", True),
        ("非糖尿病", False),
        ("糖尿病史：无", False),
        ("糖尿病：否认，高血压：有", False),
        ("糖尿病（-）", False),
        ("糖尿病除外", False),
        ("否认高血压、糖尿病、冠心病史", False),
        ("无高血压、糖尿病", False),
        ("无高血压、有糖尿病", True),
        ("无特殊不适、糖尿病10余年", True),
        ("否认高血压、冠心病。糖尿病史5年", True),
    ],
)
def test_a_denied_or_doubted_illness_is_not_asserted(text, asserted):
    assert (mentions(text, ("糖尿病",)) is not None) is asserted


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("右肺非小细胞肺癌", "癌"),
        ("非霍奇金淋巴瘤", "淋巴瘤"),
        ("急性非ST段抬高型心肌梗死", "心肌梗死"),
        ("无痛肠镜示结肠癌", "癌"),
        ("无症状性心肌缺血", "心肌缺血"),
    ],
)
def test_a_name_with_a_no_in_it_is_a_name(text, word):
    assert mentions(text, (word,)) == word
