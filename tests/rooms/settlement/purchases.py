"""Purchases and visits as tills send them, and a till that sends them through the product's own path."""

import itertools
import json
from datetime import datetime

from mantetong.people.models import Institution, Insurance, InsuredPerson
from mantetong.people.operations.real_name import id_digest
from mantetong.policies.operations import load_packs
from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.carrying_out import carry_out
from mantetong.settlement.operations import make_token
from mantetong.settlement.tills import DjangoTill
from mantetong.web.clock import SHANGHAI
from tests.rooms.recognition.factories import DECIDED_AT, a_recognition
from tests.rooms.settlement.messages import a_request, as_bytes

PHARMACY = "P51149900201"
CLINIC = "H51149900101"
ID_NUMBER = "510199195304172486"
PSN_NO = "5114000000000000006301"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=SHANGHAI)
_serial = itertools.count(1)


def a_patient(*, disease="M01600", insutype="390", **days):
    load_packs(at=DECIDED_AT)
    sign_off_demo(region="511400")
    person = InsuredPerson.objects.create(
        psn_no=PSN_NO,
        name="谢桂兰",
        id_number=ID_NUMBER,
        id_digest=id_digest(ID_NUMBER),
        born_on="1953-04-17",
        sex="2",
        registry_state="CONFIRMED",
        checked_at=DECIDED_AT,
        created_at=DECIDED_AT,
    )
    Insurance.objects.create(person=person, insutype=insutype, region="511400", status="ACTIVE", checked_at=DECIDED_AT)
    a_recognition(person=person, disease_code=disease, insutype=insutype, **days)
    return person


class ATill:
    """One institution's software: numbers its messages and sends them."""

    def __init__(self, code=PHARMACY):
        self.code = code
        level = "11" if code.startswith("P") else "02"
        kind = "2" if code.startswith("P") else "1"
        Institution.objects.get_or_create(
            code=code,
            defaults={"name": "云溪惠民", "level": level, "is_public": False, "region": "511400", "fixmedins_type": kind},
        )
        self.authorization = f"Bearer {make_token(institution_code=code, at=DECIDED_AT)}"

    def send(self, infno, given, *, at=NOON, msgid=None):
        """infcode, words, output."""
        return self.send_whole(self.message(infno, given, msgid=msgid), at=at)

    def send_whole(self, message, *, at=NOON):
        """The same for a message with a head of its own."""
        return self.send_bytes(message["infno"], as_bytes(message), at=at)

    def send_bytes(self, infno, body, *, at=NOON):
        """The same for what is not quite a message."""
        till = DjangoTill(is_sandbox=True)
        (code, words, output), _status, _known = carry_out(
            till=till, authorization=self.authorization, infno=infno, body=body, at=at
        )
        return int(code), words, json.loads(json.dumps(output))

    def message(self, infno, given, *, msgid=None):
        return a_request(infno=infno, fixmedins_code=self.code, msgid=msgid or self.msgid(), input=given)

    def msgid(self):
        return f"{self.code}20261122120000{next(_serial) % 10_000:04d}"


def a_line(amount="100.00", **changes):
    return {
        "feedetl_sn": "1",
        "rx_circ_flag": "0",
        "fee_ocur_time": "2026-11-22 11:59:00",
        "med_list_codg": "XA10BAE046A001010100001",
        "medins_list_codg": "0001",
        "det_item_fee_sumamt": amount,
        "cnt": "1",
        "pric": amount,
    } | changes


def a_purchase(amount="100.00", *, lines=None, **changes):
    head = {
        "psn_no": PSN_NO,
        "mdtrt_cert_type": "02",
        "mdtrt_cert_no": ID_NUMBER,
        "begntime": "2026-11-22 11:59:00",
        "medfee_sumamt": amount,
        "invono": "",
        "insutype": "390",
        "dise_codg": "M01600",
        "dise_name": "糖尿病",
        "acct_used_flag": "0",
        "med_type": "14",
    } | changes
    return {"druginfo": head, "drugdetail": lines or [a_line(amount)]}


def a_reversal(settled):
    info = settled["setlinfo"]
    return {"data": {name: info[name] for name in ("setl_id", "mdtrt_id", "psn_no")}}


def a_registration(**changes):
    return {
        "data": {
            "psn_no": PSN_NO, "insutype": "390", "begntime": "2026-11-22 11:00:00", "mdtrt_cert_type": "02", "mdtrt_cert_no": ID_NUMBER,
            "ipt_otp_no": "M1", "atddr_no": "D511499101001", "dr_name": "张秀", "dept_code": "A03", "dept_name": "内科", "caty": "A03",
        } | changes
    }  # fmt: skip


def a_visit_told(mdtrt_id, **changes):
    told = {"mdtrt_id": mdtrt_id, "psn_no": PSN_NO, "med_type": "14", "begntime": "2026-11-22 11:00:00", "dise_codg": "M01600"}
    diagnosis = {"diag_type": "1", "diag_srt_no": "1", "diag_code": "E11.900", "diag_name": "2型糖尿病"}
    return {"mdtrtinfo": told | changes, "diseinfo": [diagnosis]}


def a_fee(mdtrt_id, amount="100.00", **changes):
    more = {
        "mdtrt_id": mdtrt_id, "psn_no": PSN_NO, "chrg_bchno": "B1", "dise_codg": "M01600", "bilg_dept_codg": "A03", "bilg_dept_name": "内科",
        "bilg_dr_codg": "D511499101001", "bilg_dr_name": "张秀", "hosp_appr_flag": "0",
    }  # fmt: skip
    return {"feedetail": [a_line(amount) | more | changes]}


def a_batch(mdtrt_id, amount="100.00", **changes):
    return {
        "data": {
            "psn_no": PSN_NO, "mdtrt_cert_type": "02", "mdtrt_cert_no": ID_NUMBER, "med_type": "14", "medfee_sumamt": amount,
            "psn_setlway": "01", "mdtrt_id": mdtrt_id, "chrg_bchno": "B1", "acct_used_flag": "0", "insutype": "390",
            "fulamt_ownpay_amt": "0", "overlmt_selfpay": "0", "preselfpay_amt": "0", "inscp_scp_amt": amount,
        } | changes
    }  # fmt: skip
