"""What tills send wrong, field by field: each fault is named with its mend, nothing is carried out, nothing is lost."""

import copy

import pytest

from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.models import Bill, KeptAnswer, Visit
from mantetong.settlement.v1 import SERVED
from tests.rooms.settlement.messages import as_bytes
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

pytestmark = pytest.mark.django_db
PHARMACYS = frozenset({"2101", "2102", "2103"})
OURS = sorted(set(SERVED) - {"5301"})


def filled(schema):
    """A node in which every required field holds something of the right kind."""
    kind = schema.get("type")
    if kind == "object":
        return {name: filled(schema["properties"][name]) for name in schema.get("required", ())}
    if kind == "array":
        return [filled(schema["items"])]
    if kind == ["number", "string"]:
        return "1.00"
    said = schema.get("description", "")
    if "HH:mm:ss" in said:
        return "2026-11-22 11:00:00"
    return "2026-11-22" if "yyyy-MM-dd" in said else (schema.get("enum") or ["1"])[0]


def fields_of(infno):
    """(node, field, schema) of every required field."""
    for node, schema in SERVED[infno].takes["properties"].items():
        rows = schema["items"] if schema.get("type") == "array" else schema
        for name in rows.get("required", ()):
            yield node, name, rows["properties"][name]


def spoilt(infno, node, name, value):
    given = copy.deepcopy(filled(SERVED[infno].takes))
    held = given[node][0] if isinstance(given[node], list) else given[node]
    held[name] = value
    return given


@pytest.mark.parametrize("infno", OURS)
def test_every_required_field_left_out_too_long_or_of_another_kind_is_named(infno):
    sign_off_demo(region="511400")
    till = ATill() if infno in PHARMACYS else ATill(CLINIC)

    for node, name, schema in fields_of(infno):
        too_long = "x" * (schema.get("maxLength", 30) + 1)
        for value in ("", None, too_long, ["x"]):
            code, words, output = till.send(infno, spoilt(infno, node, name, value))

            assert (code, output) == (-205, {}), (name, value)
            assert name in words, (name, value, words)


@pytest.mark.parametrize("infno", OURS)
def test_a_missing_or_odd_node_is_named(infno):
    till = ATill() if infno in PHARMACYS else ATill(CLINIC)
    node = next(iter(SERVED[infno].takes["properties"]))

    for given in ({}, {node: None}, {node: "x"}, {node: [1]}):
        code, words, _output = till.send(infno, given)

        assert code == -205
        assert node in words


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.97, 0.999])
def test_a_truncated_message_is_refused_and_nothing_is_done(part):
    a_patient()
    till = ATill()
    whole = as_bytes(till.message("2102", a_purchase()))

    code, words, _output = till.send_bytes("2102", whole[: int(len(whole) * part)])

    assert (code, Bill.objects.count(), KeptAnswer.objects.count()) == (-101, 0, 0)
    assert "JSON" in words


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"insuplc_admdvs": "511300"}, -203),
        ({"insuplc_admdvs": "000000"}, -203),
        ({"fixmedins_code": "P51149900299"}, -101),
        ({"infno": "2101"}, -102),
        ({"msgid": "1"}, -101),
        ({"msgid": "P5114990020120261322120000" + "0001"}, -101),
        ({"inf_time": "2026-11-22T12:00:00"}, -101),
        ({"inf_time": "2026-02-30 12:00:00"}, -101),
        ({"opter": "x" * 31}, -101),
        ({"input": None}, -101),
        ({"input": "5k0l8Q==", "enc_type": "SM4"}, -409),
    ],
)
def test_a_head_that_is_wrong_is_refused_and_nothing_is_paid(head, code):
    a_patient()
    till = ATill()

    found, words, _output = till.send_bytes("2102", as_bytes(till.message("2102", a_purchase()) | head))

    assert (found, Bill.objects.count()) == (code, 0)
    assert words


def test_steps_of_a_visit_in_another_order_are_refused_with_the_step_that_is_missing():
    a_patient()
    till = ATill(CLINIC)
    mdtrt_id = till.send("2201", a_registration())[2]["data"]["mdtrt_id"]

    early = [till.send("2207", a_batch(mdtrt_id)), till.send("2204", a_fee(mdtrt_id))]
    till.send("2203", a_visit_told(mdtrt_id))
    unlined = till.send("2207", a_batch(mdtrt_id))
    unsettled = till.send("2208", {"data": {"setl_id": "1", "mdtrt_id": mdtrt_id, "psn_no": PSN_NO}})

    assert [one[0] for one in (*early, unlined, unsettled)] == [-205, -502, -205, -505]
    assert "2203" in early[1][1]
    assert "2204" in unlined[1]
    assert Visit.objects.count() == 1


def test_a_settlement_that_arrives_after_its_own_reversal_of_another_message_is_not_confused():
    a_patient()
    till = ATill()
    first = till.send("2102", a_purchase("10.00"))[2]
    second = till.send("2102", a_purchase("20.00"))[2]
    mixed = a_reversal(first)
    mixed["data"]["setl_id"] = second["setlinfo"]["setl_id"]

    assert till.send("2103", mixed)[0] == -505
    assert Bill.objects.filter(reversed_at=None).count() == 2


def test_numbers_no_json_may_hold_are_refused():
    a_patient()
    till = ATill()
    for number in ("1e309", "-1e309", "NaN", "Infinity"):
        body = as_bytes(till.message("2102", a_purchase(medfee_sumamt="AMOUNT"))).replace(b'"AMOUNT"', number.encode())

        code, words, _output = till.send_bytes("2102", body)

        assert (code, Bill.objects.count()) == (-205, 0)
        assert "medfee_sumamt" in words
