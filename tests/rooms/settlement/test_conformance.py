"""What a till's software has shown it can do is read from what it sent, and from nothing else."""

from argparse import Namespace
from datetime import timedelta

import pytest

from mantetong.settlement.codes import Infcode
from mantetong.settlement.commands.opening import run_conform
from mantetong.settlement.conformance import conformance_of
from mantetong.settlement.models import InterfaceCall
from mantetong.settlement.operations import make_cipher_key
from tests.factories import MONDAY, a_hospital

pytestmark = pytest.mark.django_db
PHARMACY, HOSPITAL = "P51149900201", "H51149900101"
SICK = "5199000000000000000911"
GOOD = (
    ("9001", "1", "", 0),
    ("5301", "2", SICK, Infcode.NOT_IDENTIFIED),
    ("1101", "3", "", 0),
    ("5301", "4", SICK, 0),
    ("2101", "5", SICK, Infcode.FIELD_WRONG),
    ("2101", "6", SICK, 0),
    ("2102", "7", SICK, 0),
    ("2102", "7", SICK, 0),
    ("2103", "8", SICK, 0),
    ("2601", "9", "", 0),
    ("9002", "10", "", 0),
)


def journaled(calls, *, institution=PHARMACY):
    for second, (infno, msgid, psn_no, infcode) in enumerate(calls):
        InterfaceCall.objects.create(
            at=MONDAY + timedelta(seconds=second),
            infno=infno,
            msgid=msgid,
            institution_code=institution,
            psn_no=psn_no,
            infcode=infcode,
            microseconds=900,
        )


def missing(institution=PHARMACY, since=MONDAY):
    return [step.what for step in conformance_of(institution=institution, since=since) if step.at is None]


def test_software_that_has_done_everything_lacks_nothing():
    journaled(GOOD)

    assert missing() == []


def test_nothing_sent_is_nothing_shown():
    journaled(GOOD, institution="P51149900202")

    assert len(missing()) == len(conformance_of(institution=PHARMACY, since=MONDAY)) == 12


@pytest.mark.parametrize(
    ("left_out", "lacks"),
    [
        (0, ["签到"]),
        (1, ["未出示凭证时改正"]),
        (2, ["识别人员", "未出示凭证时改正"]),
        (3, ["查询待遇", "未出示凭证时改正"]),
        (4, ["字段写错时改正"]),
        (5, ["字段写错时改正", "预结算"]),
        (7, ["没有听到应答时重发"]),
        (8, ["撤销结算"]),
        (9, ["冲正"]),
        (10, ["签退"]),
    ],
)
def test_each_step_stands_on_its_own_calls(left_out, lacks):
    journaled(call for place, call in enumerate(GOOD) if place != left_out)

    assert missing() == lacks


def test_one_number_for_two_contents_is_told_whatever_else_went_well():
    journaled((*GOOD, ("2102", "7", SICK, Infcode.REPEATED_DIFFERENTLY)))

    assert missing() == ["msgid不重复使用"]


def test_a_correction_under_the_refused_number_and_a_look_up_of_somebody_else_show_nothing():
    changed = {5: ("2101", "5", SICK, 0), 3: ("5301", "4", "5199000000000000000915", 0)}
    journaled(changed.get(place, call) for place, call in enumerate(GOOD))

    assert missing() == ["未出示凭证时改正", "字段写错时改正"]


def test_a_hospital_has_steps_of_its_own_and_old_calls_do_not_count():
    journaled((("2201", "1", SICK, 0), ("2207", "2", SICK, 0)), institution=HOSPITAL)

    assert {"挂号", "结算"}.isdisjoint(missing(HOSPITAL))
    assert {"上传就诊信息", "上传明细", "预结算", "撤销结算"} <= set(missing(HOSPITAL))
    assert "挂号" in missing(HOSPITAL, since=MONDAY + timedelta(hours=1))


def test_who_is_to_encrypt_has_shown_it_by_what_was_done_since_then_only():
    code = a_hospital().code
    journaled((("5301", "1", SICK, 0), ("2207", "2", SICK, 0), ("1101", "3", "", Infcode.NOT_OPENED)), institution=code)
    steps = ["加密查询", "加密办理", "解不开时改正"]

    make_cipher_key(institution_code=code, is_demanded=False, at=MONDAY)
    assert set(steps).isdisjoint(step.what for step in conformance_of(institution=code, since=MONDAY))
    make_cipher_key(institution_code=code, is_demanded=True, at=MONDAY - timedelta(seconds=9))
    assert [step for step in steps if step in missing(code)] == ["加密查询", "解不开时改正"]
    make_cipher_key(institution_code=code, is_demanded=True, at=MONDAY - timedelta(minutes=1))
    journaled((*[("9002", "4", "", 0)] * 3, ("1101", "5", "", 0)), institution=code)
    assert [step for step in steps if step in missing(code)] == []


def test_the_command_prints_every_step_and_ends_with_one_while_something_is_missing(capsys):
    institution = a_hospital().code

    assert run_conform(Namespace(institution=institution, days=7)) == 1
    assert "✗ 签到：9001成功（还没有看到）" in capsys.readouterr().out
    assert run_conform(Namespace(institution="P00000000000", days=7)) == 1
    assert "没有编号为 P00000000000 的机构" in capsys.readouterr().err
