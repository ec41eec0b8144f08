"""The number of a filing: no slip of the pen goes unnoticed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.filing_number import NotAFilingNumber, case_number, check_digit, filing_number, parse_filing_number

DAYS = st.dates(date(2025, 1, 1), date(2040, 12, 31))
REGIONS = st.sampled_from(["511400", "511300", "620900"])


def test_a_number_is_region_day_sequence_and_check_digit():
    number = filing_number(region="511400", on=date(2026, 11, 22), sequence=1)

    assert number == "511400202611220000010"
    assert case_number(filing=number, ordinal=2) == "511400202611220000010-2"


def test_the_check_digit_is_iso_7064_mod_11_10():
    assert check_digit("0794") == "5"  # the standard's own example


@given(REGIONS, DAYS, st.integers(1, 999_999))
def test_a_number_reads_back_as_itself(region, on, sequence):
    number = filing_number(region=region, on=on, sequence=sequence)

    assert parse_filing_number(number) == number


@given(REGIONS, DAYS, st.integers(1, 999_999), st.integers(0, 20), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(region, on, sequence, position, by):
    number = filing_number(region=region, on=on, sequence=sequence)
    wrong = str((int(number[position]) + by) % 10)

    with pytest.raises(NotAFilingNumber):
        parse_filing_number(number[:position] + wrong + number[position + 1 :])


@pytest.mark.parametrize(
    "typed", [" 511400 20261122 000001 0 ", "５１１４００２０２６１１２２０００００１０", "511400202611220000010-1"]
)
def test_blanks_full_width_digits_and_a_cases_ending_are_forgiven(typed):
    assert parse_filing_number(typed) == "511400202611220000010"


@pytest.mark.parametrize("typed", ["", "123", "51140020261122000001O", "5114002026112200000100"])
def test_anything_else_is_refused(typed):
    with pytest.raises(NotAFilingNumber):
        parse_filing_number(typed)
