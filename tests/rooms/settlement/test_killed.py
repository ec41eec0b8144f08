"""kill -9 between any two statements of a settlement or of its reversal: nothing is lost, doubled or paid twice.

Each point is a process of its own, forked from the test, that ends itself with SIGKILL just before its n-th statement.
"""

import os
import signal
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from mantetong.settlement.models import Balance, Bill, KeptAnswer
from tests.rooms.settlement.purchases import (
    CLINIC,
    ATill,
    a_batch,
    a_fee,
    a_patient,
    a_purchase,
    a_registration,
    a_reversal,
    a_visit_told,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]
_inherited = []  # a connection that a child inherits must neither be used nor closed by it


def killed_before(statement, act):
    """Run `act` in a child that dies before its n-th statement; True when it died, False when it came to its end."""
    child = os.fork()
    if not child:
        _child(statement, act)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _child(statement, act):
    _inherited.extend([connection.connection, dict(connection._connection_pools)])
    connection._connection_pools.clear()  # a pooled connection would share its socket with the test
    connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"pool": False}
    connection.connection = None
    seen = 0

    def counted(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(counted):
            act()
    except BaseException:  # noqa: BLE001  nothing of pytest may run in the child
        os._exit(1)
    os._exit(0)


def spent():
    return Balance.objects.filter(name="M01600").aggregate(all=Sum("used"))["all"] or Decimal(0)


def at_every_point(make, check):
    """Kill at statement 1, 2, 3 … until one run comes to its end; how many deaths that were."""
    for point in range(1, 200):
        act = make()
        died = killed_before(point, act)
        check(act())  # the till sends the same message again
        if not died:
            return point - 1
    raise AssertionError("never came to its end")


def test_a_pharmacys_settlement_killed_anywhere_is_done_once():
    a_patient()
    till, bills = ATill(), 0

    def make():
        msgid = till.msgid()
        return lambda: till.send("2102", a_purchase("10.00"), msgid=msgid)

    def check(answer):
        nonlocal bills
        bills += 1
        assert answer[0] == 0
        assert (Bill.objects.count(), KeptAnswer.objects.count(), spent()) == (bills, bills, bills * Decimal("6.50"))

    assert at_every_point(make, check) > 15


def test_a_hospitals_settlement_killed_anywhere_is_done_once():
    a_patient()
    till, bills = ATill(CLINIC), 0

    def make():
        mdtrt_id = till.send("2201", a_registration())[2]["data"]["mdtrt_id"]
        till.send("2203", a_visit_told(mdtrt_id))
        till.send("2204", a_fee(mdtrt_id, "10.00"))
        msgid = till.msgid()
        return lambda: till.send("2207", a_batch(mdtrt_id, "10.00"), msgid=msgid)

    def check(answer):
        nonlocal bills
        bills += 1
        assert answer[0] == 0
        assert (Bill.objects.count(), spent()) == (bills, bills * Decimal("6.50"))

    assert at_every_point(make, check) > 15


@pytest.mark.parametrize("infno", ["2103", "2601"])
def test_a_reversal_killed_anywhere_gives_back_once(infno):
    a_patient()
    till = ATill()

    def make():
        settling, msgid = till.msgid(), till.msgid()
        settled = till.send("2102", a_purchase("10.00"), msgid=settling)[2]
        undo = {"data": {"psn_no": settled["setlinfo"]["psn_no"], "omsgid": settling, "oinfno": "2102"}}
        return lambda: till.send(infno, a_reversal(settled) if infno == "2103" else undo, msgid=msgid)

    def check(answer):
        assert answer[0] == 0
        assert spent() == Decimal(0)
        assert not Bill.objects.filter(reversed_at=None).exists()

    assert at_every_point(make, check) > 5
