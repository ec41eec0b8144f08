"""`mantetong demo hospital` and `mantetong demo pharmacy`, whole, in every region; and the silence of a server in the middle."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mantetong.policies.operations import load_packs
from mantetong.sandbox.demo_people import ensure
from mantetong.sandbox.tills.showing import PHARMACIES, play, sell, show_at, treat
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.settlement.conformance import conformance_of
from mantetong.settlement.models import Balance, Bill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(live_server):
    load_packs(at=timezone.now())
    ensure(at=timezone.now())
    return live_server.url


@pytest.mark.parametrize("is_pharmacy", [False, True], ids=["hospital", "pharmacy"])
def test_the_demo_settles_prints_and_reverses_in_every_region(server, tmp_path, is_pharmacy):
    for region in PHARMACIES:
        show = show_at(server=server, region=region, receipts=tmp_path, is_pharmacy=is_pharmacy)

        play(show, sell if is_pharmacy else treat)

        assert (show.facts["lookup"], show.facts["reversed"]) == ("recognised", True)
        assert Decimal(show.facts["fund_pay_sumamt"]) + Decimal(show.facts["psn_part_amt"]) == Decimal("86.40")
    assert [path.read_bytes()[:5] for path in tmp_path.glob("receipt-*.pdf")] == [b"%PDF-"] * len(PHARMACIES)
    untried = {"未出示凭证时改正", "字段写错时改正", "没有听到应答时重发", "冲正"}
    shown = conformance_of(institution=show.till.sender.institution, since=timezone.now() - timedelta(hours=1))
    assert {step.what for step in shown if step.at is None} <= untried
    assert Bill.objects.count() == len(PHARMACIES)
    assert not Balance.objects.exclude(used=0).exists()


def test_a_till_that_hears_nothing_says_that_the_outcome_is_unknown(tmp_path):
    show = show_at(server="http://127.0.0.1:9", region="511400", receipts=tmp_path, is_pharmacy=True)

    with pytest.raises(WalkStopped, match="/interface/9001") as stopped:
        play(show, sell)

    assert "2601" in stopped.value.found
