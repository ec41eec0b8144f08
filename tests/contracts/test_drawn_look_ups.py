"""The look-up drawn from /openapi.json by schemathesis and answered by the path that tills use: every answer fits what is published."""

import io
import itertools
import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, FormatChecker

from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.look_up import make_application
from mantetong.settlement.openapi import answer_schema, document
from mantetong.settlement.operations import make_token
from mantetong.settlement.tills import DjangoTill
from mantetong.settlement.v1 import SERVED
from tests.rooms.recognition.factories import DECIDED_AT, a_hospital
from tests.rooms.settlement.messages import HOSPITAL
from tests.rooms.settlement.purchases import NOON

pytestmark = pytest.mark.django_db
DRAWN = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
_serial = itertools.count()


@pytest.fixture
def ask():
    """One look-up of this hospital through the bare path, in the sandbox's time."""
    sign_off_demo(region="511400")
    a_hospital(code=HOSPITAL)
    application = make_application(till=DjangoTill(is_sandbox=True), journal=None, is_sandbox=True)
    token = make_token(institution_code=HOSPITAL, at=DECIDED_AT)

    def asked(body):
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
        statuses = []
        environ = {
            "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(content)), "wsgi.input": io.BytesIO(content),
            "HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_X_SANDBOX_NOW": NOON.isoformat(),
        }  # fmt: skip
        answer = b"".join(application(environ, lambda status, _headers: statuses.append(status)))
        assert statuses == ["200 OK"]
        return json.loads(answer)

    return asked


def own(body):
    """The drawn message under this hospital's own head, so that more than the first check is reached."""
    msgid = f"{HOSPITAL}20261122120000{next(_serial) % 10_000:04d}"
    return body | {"fixmedins_code": HOSPITAL, "msgid": msgid, "inf_time": "2026-11-22 12:00:00"}


@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
def test_every_drawn_look_up_is_answered_as_published(ask, mode):
    validator = Draft202012Validator(answer_schema(SERVED["5301"]), format_checker=FormatChecker())

    @given(case=DRAWN["/interface/5301"]["POST"].as_strategy(generation_mode=mode))
    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def drawn(case):
        answer = ask(own(case.body) if isinstance(case.body, dict) else case.body if isinstance(case.body, list) else {})
        assert [fault.message for fault in validator.iter_errors(answer)] == []
        assert "Traceback" not in answer["err_msg"]

    drawn()
