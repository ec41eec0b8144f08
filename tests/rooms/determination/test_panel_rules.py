"""The lot and the majority, as pure rules."""

import pytest

from mantetong.domain.outcomes import Outcome
from mantetong.domain.panel import drawn, majority

YES, NO, OPEN = Outcome.RECOGNISED, Outcome.NOT_RECOGNISED, Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ([], None),
        ([YES], None),
        ([YES, YES], YES),
        ([NO, NO], NO),
        ([YES, NO], None),
        ([YES, NO, YES], YES),
        ([YES, NO, OPEN], OPEN),
        ([OPEN, OPEN], OPEN),
    ],
)
def test_two_of_three_who_agree_have_spoken(votes, said):
    assert majority(votes=votes, panel=3, quorum=2) is said


def test_an_even_panel_that_splits_cannot_tell():
    assert majority(votes=[YES, YES, NO, NO], panel=4, quorum=2) is OPEN
    assert majority(votes=[YES, YES, NO], panel=4, quorum=2) is None


def test_the_same_seed_and_pool_give_the_same_draw_in_whatever_order_the_pool_is_written():
    pool = list(range(1, 40))

    assert drawn(pool=pool, seed="a", wanted=5) == drawn(pool=reversed(pool), seed="a", wanted=5)
    assert drawn(pool=pool, seed="a", wanted=5) != drawn(pool=pool, seed="b", wanted=5)


def test_everybody_is_drawn_about_equally_often():
    counts = dict.fromkeys(range(6), 0)
    for seed in range(3000):
        for one in drawn(pool=range(6), seed=str(seed), wanted=3):
            counts[one] += 1

    assert all(1400 < count < 1600 for count in counts.values())
