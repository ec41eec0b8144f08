"""kill -9 between any two statements of a settlement or of its reversal: nothing is lost, doubled or paid twice.

Each point is a process of its own, forked from the test, that ends itself with SIGKILL just before its n-th statement.
"""

import os
import signal
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from mantetong.recognition.models import Recognition, State
from mantetong.settlement.models import Balance, Bill, InstitutionRecord, KeptAnswer
from tests.rooms.settlement import test_registering_here as registering
from tests.rooms.settlement.purchases import (
    CLINIC,
    PSN_NO,
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

    assert at_every_point(make, check) > 8


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

    assert at_every_point(make, check) > 8


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


@pytest.mark.parametrize("infno", ["2503", "2504"])
def test_a_registration_at_the_till_killed_anywhere_is_made_or_withdrawn_once(infno):
    till, made, withdrawn = registering.an_entrusted_till(), 0, 0

    def leaving():
        serial = InstitutionRecord.objects.get(withdrawn_at=None).serial
        return {"data": {"trt_dcla_detl_sn": serial, "psn_no": PSN_NO, "memo": "诊断有误"}}

    def make():
        nonlocal made, withdrawn
        if InstitutionRecord.objects.filter(withdrawn_at=None).exists():
            registering.send(till, "2504", leaving())
            withdrawn += 1
        made += 1
        if infno == "2504":
            registering.send(till, "2503", registering.a_registration())
            withdrawn += 1
        given, msgid = leaving() if infno == "2504" else registering.a_registration(), till.msgid()
        return lambda: registering.send(till, infno, given, msgid=msgid)

    def check(answer):
        here = Recognition.objects.filter(begins_on="2026-11-22")
        assert answer[0] == 0
        assert (here.count(), here.filter(state=State.REVOKED).count()) == (made, withdrawn)

    assert at_every_point(make, check) > 5
