"""What the fund pays and what the person pays. The figures are invented (样例)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mantetong.domain.payment import (
    Band,
    Cap,
    Charge,
    Insured,
    NotAChargedLine,
    NotAPaymentRule,
    Terms,
    Used,
    band_of,
    payment_rule,
    settle,
)

PLAIN = Terms(deductible=Decimal("0.00"), ratio=Decimal("0.8"), caps=())

amounts = st.decimals(min_value=0, max_value=20_000, places=2)
shares = st.decimals(min_value=0, max_value=1, places=2)


@st.composite
def charges(draw):
    own, over, first, rest = (draw(amounts) for _ in range(4))
    return Charge(own + over + first + rest, own, over, first)


@st.composite
def terms(draw):
    limits = draw(st.dictionaries(st.sampled_from(["M01600", "joint:两病"]), amounts, max_size=2))
    return Terms(draw(amounts), draw(shares), tuple(Cap(name, limit) for name, limit in limits.items()))


visits = st.lists(charges(), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("amount", "deductible", "ratio", "cap", "used", "fund", "person"),
    [
        ("100.00", "0", "0.8", None, "0", "80.00", "20.00"),
        ("100.00", "30", "0.8", None, "0", "56.00", "44.00"),
        ("20.00", "30", "0.8", None, "0", "0.00", "20.00"),
        ("0.01", "0", "0.5", None, "0", "0.01", "0.00"),
        ("100.00", "0", "0.8", "50", "0", "50.00", "50.00"),
        ("100.00", "0", "0.8", "50", "49.99", "0.01", "99.99"),
        ("100.00", "0", "0.8", "50", "60", "0.00", "100.00"),
        ("0.00", "30", "0.8", "50", "0", "0.00", "0.00"),
    ],
)
def test_deductible_then_share_then_cap(amount, deductible, ratio, cap, used, fund, person):
    caps = () if cap is None else (Cap("M01600", Decimal(cap)),)

    paid = settle(
        charges=[Charge(Decimal(amount))], terms=Terms(Decimal(deductible), Decimal(ratio), caps), used=Used(caps={"M01600": Decimal(used)})
    )  # fmt: skip

    assert (paid.fund, paid.person) == (Decimal(fund), Decimal(person))


def test_what_the_insurance_does_not_look_at_stays_with_the_person():
    paid = settle(
        charges=[Charge(Decimal(100), own=Decimal(10), over_limit=Decimal(5), own_first=Decimal(5))], terms=PLAIN, used=Used()
    )

    assert paid.in_scope == Decimal(80)
    assert paid.fund == Decimal("64.00")
    assert paid.person == Decimal("36.00")


def test_the_tighter_of_two_caps_holds_and_both_are_used():
    both = replace(PLAIN, caps=(Cap("M01600", Decimal(500)), Cap("joint:两病", Decimal(60))))

    paid = settle(charges=[Charge(Decimal(100))], terms=both, used=Used())

    assert paid.fund == Decimal(60)
    assert paid.over_cap == Decimal(20)
    assert Used().after(paid).caps == {"M01600": Decimal(60), "joint:两病": Decimal(60)}


@given(visits, terms())
def test_the_parts_add_up_to_the_whole(visit, terms):
    paid = settle(charges=visit, terms=terms, used=Used())

    assert paid.total == sum(charge.amount for charge in visit)
    assert paid.total == paid.own + paid.over_limit + paid.own_first + paid.in_scope
    assert paid.total == paid.fund + paid.person
    assert 0 <= paid.fund <= paid.in_scope


@given(st.lists(visits, max_size=4), terms())
def test_no_cap_and_no_deductible_is_ever_overspent(year, terms):
    used = Used()
    for visit in year:
        used = used.after(settle(charges=visit, terms=terms, used=used))

    assert used.deductible <= terms.deductible
    assert all(used.caps.get(cap.name, 0) <= cap.yearly for cap in terms.caps)


@given(st.lists(visits, max_size=3), visits, terms())
def test_a_reversal_restores_the_year_to_the_cent(year, visit, terms):
    used = Used()
    for earlier in year:
        used = used.after(settle(charges=earlier, terms=terms, used=used))
    paid = settle(charges=visit, terms=terms, used=used)

    assert used.after(paid).before(paid) == used


@given(visits, terms())
def test_writing_a_visit_as_one_line_changes_nothing(visit, terms):
    one = Charge(*(sum(parts) for parts in zip(*((c.amount, c.own, c.over_limit, c.own_first) for c in visit), strict=True)))

    assert settle(charges=[one], terms=terms, used=Used()) == settle(charges=visit, terms=terms, used=Used())


@pytest.mark.parametrize("parts", [("-1",), ("1", "2"), ("1", "-1"), ("1", "0.5", "0.5", "0.01")])
def test_a_line_whose_parts_do_not_fit_is_refused(parts):
    with pytest.raises(NotAChargedLine):
        Charge(*map(Decimal, parts))


@pytest.mark.parametrize(
    ("pharmacy", "level", "band"),
    [
        (True, None, Band.PHARMACY),
        (False, "01", Band.THIRD),
        (False, "04", Band.THIRD),
        (False, "05", Band.SECOND),
        (False, "07", Band.SECOND),
        (False, "08", Band.FIRST),
        (False, "11", Band.FIRST),
        (False, None, Band.FIRST),
        (False, "九", Band.FIRST),
    ],
)
def test_the_band_of_an_institution(pharmacy, level, band):
    assert band_of(is_pharmacy=pharmacy, level=level) is band


def test_one_figure_holds_for_everybody():
    rule = payment_rule(disease="M01600", value={"deductible_yuan": None, "ratio": 0.7, "yearly_cap_yuan": 3000})

    assert rule.terms(insured=Insured.EMPLOYEE, band=Band.THIRD) == rule.terms(insured=Insured.RESIDENT, band=Band.PHARMACY)
    assert rule.terms(insured=Insured.EMPLOYEE, band=Band.THIRD) == Terms(
        Decimal(0), Decimal("0.7"), (Cap("M01600", Decimal(3000)),)
    )


def test_figures_by_insurance_and_band_and_a_cap_several_diseases_share():
    by_band = {"三级": 0.6, "二级": 0.7, "一级及以下": 0.8, "药店": 0.7}
    value = {
        "deductible_yuan": {"职工": 200, "城乡居民": 100},
        "ratio": {"职工": by_band, "城乡居民": 0.5},
        "yearly_cap_yuan": {"职工": None, "城乡居民": 3000},
        "joint_caps": {"两病": {"职工": 8000, "城乡居民": 6000}},
    }
    rule = payment_rule(disease="M03900", value=value)

    assert rule.terms(insured=Insured.EMPLOYEE, band=Band.FIRST) == Terms(
        Decimal(200), Decimal("0.8"), (Cap("joint:两病", Decimal(8000)),)
    )
    assert rule.terms(insured=Insured.RESIDENT, band=Band.THIRD).ratio == Decimal("0.5")


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ({"ratio": 1.2}, "ratio"),
        ({"ratio": None}, "ratio"),
        ({"ratio": {"职工": 0.8}}, "ratio"),
        ({"ratio": {"职工": {"三级": 0.8}, "城乡居民": 0.5}}, "ratio.职工"),
        ({"ratio": 0.8, "yearly_cap_yuan": "很多"}, "yearly_cap_yuan"),
        ({"ratio": 0.8, "yearly_cap_yuan": -1}, "yearly_cap_yuan"),
        ({"ratio": "NaN"}, "ratio"),
        ({"ratio": 0.8, "joint_caps": {"两病": {"职工": 1}}}, "joint_caps.两病"),
        ({"ratio": 0.8, "deductible_yuan": {"职工": 1, "居民": 1}}, "deductible_yuan"),
    ],
)
def test_a_rule_that_cannot_be_read_names_its_key(value, key):
    with pytest.raises(NotAPaymentRule, match=key):
        payment_rule(disease="M01600", value=value)
