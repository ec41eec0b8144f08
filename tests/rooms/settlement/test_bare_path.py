"""The look-up as the web server calls it, over its own connections."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from mantetong.recognition.operations import sign_off_demo
from mantetong.settlement.bare_till import BareTill
from mantetong.settlement.encryption import closed_text, opened_text
from mantetong.settlement.journal import Journal
from mantetong.settlement.last_known import LastKnown
from mantetong.settlement.look_up import make_application, sandbox_moment, settings_of
from mantetong.settlement.models import InterfaceCall, LookUpRule
from mantetong.settlement.operations import make_cipher_key, make_token, note_identified, withdraw_tokens
from mantetong.settlement.pace import Pace
from mantetong.settlement.refusals import Refused
from tests.rooms.recognition.factories import DECIDED_AT, a_hospital, a_recognition
from tests.rooms.settlement.messages import HOSPITAL, PSN_NO, a_request, as_bytes

pytestmark = pytest.mark.django_db(transaction=True)


def dsn_of_this_test():
    given = connection.settings_dict
    user, password = quote(given["USER"]), quote(given["PASSWORD"])
    return f"postgresql://{user}:{password}@/{given['NAME']}?host={quote(given['HOST'], safe='')}&port={given['PORT']}"


@pytest.fixture(params=[True, False], ids=["prepared", "through a pooler"])
def till(request):
    made = BareTill(dsn=dsn_of_this_test(), is_sandbox=True, prepared=request.param)
    yield made
    made.close()


@pytest.fixture
def token():
    sign_off_demo(region="511400")
    a_hospital(code=HOSPITAL)
    return make_token(institution_code=HOSPITAL, at=DECIDED_AT)


def call(application, *, token, body=None, method="POST", now="2026-11-22", shown=True, **more):
    given = as_bytes(a_request()) if body is None else body
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/interface/5301",
        "CONTENT_LENGTH": str(len(given)),
        "wsgi.input": io.BytesIO(given),
    }
    environ |= {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_X_SANDBOX_NOW": now} | more
    if shown and (found := sandbox_moment(now)):
        note_identified(institution_code=HOSPITAL, psn_no=PSN_NO, at=found)
    status = []
    body = b"".join(application(environ, lambda line, _headers: status.append(line)))
    return status[0], json.loads(body)


def test_it_answers_what_the_page_would_answer(till, token):
    a_recognition()
    application = make_application(till=till, journal=None, is_sandbox=True)

    status, answer = call(application, token=token)

    assert status == "200 OK"
    assert answer["infcode"] == 0
    assert [line["opsp_dise_code"] for line in answer["output"]["feedetail"]] == ["M01600"]


def test_an_encrypted_look_up_is_answered_here_too_and_a_plain_one_refused_where_encryption_is_demanded(token, settings):
    a_recognition()
    secret = bytes.fromhex(make_cipher_key(institution_code=HOSPITAL, is_demanded=True, at=DECIDED_AT))
    message = a_request()
    marks = f"5301|{message['msgid']}|{message['inf_time']}"
    given = closed_text(json.dumps(message["input"]).encode(), secret=secret, about=f"input|{marks}")
    body, now = as_bytes(message | {"enc_type": "SM4", "input": given}), "2026-11-20T09:00:00+08:00"
    with closing(BareTill(dsn=dsn_of_this_test(), is_sandbox=True, keys=Path(settings.MANTETONG_HOME) / "keys")) as till:
        application = make_application(till=till, journal=None, is_sandbox=True)

        answer, plain = (call(application, token=token, body=each, now=now)[1] for each in (body, None))

    output = json.loads(opened_text(answer["output"], secret=secret, about=f"output|{marks}"))
    assert (answer["infcode"], answer["enc_type"], output["feedetail"][0]["opsp_dise_code"]) == (0, "SM4", "M01600")
    assert (plain["infcode"], plain["enc_type"]) == (-410, "")


def test_a_machine_without_the_installations_keys_answers_encrypted_look_ups_with_unknown(till, token):
    make_cipher_key(institution_code=HOSPITAL, is_demanded=False, at=DECIDED_AT)
    application = make_application(till=till, journal=None, is_sandbox=True)
    body = as_bytes(a_request() | {"enc_type": "SM4", "input": "A" * 80})

    assert call(application, token=token, body=body)[1]["infcode"] == -901


def test_many_threads_ask_at_once(till, token):
    a_recognition()
    application = make_application(till=till, journal=None, is_sandbox=True)

    call(application, token=token)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: call(application, token=token, shown=False)[1]["infcode"], range(200)))

    assert set(answers) == {0}


@pytest.mark.parametrize(("is_sandbox", "found"), [(True, 0), (False, -902)])
def test_the_sandboxs_own_time_counts_in_the_sandbox_only(token, is_sandbox, found):
    a_recognition()
    till = BareTill(dsn=dsn_of_this_test(), is_sandbox=is_sandbox)

    _, answer = call(make_application(till=till, journal=None, is_sandbox=is_sandbox), token=token, now="2026-11-19")

    till.close()
    assert answer["infcode"] == found
    assert answer["output"] == ({"feedetail": []} if found == 0 else {})


def test_a_restarted_database_is_asked_again(till, token):
    a_recognition()
    application = make_application(till=till, journal=None, is_sandbox=True)
    call(application, token=token)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mantetong look-up'")

    _, answer = call(application, token=token)

    assert answer["infcode"] == 0


def away(folder):
    """The address of a database that nobody serves."""
    return f"postgresql://nobody@/nowhere?host={quote(str(folder), safe='')}"


def test_an_absent_database_is_unknown(tmp_path):
    till = BareTill(dsn=away(tmp_path), is_sandbox=True)

    status, answer = call(make_application(till=till, journal=None, is_sandbox=True), token="any")

    assert (status, answer["infcode"], answer["output"]) == ("200 OK", -901, {})


@pytest.mark.parametrize(("minutes", "code"), [(30, 0), (0, -901)])
def test_while_the_database_is_away_the_last_known_state_answers_as_long_as_the_pack_allows(token, tmp_path, minutes, code):
    a_recognition()
    LookUpRule.objects.create(region="511400", certificate_hours=24, last_known_minutes=minutes, copied_at=DECIDED_AT)
    till = BareTill(dsn=dsn_of_this_test(), is_sandbox=True, last=LastKnown(64))
    application = make_application(till=till, journal=None, is_sandbox=True)
    before = call(application, token=token)[1]
    till.close()
    till._dsn = away(tmp_path)  # the database goes away

    after = call(application, token=token)[1]

    assert after["infcode"] == code
    assert after["output"] == (before["output"] if code == 0 else {})
    assert ("暂时无法访问" in after["warn_msg"]) is (code == 0)
    assert call(application, token=token, body=as_bytes(a_request(psn_no="5114009900000000009")))[1]["infcode"] == -901


def test_the_last_known_state_of_another_day_or_person_is_no_answer():
    last = LastKnown(1)
    last.keep("H1", 1.0, "2026-11-22", [("511400", None)])

    assert last.find("H1", "2026-11-22") == (1.0, [["511400", None]])
    assert (last.find("H1", "2026-11-23"), last.find("H2", "2026-11-22")) == (None, None)
    last.keep("H2", 2.0, "2026-11-22", [("511300", None)])  # there is one place: whoever falls on it takes it over
    assert (last.find("H1", "2026-11-22"), last.find("H2", "2026-11-22")) == (None, (2.0, [["511300", None]]))
    last.keep("H1", 1.0, "2026-11-23", [("x" * 500,)])
    assert last.find("H1", "2026-11-23") is None


@pytest.mark.parametrize("torn", [0, 4, 6, 20])
def test_a_torn_entry_is_no_answer(torn):
    last = LastKnown(1)
    last.keep("H1", 1.0, "2026-11-22", [("511400", None)])

    last._memory[torn] ^= 1

    assert last.find("H1", "2026-11-22") is None


def test_who_asks_too_fast_is_told_to_wait_and_others_are_not(token):
    a_recognition()
    till = BareTill(dsn=dsn_of_this_test(), is_sandbox=True, pace=Pace(1, clock=lambda: 0.0))
    application = make_application(till=till, journal=None, is_sandbox=True)

    codes = [call(application, token=token)[1]["infcode"] for _ in range(11)]

    till.close()
    assert codes == [0] * 10 + [-406]
    Pace(1, clock=lambda: 0.0).ensure("H2")


def test_who_showed_no_certificate_gets_no_list_at_all(token):
    a_recognition()
    till = BareTill(dsn=dsn_of_this_test(), is_sandbox=True)

    _, answer = call(make_application(till=till, journal=None, is_sandbox=True), token=token, shown=False)

    till.close()
    assert (answer["infcode"], answer["output"]) == (-209, {})


def test_an_empty_bucket_refills_with_time():
    now = [0.0]
    pace = Pace(1, clock=lambda: now[0])
    for _ in range(10):
        pace.ensure("H1")

    with pytest.raises(Refused):
        pace.ensure("H1")
    now[0] = 1.0
    pace.ensure("H1")


def test_a_withdrawn_token_closes_when_tokens_are_read_again(till, token):
    application = make_application(till=till, journal=None, is_sandbox=True)
    call(application, token=token)
    withdraw_tokens(institution_code=HOSPITAL, at=DECIDED_AT)

    till._read()

    assert call(application, token=token)[0] == "401 Unauthorized"


def test_calls_are_journaled_in_batches(till, token):
    journal = Journal(till.write_calls)
    application = make_application(till=till, journal=journal, is_sandbox=True)

    for _ in range(3):
        call(application, token=token)
    call(application, token="wrong")
    journal.close()

    lines = InterfaceCall.objects.values_list("institution_code", "infcode")
    assert sorted(lines) == [("", -402), *[(HOSPITAL, -202)] * 3]


@pytest.mark.parametrize("odd", ["a\tb", "a\\b", "a\nb", "a\r", "\\N", "\\.", "号"])
def test_whatever_a_sender_calls_a_person_is_journaled_as_it_came(till, token, odd):
    journal = Journal(till.write_calls)
    application = make_application(till=till, journal=journal, is_sandbox=True)

    call(application, token=token, body=as_bytes(a_request(psn_no=odd)))
    journal.close()

    assert InterfaceCall.objects.get().psn_no == odd


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"method": "GET"}, "405 Method Not Allowed", -405),
        ({"body": b"x" * 70_000}, "200 OK", -105),
        ({"CONTENT_LENGTH": "-1"}, "200 OK", -202),
        ({"CONTENT_LENGTH": ""}, "200 OK", -202),
        ({"now": "not a day"}, "200 OK", -202),
    ],
)
def test_odd_requests_are_answered(till, token, more, status, code):
    application = make_application(till=till, journal=None, is_sandbox=True)

    answered, answer = call(application, token=token, **more)

    assert (answered, answer["infcode"]) == (status, code)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-22", "2026-11-22T12:00:00+08:00"),
        ("2026-11-22T23:30:00", "2026-11-22T23:30:00+08:00"),
        ("2026-11-22T23:30:00Z", "2026-11-22T23:30:00+00:00"),
    ],
)
def test_a_sandbox_moment_is_read_as_shanghai_time(text, said):
    assert sandbox_moment(text).isoformat() == said


def test_settings_come_from_the_environment(tmp_path):
    (tmp_path / "database.url").write_text("postgresql://here\n")

    given = settings_of({"MANTETONG_HOME": str(tmp_path), "MANTETONG_SANDBOX": "true", "MANTETONG_PREPARED_STATEMENTS": "0"})

    assert (given.dsn, given.is_sandbox, given.prepared, given.keys) == ("postgresql://here", True, False, tmp_path / "keys")
