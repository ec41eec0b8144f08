"""/verify/ without script, the signed list it works with, and the desk's sign-off page."""

import json
from datetime import timedelta

import pytest

from mantetong.outside.signing import is_signed, public_key
from mantetong.recognition import operations, queries
from mantetong.recognition.credential import PURPOSE
from mantetong.recognition.models import ImportSignOff, Recognition
from mantetong.recognition.operations.withdrawn import token_digest, withdrawn_list
from tests.factories import MONDAY, a_supervisor
from tests.rooms.recognition.test_certificate import THEN, words
from tests.rooms.recognition.test_issuing import a_case, issued
from tests.rooms.review.test_desk_pages import at_desk

pytestmark = pytest.mark.django_db


def a_code():
    case = a_case()
    issued(case)
    operations.make_certificate(case_id=case.pk, at=MONDAY)
    return queries.certificate_of(case.pk).text


def test_without_script_the_server_reads_the_code_and_keeps_nothing(client):
    page = client.post("/verify/", {"code": a_code(), "disease": "M01600"}, headers=THEN)

    assert page.status_code == 200
    for said in ("签名有效", "**兰", "2028年3月1日", "与所示凭证一致"):
        assert said in words(page)
    assert "糖尿病" not in words(page)


@pytest.mark.parametrize("code", ["", "核验码", "AAAA"])
def test_what_is_no_code_is_told_so(client, code):
    assert client.post("/verify/", {"code": code}, headers=THEN).status_code == 422


def test_the_list_names_what_was_revoked_under_the_certificates_key_and_nobody():
    a_code()
    row = Recognition.objects.get()
    assert json.loads(withdrawn_list(at=MONDAY).text)["tokens"] == []
    Recognition.objects.update(state="REVOKED")

    made = withdrawn_list(at=MONDAY)

    assert json.loads(made.text)["tokens"] == [token_digest(row.token)]
    assert is_signed(made.text.encode(), signature=made.signature, by_key=public_key(purpose=PURPOSE))
    assert row.psn_no not in made.text
    assert json.loads(withdrawn_list(at=MONDAY + timedelta(days=1000)).text)["tokens"] == []


def test_two_supervisors_sign_the_import_off_on_the_desk():
    first, second = (at_desk(a_supervisor()) for _ in range(2))
    said = {"declaration": "本地区没有需要导入的存量待遇"}
    ImportSignOff.objects.all().delete()

    assert "还没有人确认" in words(first.get("/desk/existing/"))
    first.post("/desk/existing/", said)
    assert "还要另一位同事确认" in words(first.get("/desk/existing/"))
    assert first.post("/desk/existing/", said).status_code == 409
    second.post("/desk/existing/", said)

    assert "已确认" in words(second.get("/desk/existing/"))
    assert queries.sign_off_of(region="511400").is_done


def test_one_supervisor_takes_the_sign_off_back_with_a_reason_and_two_sign_anew():
    first, second = (at_desk(a_supervisor()) for _ in range(2))
    ImportSignOff.objects.all().delete()
    for one in (first, second):
        one.post("/desk/existing/", {"declaration": "本地区没有需要导入的存量待遇"})

    silent = first.post("/desk/existing/", {"why": ""})
    kept = queries.sign_off_of(region="511400").is_done
    first.post("/desk/existing/", {"why": "漏了两个县"})
    taken_back = words(second.get("/desk/existing/"))
    first.post("/desk/existing/", {"declaration": "存量待遇已全部导入，并与原系统逐条核对一致"})

    assert (silent.status_code, kept) == (422, True)
    assert "撤回：漏了两个县" in taken_back
    assert "还没有人确认" in taken_back
    assert queries.sign_off_of(region="511400").declaration == "存量待遇已全部导入，并与原系统逐条核对一致"
    assert not queries.sign_off_of(region="511400").is_done
