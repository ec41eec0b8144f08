"""kill -9 between any two statements of a visit, a settlement or a reversal: nothing is lost, doubled or paid twice."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from mantetong.recognition.models import Recognition, State
from mantetong.settlement.models import Balance, Bill, FeeLine, InstitutionRecord, KeptAnswer, Visit
from tests.killing import at_every_point, needs_fork
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

pytestmark = [pytest.mark.django_db(transaction=True), needs_fork]


def spent():
    return Balance.objects.filter(name="M01600").aggregate(all=Sum("used"))["all"] or Decimal(0)


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


@pytest.mark.parametrize("infno", ["2201", "2202", "2203", "2204", "2205"])
def test_a_step_of_a_visit_killed_anywhere_is_done_once(infno):
    a_patient()
    till, visits, undone = ATill(CLINIC), 0, infno in ("2202", "2205")

    def opened():
        return till.send("2201", a_registration())[2]["data"]["mdtrt_id"]

    def make():
        nonlocal visits
        visits += 1
        mdtrt_id = "" if infno == "2201" else opened()
        who = {"mdtrt_id": mdtrt_id, "psn_no": PSN_NO}
        if infno in ("2204", "2205"):
            till.send("2203", a_visit_told(mdtrt_id))
        if infno == "2205":
            till.send("2204", a_fee(mdtrt_id))
        given = {
            "2201": a_registration(), "2202": {"data": who | {"ipt_otp_no": "M1"}}, "2203": a_visit_told(mdtrt_id),
            "2204": a_fee(mdtrt_id), "2205": {"data": who | {"chrg_bchno": "B1"}},
        }[infno]  # fmt: skip
        msgid = till.msgid()
        return lambda: till.send(infno, given, msgid=msgid)

    def check(answer):
        told = Visit.objects.exclude(disease_code="").count()
        assert answer[0] == 0, answer
        assert Visit.objects.count() == visits
        assert Visit.objects.exclude(withdrawn_at=None).count() == (visits if infno == "2202" else 0)
        assert told == (visits if infno in ("2203", "2204", "2205") else 0)
        assert FeeLine.objects.count() == (visits if infno == "2204" else 0)

    assert at_every_point(make, check) > (3 if undone else 4)
