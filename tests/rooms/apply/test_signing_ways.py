"""Who cannot write signs all the same: on paper, with a thumbprint, by voice, before a clerk; each way is kept for what it is."""

import io
import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mantetong.apply import operations
from mantetong.apply.errors import WitnessCodeWrong
from mantetong.apply.models import Recording, Signature
from mantetong.domain.actor import NotYoursToTake
from mantetong.domain.roles import Role
from mantetong.materials.queries import papers_of
from mantetong.people.models import Look, StoredCode
from mantetong.people.operations import ask_confirmation_code
from mantetong.people.queries import person_card
from tests.factories import DIABETES, MEISHAN, MONDAY, NANCHONG, a_reviewer, a_staff_member
from tests.journeys.bad_input import NOON, at_desk, words
from tests.rooms.apply.homes import answered_draft, page
from tests.rooms.materials.bad_files import a_jpeg

pytestmark = pytest.mark.django_db(transaction=True)
VOICE = b"\x1aE\xdf\xa3" + bytes(range(256)) * 20


def a_sheet(name="申请表.jpg", content=None):
    return SimpleUploadedFile(name, content or a_jpeg(), "image/jpeg")


def sign_code(by):
    ask_confirmation_code(account_id=by.account_id, purpose="SIGN", at=datetime.fromisoformat(NOON))
    return str(StoredCode.objects.latest("id").code)


def still_open(filing, home):
    return [title for title, _url in home.get(page(filing, "check")).context["page"].still_open]


def test_without_a_script_the_own_name_is_typed_and_counts_with_the_code_sent():
    filing, by, home = answered_draft()
    name = person_card(filing.person_id).name

    other = home.post(page(filing, "form"), {"typed": "魏俊杰", "code": sign_code(by)})
    wrong = home.post(page(filing, "form"), {"typed": name, "code": "000000"})
    answer = home.post(page(filing, "form"), {"typed": f" {name} ", "code": StoredCode.objects.latest("id").code})

    assert (other.status_code, "都不一致" in words(other)) == (422, True)
    assert (wrong.status_code, name in words(wrong) or name in wrong.content.decode()) == (422, True)
    assert answer.url == page(filing, "check")
    assert Signature.objects.get(filing=filing).gesture == "TYPED"


def test_the_form_signed_on_paper_takes_the_place_of_the_drawn_name():
    filing, _by, home = answered_draft()

    answer = home.post(page(filing, "sign/on/paper"), {"sheets": [a_sheet()]})

    assert answer.url == page(filing, "check")
    assert Signature.objects.get(filing=filing).gesture == "PAPER"
    assert [paper.slot for paper in papers_of(filing.pk)] == ["application_form"]
    assert still_open(filing, home) == []


def test_a_thumbprint_names_who_stood_by():
    filing, _by, home = answered_draft()

    without = home.post(page(filing, "sign/on/thumbprint"), {"sheets": [a_sheet()]})
    answer = home.post(page(filing, "sign/on/thumbprint"), {"sheets": [a_sheet()], "witness": "魏俊杰"})

    assert (without.status_code, "按手印时谁在旁边" in words(without)) == (422, True)
    assert answer.url == page(filing, "check")
    signature = Signature.objects.get(filing=filing)
    assert (signature.gesture, signature.witness) == ("THUMBPRINT", "魏俊杰")


@pytest.mark.parametrize(
    ("sheet", "says"),
    [(SimpleUploadedFile("x.jpg", b"not a picture"), "照片"), (None, "还没有选照片"), (SimpleUploadedFile("x.jpg", b""), "空的")],
)
def test_a_sheet_that_cannot_be_taken_is_told_and_nothing_is_signed(sheet, says):
    filing, _by, home = answered_draft()

    answer = home.post(page(filing, "sign/on/paper"), {"sheets": [sheet]} if sheet else {})

    assert answer.status_code == 422
    assert says in words(answer)
    assert not Signature.objects.exists()
    assert papers_of(filing.pk) == ()


def test_a_recorded_voice_signs_with_a_fresh_code_and_is_heard_by_the_desk_alone():
    filing, by, home = answered_draft()
    sent = {"recording": SimpleUploadedFile("voice.webm", VOICE, "audio/webm"), "code": sign_code(by)}

    answer = home.post(page(filing, "sign/voice"), sent)

    assert answer.url == page(filing, "check")
    assert Signature.objects.get(filing=filing).gesture == "VOICE"
    assert b"".join(home.get(page(filing, "form").replace("/form/", "/form.pdf")))[:5] == b"%PDF-"
    home.post(page(filing, "check"), {"pledge": "on", "anyway": "on"})
    reviewer = a_reviewer(MEISHAN)
    heard = at_desk(reviewer).get(f"/desk/filing/{filing.reference}/recording/")
    assert (heard.content, heard["Content-Type"]) == (VOICE, "audio/webm")
    assert Look.objects.filter(kind="RECORDING", account_id=reviewer.account_id).count() == 1
    assert at_desk(a_reviewer(NANCHONG)).get(f"/desk/filing/{filing.reference}/recording/").status_code == 404
    assert home.get(f"/desk/filing/{filing.reference}/recording/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"tiny", b"<html>" + bytes(5000), VOICE[:4] + bytes(9 * 1024 * 1024)])
def test_what_is_no_recording_is_told(content):
    filing, by, home = answered_draft()

    answer = home.post(page(filing, "sign/voice"), {"recording": io.BytesIO(content), "code": sign_code(by)})

    assert answer.status_code == 422
    assert "录" in words(answer)
    assert not Recording.objects.exists()


def test_a_wrong_code_keeps_no_recording():
    filing, by, home = answered_draft()
    right = sign_code(by)
    wrong = "000000" if right != "000000" else "111111"

    answer = home.post(page(filing, "sign/voice"), {"recording": SimpleUploadedFile("v.webm", VOICE), "code": wrong})

    assert answer.status_code == 422
    assert not Recording.objects.exists()


def shown_code(filing, home):
    return re.search(r"data-witness-code>(\d{6})<", home.post(page(filing, "sign/counter")).content.decode())[1]


DONE = {"do": "witness", "is_there": "on", "was_read": "on", "said_yes": "on"}


def test_a_clerk_bears_witness_once_and_the_applicant_goes_on():
    filing, _by, home = answered_draft()
    clerk = a_staff_member(Role.CLERK)
    code = shown_code(filing, home)

    read = at_desk(clerk).post("/desk/witness/", {"code": code})
    done = at_desk(clerk).post("/desk/witness/", {"code": code, **DONE})

    assert "糖尿病" in words(read)
    assert done.status_code == 302
    signature = Signature.objects.get(filing=filing)
    assert (signature.gesture, signature.account_id_of_signer, signature.witness) == ("WITNESSED", clerk.account_id, "沈审核")
    assert still_open(filing, home) == []
    assert Look.objects.filter(account_id=clerk.account_id, kind="FILING").exists()
    assert "没有找到这份申请" in words(at_desk(clerk).post("/desk/witness/", {"code": code}))


def test_a_witness_who_has_not_done_all_three_things_is_asked_to():
    filing, _by, home = answered_draft()
    clerk = a_staff_member(Role.CLERK)

    answer = at_desk(clerk).post("/desk/witness/", {"code": shown_code(filing, home), "do": "witness", "is_there": "on"})

    assert answer.status_code == 422
    assert not Signature.objects.exists()


def test_a_clerk_of_another_region_and_a_reviewer_cannot_witness():
    filing, _by, home = answered_draft(diseases=(DIABETES,))
    code = shown_code(filing, home)

    with pytest.raises(WitnessCodeWrong):
        operations.draft_at_the_counter(code=code, by=a_staff_member(Role.CLERK, region=NANCHONG), at=MONDAY)
    with pytest.raises(NotYoursToTake):
        operations.draft_at_the_counter(code=code, by=a_reviewer(MEISHAN), at=MONDAY)
