"""2201 to 2208: one charge batch, one disease."""

import base64
import io
import zipfile
from decimal import Decimal

import pytest

from mantetong.settlement.models import Balance, Bill, FeeLine
from tests.rooms.recognition.factories import a_recognition
from tests.rooms.settlement.purchases import (
    CLINIC,
    PSN_NO,
    ATill,
    a_batch,
    a_fee,
    a_patient,
    a_registration,
    a_reversal,
    a_visit_told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return a_patient()


@pytest.fixture
def till(patient):
    return ATill(CLINIC)


@pytest.fixture
def visit(till):
    mdtrt_id = till.send("2201", a_registration())[2]["data"]["mdtrt_id"]
    assert till.send("2203", a_visit_told(mdtrt_id))[0] == 0
    return mdtrt_id


def test_a_visit_from_registration_to_reversal(till, visit):
    uploaded = till.send("2204", a_fee(visit, "88.80"))
    trial, settled = till.send("2206", a_batch(visit, "88.80")), till.send("2207", a_batch(visit, "88.80"))
    reversed_ = till.send("2208", a_reversal(settled[2]))

    assert [one[0] for one in (uploaded, trial, settled, reversed_)] == [0, 0, 0, 0]
    assert trial[2]["setlinfo"]["fund_pay_sumamt"] == settled[2]["setlinfo"]["fund_pay_sumamt"] == "57.72"
    assert Balance.objects.get(name="M01600").used == Decimal(0)


def test_lines_of_another_disease_need_a_batch_and_visit_of_their_own(till, visit, patient):
    a_recognition(person=patient, disease_code="M03900")

    assert till.send("2204", a_fee(visit, dise_codg="M03900"))[0] == -503
    assert (
        till.send(
            "2204", {"feedetail": a_fee(visit)["feedetail"] + a_fee(visit, dise_codg="M03900", feedetl_sn="2")["feedetail"]}
        )[0]
        == -503
    )
    till.send("2204", a_fee(visit))
    assert till.send("2203", a_visit_told(visit, dise_codg="M03900"))[0] == -503


def test_a_visit_without_a_disease_takes_no_lines(till):
    mdtrt_id = till.send("2201", a_registration())[2]["data"]["mdtrt_id"]

    assert till.send("2204", a_fee(mdtrt_id))[0] == -502


def test_a_disease_the_person_is_not_recognised_for_is_refused_before_anything_is_charged(till):
    mdtrt_id = till.send("2201", a_registration())[2]["data"]["mdtrt_id"]

    assert till.send("2203", a_visit_told(mdtrt_id, dise_codg="M00500"))[0] == -207


def test_a_settled_batch_takes_no_more_and_is_not_settled_twice(till, visit):
    till.send("2204", a_fee(visit))
    till.send("2207", a_batch(visit))

    assert till.send("2207", a_batch(visit))[0] == -507
    assert till.send("2204", a_fee(visit, feedetl_sn="2"))[0] == -507
    assert till.send("2205", {"data": {"mdtrt_id": visit, "psn_no": PSN_NO, "chrg_bchno": "B1"}})[0] == -507
    assert till.send("2202", {"data": {"mdtrt_id": visit, "psn_no": PSN_NO, "ipt_otp_no": "M1"}})[0] == -502
    assert Bill.objects.count() == 1


def test_a_reversed_batch_is_settled_anew(till, visit):
    till.send("2204", a_fee(visit))
    settled = till.send("2207", a_batch(visit))
    till.send("2208", a_reversal(settled[2]))

    assert till.send("2207", a_batch(visit))[0] == 0
    assert Balance.objects.get(name="M01600").used == Decimal("65.00")


def test_a_split_that_is_not_the_lines_is_refused_and_undone(till, visit):
    till.send("2204", a_fee(visit, fulamt_ownpay_amt="20.00"))

    code, words, _output = till.send("2207", a_batch(visit))

    assert (code, Bill.objects.count(), Balance.objects.filter(used__gt=0).count()) == (-504, 0, 0)
    assert "全自费" in words
    right = a_batch(visit, fulamt_ownpay_amt="20.00", inscp_scp_amt="80.00")
    assert till.send("2207", right)[2]["setlinfo"]["fund_pay_sumamt"] == "52.00"


def test_withdrawn_lines_are_gone_and_a_withdrawn_visit_is_closed(till, visit):
    till.send("2204", a_fee(visit))

    assert till.send("2205", {"data": {"mdtrt_id": visit, "psn_no": PSN_NO, "chrg_bchno": "B1"}})[0] == 0
    assert FeeLine.objects.count() == 0
    assert till.send("2202", {"data": {"mdtrt_id": visit, "psn_no": PSN_NO, "ipt_otp_no": "M1"}})[0] == 0
    assert till.send("2204", a_fee(visit))[0] == -502


def test_another_hospital_does_not_reach_the_visit(till, visit):
    assert ATill("H51149900102").send("2204", a_fee(visit))[0] == -501


def test_a_line_is_uploaded_once(till, visit):
    till.send("2204", a_fee(visit))

    assert till.send("2204", a_fee(visit))[0] == -205
    assert FeeLine.objects.count() == 1


def test_the_right_to_be_paid_is_told_before_the_visit(till):
    asked = {"psn_no": PSN_NO, "insutype": "390", "fixmedins_code": CLINIC, "med_type": "14", "dise_codg": "M01600"}

    yes, no = (till.send("2001", {"data": asked | {"dise_codg": code}})[2]["trtinfo"][0] for code in ("M01600", "M00500"))

    assert (yes["trt_enjymnt_flag"], yes["begndate"]) == ("1", "2026-11-20")
    assert no["trt_enjymnt_flag"] == "0"
    assert "M00500" in no["trt_chk_rslt"]


def test_binding_to_an_institution_is_told_and_withdrawn_by_who_made_it(till):
    given = {
        "psn_no": PSN_NO, "biz_appy_type": "03", "begndate": "2026-11-22", "fix_srt_no": "1", "fixmedins_code": CLINIC,
        "fixmedins_name": "云溪市第一人民医院",
    }  # fmt: skip
    serial = till.send("2505", {"data": given})[2]["result"]["trt_dcla_detl_sn"]
    again = till.send("2505", {"data": given})
    asked = {"data": {"psn_no": PSN_NO, "biz_appy_type": "99"}}
    bound = till.send("5302", asked)[2]["psnfixmedin"]
    leaving = {"data": {"trt_dcla_detl_sn": serial, "psn_no": PSN_NO, "memo": "迁居"}}

    assert (again[0], [one["fixmedins_code"] for one in bound]) == (-511, [CLINIC])
    assert ATill("H51149900102").send("2506", leaving)[0] == -512
    assert till.send("2506", leaving)[0] == 0
    assert till.send("5302", asked)[2]["psnfixmedin"] == []


def test_the_catalogue_comes_as_a_file_of_sixteen_columns(till):

    output = till.send("1309", {"data": {"ver": "1"}})[2]

    with zipfile.ZipFile(io.BytesIO(base64.b64decode(output["file"]))) as packed:
        rows = packed.read("1309.txt").decode().splitlines()
    assert len(rows) == output["data_cnt"] > 20
    assert {len(row.split("\t")) for row in rows} == {16}
