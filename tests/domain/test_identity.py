"""Numbers that name people: read as they are typed, refused when they cannot be right, shown masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.identity import (
    NotAMobileNumber,
    NotAnIdNumber,
    Sex,
    age_on,
    id_check_character,
    is_institution_code,
    mask_mobile,
    mask_name,
    parse_id_number,
    parse_mobile,
)


@pytest.mark.parametrize(
    "typed", ["11010519491231002X", "11010519491231002x", " 110105 19491231 002x ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_number_is_read_however_it_is_typed(typed):
    number = parse_id_number(typed)

    assert (number.text, number.born_on, number.sex) == ("11010519491231002X", date(1949, 12, 31), Sex.FEMALE)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("110105194912310021", "CHECK"), ("11010519491231002", "SHAPE"), ("", "SHAPE"), ("11010519491331002X", "CHECK")],
)
def test_a_number_that_cannot_be_right_says_why(typed, reason):
    with pytest.raises(NotAnIdNumber) as refused:
        parse_id_number(typed)

    assert refused.value.reason == reason


def test_a_day_that_never_was_is_refused_even_with_a_right_check():
    body = "51019919530231248"

    with pytest.raises(NotAnIdNumber) as refused:
        parse_id_number(body + id_check_character(body))

    assert refused.value.reason == "BIRTH"


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_birth_and_sex_are_read_from_the_number(born_on, sequence):
    body = f"510199{born_on:%Y%m%d}{sequence:03d}"

    number = parse_id_number(body + id_check_character(body))

    assert number.born_on == born_on
    assert (number.sex is Sex.MALE) == bool(sequence % 2)


def test_a_masked_number_shows_three_and_two():
    assert parse_id_number("11010519491231002X").masked == "110*************2X"


@pytest.mark.parametrize(("name", "masked"), [("谢桂兰", "**兰"), ("罗明", "*明"), ("李", "*")])
def test_a_name_shows_its_last_character_only(name, masked):
    assert mask_name(name) == masked


@pytest.mark.parametrize("typed", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "１３８００１３８０００"])
def test_a_mobile_number_is_read_however_it_is_typed(typed):
    assert parse_mobile(typed) == "13800138000"
    assert mask_mobile(parse_mobile(typed)) == "138****8000"


@pytest.mark.parametrize("typed", ["12800138000", "1380013800", "电话", ""])
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(NotAMobileNumber):
        parse_mobile(typed)


@pytest.mark.parametrize(("on", "age"), [(date(2026, 4, 16), 72), (date(2026, 4, 17), 73)])
def test_age_grows_on_the_birthday(on, age):
    assert age_on(born_on=date(1953, 4, 17), on=on) == age


@pytest.mark.parametrize(
    ("code", "right"), [("H51202100005", True), ("P41130200746", True), ("X51202100005", False), ("H512021", False)]
)
def test_an_institution_code_is_a_letter_and_eleven_digits(code, right):
    assert is_institution_code(code) is right
