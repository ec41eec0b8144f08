"""2503 and 2504 by an institution: only where the pack entrusts it, once, and gone at the till when withdrawn."""

from datetime import date

import pytest

from mantetong.people.models import Doctor, Institution, Insurance
from mantetong.recognition.models import Recognition, State
from mantetong.settlement.models import InstitutionRecord
from tests.rooms.settlement.purchases import CLINIC, NOON, PSN_NO, ATill, a_patient

pytestmark = pytest.mark.django_db
ENTRUSTED = "H62099900102"
DOCTOR = "D620999102001"


def an_entrusted_till():
    """Of a hospital of Jiuquan, whose pack entrusts registering, and a person insured there."""
    person = a_patient(begins_on=date(2026, 1, 1), ends_on=date(2026, 1, 31))
    Insurance.objects.filter(person=person).update(region="620900")
    made = ATill(ENTRUSTED)
    Institution.objects.filter(pk=ENTRUSTED).update(region="620900", is_entrusted=True)
    Doctor.objects.create(code=DOCTOR, name="赵俊杰", institution_id=ENTRUSTED)
    return made


@pytest.fixture
def till():
    return an_entrusted_till()


def a_registration(**changes):
    return {
        "data": {
            "psn_no": PSN_NO, "insutype": "390", "opsp_dise_code": "M01600", "opsp_dise_name": "糖尿病", "insu_optins": "620900",
            "ide_fixmedins_no": ENTRUSTED, "ide_fixmedins_name": "临澜市第二人民医院", "hosp_ide_date": "2026-11-21",
            "diag_dr_codg": DOCTOR, "diag_dr_name": "赵俊杰", "begndate": "2026-11-22", "enddate": "2028-11-21",
        } | changes
    }  # fmt: skip


def send(till, infno, given, *, msgid=None):
    message = till.message(infno, given, msgid=msgid) | {"insuplc_admdvs": "620900", "mdtrtarea_admvs": "620900"}
    return till.send_whole(message)


def test_an_entrusted_institution_registers_and_withdraws(till):
    code, _words, output = send(till, "2503", a_registration())
    row = Recognition.objects.get(begins_on="2026-11-22")
    leaving = {"data": {"trt_dcla_detl_sn": output["result"]["trt_dcla_detl_sn"], "psn_no": PSN_NO, "memo": "诊断有误"}}

    withdrawn = send(till, "2504", leaving)

    assert (code, withdrawn[0], row.institution_code, row.doctor_code) == (0, 0, ENTRUSTED, DOCTOR)
    row.refresh_from_db()
    assert (row.state, row.state_reason) == (State.REVOKED, "诊断有误")
    assert send(till, "2504", leaving)[0] == -512


def test_what_is_held_already_is_not_registered_again(till):
    send(till, "2503", a_registration())

    assert send(till, "2503", a_registration(begndate="2027-01-01"))[0] == -511
    assert InstitutionRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code", "named"),
    [
        ({"insu_optins": "511400"}, -407, "委托"),
        ({"ide_fixmedins_no": CLINIC}, -205, "ide_fixmedins_no"),
        ({"diag_dr_codg": "D000000000000"}, -205, "diag_dr_codg"),
        ({"opsp_dise_code": "M99999"}, -205, "opsp_dise_code"),
        ({"hosp_ide_date": "2026-11-23"}, -205, "hosp_ide_date"),
        ({"begndate": "2026-11-20"}, -205, "begndate"),
        ({"enddate": "2026-11-21"}, -205, "enddate"),
        ({"insutype": "310"}, -206, "insutype"),
        ({"psn_no": "5113000000000000000001"}, -202, "psn_no"),
        ({"begndate": "2026-02-30"}, -205, "begndate"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_registered(till, changes, code, named):
    found, words, _output = send(till, "2503", a_registration(**changes))

    assert (found, InstitutionRecord.objects.count()) == (code, 0)
    assert named in words


def test_an_institution_the_region_does_not_entrust_is_refused(till):
    Institution.objects.filter(pk=ENTRUSTED).update(is_entrusted=False)

    assert send(till, "2503", a_registration())[0] == -407


def test_invented_rules_register_in_the_sandbox_only(till, settings):
    settings.MANTETONG_SANDBOX = False

    assert send(till, "2503", a_registration())[0] == -407


def test_another_institution_does_not_withdraw_it(till):
    serial = send(till, "2503", a_registration())[2]["result"]["trt_dcla_detl_sn"]

    other = ATill("H62099900101").send("2504", {"data": {"trt_dcla_detl_sn": serial, "psn_no": PSN_NO, "memo": "x"}}, at=NOON)

    assert other[0] == -512
