"""Short messages: the carrier's signature, its refusals, and what we make of silence."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from mantetong.outside import gateways
from mantetong.outside.acs_signature import parse_authorization, signature
from mantetong.outside.sms import Delivery, Sending, ask_delivery, send_sms, was_sent
from mantetong.web.clock import day_of

PHONE = "13800000001"


def sent(at=None, **changes):
    given = {"phone": PHONE, "template": "SMS_PROGRESS", "values": {"tail": "0012"}, "reference": "n1"} | changes
    return send_sms(**given, at=at or timezone.now())


def test_the_signature_is_the_carriers_own_example():
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    query = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}

    made = signature(
        secret="YourAccessKeySecret", method="POST", path="/", query=query, headers=headers, signed=tuple(sorted(headers))
    )

    assert made == "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"


def test_an_authorization_of_another_kind_is_empty():
    assert parse_authorization("Basic abc") == {}


def test_a_message_arrives_as_the_registered_text(world):
    done = sent()

    (message,) = world.outbox(to=PHONE)
    assert done.state is Sending.HANDED_OVER
    assert done.receipt
    assert message["text"] == "【慢特通】您的办件（尾号0012）有新进展，请登录查看。"


def test_the_carrier_says_that_it_was_delivered(world):
    sent()

    now = timezone.now()
    assert ask_delivery(phone=PHONE, reference="n1", sent_on=day_of(now), at=now) is Delivery.DELIVERED
    assert ask_delivery(phone=PHONE, reference="n2", sent_on=day_of(now), at=now) is Delivery.WAITING


def test_what_was_taken_is_found_by_our_reference(world):
    world.fault("sms", "SILENT")
    sent()

    now = timezone.now()
    found = [was_sent(phone=PHONE, reference=reference, days=(day_of(now),), at=now) for reference in ("n1", "n2")]

    assert found == [True, False]


def test_a_carrier_that_cannot_be_asked_leaves_it_open(world):
    world.fault("sms-details", "AWAY")

    now = timezone.now()
    assert was_sent(phone=PHONE, reference="n1", days=(day_of(now),), at=now) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"phone": "12345"}, "isv.MOBILE_NUMBER_ILLEGAL"),
        ({"template": "SMS_NO_SUCH"}, "isv.SMS_TEMPLATE_ILLEGAL"),
        ({"values": {}}, "isv.TEMPLATE_MISSING_PARAMETERS"),
        ({"values": {"tail": "http://a.example"}}, "isv.PARAM_NOT_SUPPORT_URL"),
        ({"values": {"tail": "0" * 36}}, "isv.PARAM_LENGTH_LIMIT"),
        ({"at": datetime(2020, 1, 1, tzinfo=UTC)}, "InvalidTimeStamp.Expired"),
    ],
)
def test_a_refusal_carries_the_carriers_code(world, changes, reason):
    done = sent(**changes)

    assert (done.state, done.reason, done.may_retry) == (Sending.REFUSED, reason, False)
    assert world.outbox() == []


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("SANDBOX_SMS_SECRET", "other", "SignatureDoesNotMatch"),
        ("SANDBOX_SMS_KEY", "other", "InvalidAccessKeyId.NotFound"),
        ("SANDBOX_SMS_SIGN", "别家", "isv.SMS_SIGNATURE_ILLEGAL"),
    ],
)
def test_another_ones_credentials_are_refused(world, settings, name, value, reason):
    given = {"sms_url": world.url + "/sms/", "sms_key": gateways.SANDBOX_SMS_KEY, "sms_sign": "慢特通", "sms_templates": {}}
    field = {"SANDBOX_SMS_SECRET": "sms_secret", "SANDBOX_SMS_KEY": "sms_key", "SANDBOX_SMS_SIGN": "sms_sign"}[name]
    secret = type(settings.MANTETONG_ENVIRONMENT.sms_secret)
    given |= {"sms_secret": secret(gateways.SANDBOX_SMS_SECRET)} | {field: secret(value) if field == "sms_secret" else value}
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update=given)

    assert sent().reason == reason


def test_too_many_messages_to_one_number_may_be_tried_later(world):
    outcomes = [sent(reference=f"n{turn}") for turn in range(11)]

    assert [one.state for one in outcomes[:10]] == [Sending.HANDED_OVER] * 10
    assert (outcomes[10].reason, outcomes[10].may_retry) == ("isv.BUSINESS_LIMIT_CONTROL", True)


@pytest.mark.parametrize(("how", "arrived"), [("SILENT", 1), ("GARBLED", 1), ("AWAY", 0)])
def test_no_answer_is_unknown_whether_it_arrived_or_not(world, how, arrived):
    world.fault("sms", how)

    assert sent().state is Sending.UNKNOWN
    assert len(world.outbox()) == arrived


def test_a_carrier_nobody_listens_at_has_surely_not_taken_it(world):
    world.server.shutdown()
    world.server.socket.close()

    done = sent()

    assert (done.state, done.may_retry) == (Sending.REFUSED, True)


def test_a_replayed_request_is_refused(world):
    assert world.state.note_nonce("once", at=timezone.now())
    assert not world.state.note_nonce("once", at=timezone.now() + timedelta(minutes=1))
