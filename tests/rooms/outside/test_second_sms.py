"""The second carrier: its signature, its refusals, and what we make of silence."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from mantetong.outside.second_sms import REPORTED_WITHIN, ask_delivery, send_sms, was_sent
from mantetong.outside.sms import Delivery, Sending
from mantetong.outside.tc3_signature import signature

PHONE = "13800000001"


def sent(at=None, **changes):
    given = {"phone": PHONE, "template": "SMS_PROGRESS", "values": {"tail": "0012"}, "reference": "n1"} | changes
    return send_sms(**given, at=at or timezone.now())


def test_the_signature_is_the_carriers_own_example():
    body = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    headers = {"content-type": "application/json; charset=utf-8", "host": "cvm.tencentcloudapi.com"}

    made = signature(
        secret="Gu5t9xGARNpq86cd98joQYCN3*******",
        service="cvm",
        headers=headers,
        signed=tuple(headers),
        body=body,
        stamp=1551113065,
    )

    assert made == "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c"


def test_a_message_arrives_as_the_registered_text_and_its_fate_is_known(second):
    done = sent()

    now = timezone.now()
    assert (done.state, second.outbox(to=PHONE)[0]["text"]) == (
        Sending.HANDED_OVER,
        "【慢特通】您的办件（尾号0012）有新进展，请登录查看。",
    )
    assert ask_delivery(phone=PHONE, reference="n1", since=now, at=now) is Delivery.DELIVERED
    assert ask_delivery(phone=PHONE, reference="n2", since=now, at=now) is Delivery.WAITING


def test_what_is_not_reported_yet_may_be_on_its_way(second):
    second.fault("sms2", "SILENT")
    lost, now = sent(), timezone.now()

    found = was_sent(phone=PHONE, reference="n1", tried_at=now, at=now)
    early = was_sent(phone=PHONE, reference="n2", tried_at=now, at=now)
    long_ago = was_sent(phone=PHONE, reference="n2", tried_at=now - REPORTED_WITHIN - timedelta(minutes=1), at=now)

    assert (lost.state, found, early, long_ago) == (Sending.UNKNOWN, True, None, False)


def test_a_carrier_that_cannot_be_asked_leaves_it_open(second):
    second.fault("sms2-details", "AWAY")

    now = timezone.now()
    assert was_sent(phone=PHONE, reference="n1", tried_at=now - timedelta(hours=1), at=now) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"phone": "12345"}, "InvalidParameterValue.IncorrectPhoneNumber"),
        ({"template": "SMS_NO_SUCH"}, "FailedOperation.TemplateIncorrectOrUnapproved"),
        ({"values": {}}, "FailedOperation.TemplateParamSetNotMatchApprovedTemplate"),
        ({"at": datetime(2020, 1, 1, tzinfo=UTC)}, "AuthFailure.SignatureExpire"),
    ],
)
def test_a_refusal_carries_the_carriers_code(second, changes, reason):
    done = sent(**changes)

    assert (done.state, done.reason, done.may_retry) == (Sending.REFUSED, reason, False)


def test_a_refusal_for_now_may_be_tried_again(second):
    second.fault("sms2", "REFUSED")

    assert sent().may_retry


def test_a_wrong_key_is_refused(second, settings):
    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(
        update={"sms2_url": second.url + "/sms2/", "sms2_key": "wrong"}
    )

    assert sent().reason == "AuthFailure.SecretIdNotFound"
