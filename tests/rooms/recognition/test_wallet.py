"""The wallet: the code to be scanned, a card to print, renewal when the pack's window opens, and bringing it along."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.test import Client

from mantetong.domain.outcomes import Outcome
from mantetong.people.models import Insurance
from mantetong.recognition import operations
from mantetong.recognition.licence import check_sign
from mantetong.recognition.models import Recognition, State
from mantetong.recognition.pages.renewal import renewal_opens_on
from mantetong.recognition.queries import all_of
from tests.factories import MONDAY, a_reviewer, as_applicant
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.test_desk_pages import at_desk, at_home, words

pytestmark = pytest.mark.django_db
CARD_MM = (85.6, 54.0)


def a_held(*, ends_on=date(2026, 12, 31)):
    """A recognition with its certificate, and the browser of its person."""
    case = a_decided_case(Outcome.RECOGNISED)
    operations.make_certificate(case_id=case.pk, at=MONDAY + timedelta(days=1))
    Recognition.objects.filter(case_id=case.pk).update(ends_on=ends_on)
    return Recognition.objects.get(case_id=case.pk), at_home(as_applicant(case.filing.account))


def on(day):
    return {"HTTP_X_SANDBOX_NOW": f"{day.isoformat()}T10:00:00+08:00"}


def card(home, held, query=""):
    answer = home.get(f"/certificates/{held.token}/card.pdf{query}")
    return answer, pypdfium2.PdfDocument(answer.content)


def text_of(document):
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_the_card_has_the_size_of_a_bank_card_and_two_sides():
    held, home = a_held()

    answer, document = card(home, held)

    assert answer["Content-Type"] == "application/pdf"
    assert len(document) == 2
    sizes = {tuple(round(points / 72 * 25.4, 1) for points in page.get_size()) for page in document}
    assert sizes == {CARD_MM}


def test_a_card_that_is_lost_does_not_tell_the_illness_unless_its_holder_wants_it():
    held, home = a_held()

    without = card(home, held)[1]
    assert "糖尿病" not in text_of(without)
    assert not without.get_metadata_dict().get("Keywords")
    assert "不联网也能核验" not in text_of(without)
    assert "糖尿病" in text_of(card(home, held, "?disease=1")[1])


def test_a_sample_card_says_so():
    held, home = a_held()

    assert "样例" in text_of(card(home, held)[1])


def test_somebody_elses_card_is_not_found():
    held, _home = a_held()
    _other, stranger = a_held()

    assert stranger.get(f"/certificates/{held.token}/card.pdf").status_code == 404
    assert Client().get(f"/certificates/{held.token}/card.pdf").status_code == 302


def test_the_wallet_shows_the_code_large_enough_to_scan():
    held, home = a_held()

    page = home.get("/certificates/").content.decode()

    width = int(page.split('<svg xmlns="http://www.w3.org/2000/svg" width="')[1].split('"')[0])
    assert width >= 150
    assert f"/v/{held.token}" in page


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 10, 1), "从2026年10月2日起可以续办"),
        (date(2026, 10, 2), "去续办"),
        (date(2027, 1, 5), "去续办"),
    ],
)
def test_renewal_opens_with_the_packs_window(day, says):
    _held, home = a_held()

    assert says in words(home.get("/certificates/", **on(day)))


def test_what_has_no_end_or_does_not_count_is_not_renewed():
    endless, _home = a_held(ends_on=None)
    revoked, _home = a_held()
    Recognition.objects.filter(pk=revoked.pk).update(state=State.REVOKED)
    cards = [all_of(person_id=one.person_id)[0] for one in (endless, revoked)]

    assert [renewal_opens_on(one, on=date(2026, 12, 1)) for one in cards] == [None, None]


def test_what_goes_on_by_itself_offers_no_renewal_and_says_so():
    held, home = a_held()
    Recognition.objects.filter(pk=held.pk).update(disease_code="M05300")

    page = words(home.get("/certificates/", **on(date(2026, 12, 1))))

    assert "到期自动续期" in page
    assert "续办" not in page


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("NOT_YET", "尚未登记到全国平台"),
        ("REGISTERED", "已登记到全国平台"),
        ("UNKNOWN", "正在向全国平台核对登记结果"),
        ("REFUSED", "全国平台未接受登记，工作人员正在处理"),
    ],
)
def test_person_and_reviewer_see_whether_it_is_registered_nationally(state, says):
    held, home = a_held()
    told = {"national_said": "医师编码不存在"} if state == "REFUSED" else {}
    Recognition.objects.filter(pk=held.pk).update(national_state=state, national_serial="T1", national_at=MONDAY, **told)
    desk = at_desk(a_reviewer())

    shown = words(desk.get(f"/desk/recognitions/{held.pk}/", **on(date(2026, 3, 9))))
    listed = words(desk.get("/desk/recognitions/", **on(date(2026, 3, 9))))
    just_now = words(desk.get("/desk/recognitions/", HTTP_X_SANDBOX_NOW=(MONDAY + timedelta(minutes=9)).isoformat()))

    assert says in words(home.get("/certificates/"))
    assert says in shown
    assert ("医师编码不存在" in shown, "医师编码不存在" in listed) == (state == "REFUSED",) * 2
    assert (says in listed) is (state in ("UNKNOWN", "REFUSED"))
    assert says not in just_now


def test_who_is_insured_elsewhere_now_is_shown_the_way_to_bring_it_along():
    held, home = a_held()
    assert "参保地换了" not in words(home.get("/certificates/"))

    Insurance.objects.filter(person_id=held.person_id).update(region="620900")

    assert "转到酒泉市" in words(home.get("/certificates/"))


def test_the_licence_behind_a_certificate_is_told_to_its_holder_only():
    held, home = a_held()

    told = home.get(f"/certificates/{held.token}/licence.json", **on(date(2026, 6, 1))).json()
    later = home.get(f"/certificates/{held.token}/licence.json", **on(date(2027, 6, 1))).json()

    assert (told["state"], later["state"], told["valid_until"]) == ("有效", "已过期", "2026-12-31")
    assert told["file"]["sha256"] == held.certificate.sha256
    assert told["holder"]["name"].startswith("*")
    assert Client().get(f"/certificates/{held.token}/licence.json").status_code != 200


def test_the_check_sign_is_that_of_the_standard():
    # ISO 7064 MOD 37,36 in the Global Release Identifier's own example, A1-2425G-ABC1234002-M
    assert check_sign("A12425GABC1234002") == "M"
