"""Requests drawn from /openapi.json by schemathesis, right ones and wrong ones: every answer fits the published description."""

import itertools
import json
from datetime import datetime

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.carrying_out import carry_out
from mantetong.settlement.message import answer_bytes
from mantetong.settlement.openapi import answer_schema, document
from mantetong.settlement.operations import make_token
from mantetong.settlement.tills import DjangoTill
from mantetong.settlement.v1 import SERVED
from mantetong.web.clock import SHANGHAI
from tests.rooms.recognition.factories import DECIDED_AT, a_hospital
from tests.rooms.settlement.messages import HOSPITAL

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=SHANGHAI)
DRAWN = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
_serial = itertools.count()
MODES = {"right": schemathesis.GenerationMode.POSITIVE, "wrong": schemathesis.GenerationMode.NEGATIVE}


@pytest.fixture
def send():
    sign_off_demo(region="511400")
    a_hospital(code=HOSPITAL)
    authorization = f"Bearer {make_token(institution_code=HOSPITAL, at=DECIDED_AT)}"

    def sent(infno, body):
        """The answer to a message that carries this hospital's own head where the drawn one has any."""
        if isinstance(body, dict):
            body |= {
                "fixmedins_code": HOSPITAL,
                "msgid": f"{HOSPITAL}20261122120000{next(_serial) % 10_000:04d}",
                "inf_time": "2026-11-22 12:00:00",
            }
        given = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        (code, words, output), status, _known = carry_out(
            till=DjangoTill(is_sandbox=True), authorization=authorization, infno=infno, body=given, at=NOON
        )
        assert status == 200
        return json.loads(answer_bytes(infcode=int(code), err_msg=words, output=output, region="511400", received=0.0))

    return sent


def is_closed(body):
    """Drawn as an encrypted one: nobody draws what opens, so that these would all be refused alike."""
    return isinstance(body, dict) and body.get("enc_type") == "SM4"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("infno", sorted(set(SERVED) - {"5301"}))
def test_every_drawn_request_is_answered_as_published(send, infno, mode):
    validator = Draft202012Validator(answer_schema(SERVED[infno]), format_checker=FormatChecker())
    strategy = DRAWN[f"/interface/{infno}"]["POST"].as_strategy(generation_mode=MODES[mode])

    @given(case=strategy.filter(lambda case: not is_closed(case.body)))
    @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def drawn(case):
        answer = send(infno, case.body if isinstance(case.body, dict | list) else {})
        assert [fault.message for fault in validator.iter_errors(answer)] == []
        assert "Traceback" not in answer["err_msg"]

    drawn()
