"""What a till is told, and what it must never be told."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection

from mantetong.policies.operations import load_packs
from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.answering import answer_look_up
from mantetong.settlement.codes import Infcode
from mantetong.settlement.models import LookUpRule
from mantetong.settlement.operations import (
    copy_rules,
    entitle,
    make_token,
    note_identified,
    withdraw_entitlement,
    withdraw_tokens,
)
from mantetong.settlement.statements import look_up_here
from mantetong.settlement.tills import DjangoTill
from mantetong.web.clock import SHANGHAI
from tests.rooms.recognition.factories import BEGINS_ON, DECIDED_AT, LAST_DAY, a_hospital, a_recognition, an_insured_person
from tests.rooms.settlement.messages import HOSPITAL, PSN_NO, a_request, as_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def token():
    sign_off_demo(region="511400")
    a_hospital(code=HOSPITAL)
    return make_token(institution_code=HOSPITAL, at=DECIDED_AT)


def asked(token, *, on=BEGINS_ON, body=None, is_sandbox=True, since=timedelta(minutes=5), **changes):
    """What the hospital is told at noon, `since` after the person showed a certificate there; None: they never did."""
    given = as_bytes(a_request(**changes)) if body is None else body
    at = noon(on)
    if since is not None:
        note_identified(institution_code=HOSPITAL, psn_no=PSN_NO, at=at - since)
    return answer_look_up(till=DjangoTill(is_sandbox=is_sandbox), authorization=f"Bearer {token}", body=given, on=on, at=at)


def noon(on):
    return datetime.combine(on, time(12), tzinfo=SHANGHAI)


def test_a_recognised_person_is_told_with_disease_and_days(token):
    a_recognition()

    answered = asked(token)

    assert answered.infcode == Infcode.DONE
    [line] = answered.lines
    assert (line.opsp_dise_code, line.opsp_dise_name, line.begndate, line.enddate) == (
        "M01600",
        "糖尿病",
        "2026-11-20",
        "2028-11-19",
    )


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (BEGINS_ON - timedelta(days=1), False),
        (BEGINS_ON, True),
        (LAST_DAY, True),
        (LAST_DAY + timedelta(days=1), False),
    ],
)
def test_a_recognition_counts_from_its_first_to_its_last_day(token, on, counts):
    a_recognition()

    answered = asked(token, on=on)

    assert answered.infcode == Infcode.DONE
    assert bool(answered.lines) is counts


def test_an_open_ended_recognition_has_no_end_date(token):
    a_recognition(ends_on=None)

    answered = asked(token, on=date(2099, 12, 31))

    assert [line.enddate for line in answered.lines] == [None]


@pytest.mark.parametrize("state", ["SUSPENDED", "REVOKED"])
def test_what_is_suspended_or_revoked_is_left_out(token, state):
    a_recognition(state=state)

    assert asked(token).lines == ()


def test_a_registered_person_without_recognition_is_an_empty_list(token):
    an_insured_person()

    answered = asked(token)

    assert (answered.infcode, answered.lines) == (Infcode.DONE, ())


def test_an_unregistered_number_is_an_error_not_an_empty_list(token):
    answered = asked(token)

    assert answered.infcode == Infcode.PSN_NO_UNREGISTERED
    assert "1101" in answered.err_msg


def test_a_region_whose_import_nobody_signed_off_is_unknown(token):
    a_recognition(person=an_insured_person(region="511300"), region="511300")

    answered = asked(token, insuplc_admdvs="511300")

    assert answered.infcode == Infcode.REGION_NOT_READY
    assert "结果未知" in answered.err_msg


def test_a_demo_sign_off_counts_in_the_sandbox_only(token):
    a_recognition()

    assert asked(token, is_sandbox=False).infcode == Infcode.REGION_NOT_READY


def test_the_place_of_insurance_must_be_the_persons(token):
    a_recognition()
    sign_off_demo(region="511300")

    assert asked(token, insuplc_admdvs="511300").infcode == Infcode.OTHER_REGION


@pytest.mark.parametrize("place", ["", "511400", "511402"])
def test_a_county_and_an_unnamed_place_both_lead_to_the_prefecture(token, place):
    a_recognition()

    assert len(asked(token, insuplc_admdvs=place).lines) == 1


def test_without_a_token_nothing_is_told():
    till = DjangoTill(is_sandbox=True)

    answered = answer_look_up(till=till, authorization="", body=as_bytes(a_request()), on=BEGINS_ON, at=noon(BEGINS_ON))

    assert (answered.infcode, answered.status) == (Infcode.NO_TOKEN, 401)


def test_a_wrong_and_a_withdrawn_token_open_nothing(token):
    withdraw_tokens(institution_code=HOSPITAL, at=DECIDED_AT)

    assert [asked(each).status for each in ("guess", token)] == [401, 401]


def test_a_token_opens_for_its_own_institution_only(token):
    answered = asked(token, fixmedins_code="H51149900002", msgid="H51149900002202611200900000001")

    assert answered.infcode == Infcode.OTHER_INSTITUTION


@pytest.mark.parametrize("psn_no", ["51140099 0001", "5114'; --", "五一一四", "5114\u0000"])
def test_a_malformed_number_is_refused_with_words(token, psn_no):
    answered = asked(token, psn_no=psn_no)

    assert answered.infcode == Infcode.PSN_NO_MALFORMED
    assert "psn_no" in answered.err_msg


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"[]", "对象"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 5000, "JSON"),
        (as_bytes(a_request(opter="")), "opter"),
        (as_bytes(a_request(msgid="1")), "msgid"),
        (as_bytes(a_request(inf_time="2026/11/20")), "inf_time"),
        (as_bytes(a_request() | {"input": []}), "input"),
        (as_bytes(a_request() | {"input": {}}), "input"),
        (as_bytes(a_request() | {"input": "5k0l8Q==", "enc_type": "AES"}), "enc_type"),
        (as_bytes(a_request() | {"input": {"data": {}}}), "psn_no"),
        (as_bytes(a_request() | {"input": {"data": {"psn_no": 5114}}}), "psn_no"),
        (as_bytes(a_request(psn_no="5" * 31)), "psn_no"),
    ],
)
def test_a_mangled_envelope_is_explained_field_by_field(token, body, named):
    answered = asked(token, body=body)

    assert (answered.infcode, answered.status) == (Infcode.MANGLED, 200)
    assert named in answered.err_msg


def test_an_absent_database_is_unknown_never_nobody(token):
    an_insured_person()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE recognition_recognition RENAME TO away")

    answered = asked(token)

    assert answered.infcode == Infcode.UNKNOWN
    assert answered.psn_no == PSN_NO


@pytest.mark.parametrize(
    ("since", "code"),
    [
        (None, Infcode.NOT_IDENTIFIED),
        (timedelta(hours=24, seconds=1), Infcode.NOT_IDENTIFIED),
        (timedelta(hours=24), Infcode.DONE),
        (timedelta(minutes=-11), Infcode.NOT_IDENTIFIED),
    ],
)
def test_a_look_up_needs_a_fresh_certificate_at_this_institution(token, since, code):
    a_recognition()

    answered = asked(token, since=since)

    assert answered.infcode == code
    assert bool(answered.lines) is (code == Infcode.DONE)


def test_a_certificate_shown_at_another_institution_opens_nothing_here(token):
    a_recognition()
    note_identified(institution_code="H51149900002", psn_no=PSN_NO, at=noon(BEGINS_ON))

    answered = asked(token, since=None)

    assert answered.infcode == Infcode.NOT_IDENTIFIED
    assert "1101" in answered.err_msg


def test_a_region_that_asks_for_no_certificate_is_answered_without(token):
    a_recognition()
    LookUpRule.objects.create(region="511400", certificate_hours=0, last_known_minutes=0, copied_at=DECIDED_AT)

    assert asked(token, since=None).infcode == Infcode.DONE


def test_a_sensitive_disease_is_told_to_entitled_institutions_only(token):
    load_packs(at=DECIDED_AT)
    copy_rules(at=DECIDED_AT)
    person = an_insured_person()
    a_recognition(person=person)
    a_recognition(person=person, disease_code="M00300")

    before = asked(token)
    entitle(institution_code=HOSPITAL, disease_code="M00300", at=DECIDED_AT)
    entitled = asked(token)
    withdraw_entitlement(institution_code=HOSPITAL, disease_code="M00300", at=DECIDED_AT)

    assert [line.opsp_dise_code for line in before.lines] == ["M01600"]
    assert [line.opsp_dise_code for line in entitled.lines] == ["M00300", "M01600"]
    assert asked(token).lines == before.lines


def test_the_packs_rules_are_copied_for_the_bare_path_and_copied_again_without_harm():
    load_packs(at=DECIDED_AT)

    copy_rules(at=DECIDED_AT)
    copied = copy_rules(at=DECIDED_AT)

    row = LookUpRule.objects.get(region="620900")
    assert copied == LookUpRule.objects.count() == 3
    assert (row.certificate_hours, row.last_known_minutes, "M00300" in row.sensitive) == (24, 30, True)


@pytest.mark.parametrize(("died_on", "told"), [(BEGINS_ON, 1), (BEGINS_ON - timedelta(days=1), 0)])
def test_nothing_counts_from_the_day_after_a_death(token, died_on, told):
    person = an_insured_person()
    a_recognition(person=person)
    person.died_on = died_on
    person.save()

    assert len(asked(token).lines) == told


def test_a_look_up_of_millions_reads_indexes_and_one_row_only():
    """Each row of a large table is a page of its own from the disk; only when somebody was identified changes too often for an index."""
    a_recognition(person=an_insured_person(psn_no=PSN_NO))
    asked = {"psn_no": PSN_NO, "on": "2026-03-02", "institution": HOSPITAL}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET reltuples = 1e7, relpages = 100000, relallvisible = 100000 WHERE relname = ANY(%s)",
            [["people_insuredperson", "people_insurance", "recognition_recognition", "settlement_identification"]],
        )
        cursor.execute("SET LOCAL enable_seqscan = off")  # their files are small
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {look_up_here()}", asked)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("Index Only Scan") == 3
    assert plan.count("Index Scan") == 1
    assert "Index Scan using identified_once" in plan
