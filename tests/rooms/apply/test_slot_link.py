"""A helping camera: one named place, a day, no sign-in, nothing shown back; limited, closed at will, written down for its owner."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from mantetong.apply import operations
from mantetong.apply.errors import CodeTriedTooOften, LinkOver, TooManyLinks
from mantetong.apply.models import LinkUse, SlotLink
from mantetong.apply.operations.slot_links import MOST_OPEN, WRONG_ALTOGETHER, WRONG_FROM_ONE_ADDRESS
from mantetong.apply.queries import slot_links_of
from mantetong.materials.queries import papers_of
from mantetong.people.queries import person_card
from tests.factories import MONDAY, a_draft, a_submitted_filing
from tests.journeys.bad_input import a_draft_at_home, assert_told, words
from tests.rooms.apply.homes import page
from tests.rooms.materials.bad_files import a_jpeg

pytestmark = pytest.mark.django_db
SLOT = "diagnosis_certificate"


def opened(at=MONDAY):
    filing, by = a_draft()
    operations.open_slot_link(filing_id=filing.pk, slot=SLOT, by=by, at=at)
    return filing, by, slot_links_of(filing.pk, at=at)[0]


def somebody(now="2026-03-02T12:00:00+08:00"):
    return Client(headers={"X-Sandbox-Now": now})


def a_photograph(name="证明.jpg"):
    return SimpleUploadedFile(name, a_jpeg(), "image/jpeg")


def test_a_page_sent_through_the_code_stands_in_the_owners_draft():
    filing, _by, home = a_draft_at_home()
    home.post(f"/apply/draft/{filing.reference}/links/{SLOT}/make/")
    shown = home.get(page(filing, "links"))
    code = re.search(r"data-link-code>([\d ]+)<", shown.content.decode())[1]
    helper = somebody()

    place = helper.post("/photo/", {"code": code})
    sent = helper.post(place.url, {"file": a_photograph()}, follow=True)

    assert "收到1份" in words(sent)
    assert [(paper.slot, paper.account_id) for paper in papers_of(filing.pk)] == [(SLOT, None)]
    assert "收到1份" in words(home.get(page(filing, "links")))


def test_the_helper_sees_neither_name_nor_illness_nor_papers():
    filing, _by, link = opened()
    operations.take_through_link(
        link=operations.link_by_token(token=link.token, at=MONDAY),
        name="出院记录.jpg",
        content=a_jpeg(),
        address="10.0.0.1",
        at=MONDAY,
    )

    shown = words(somebody().get(f"/photo/{link.token}/"))

    person = person_card(filing.person_id)
    told = [person.name, person.masked_name, "糖尿病", "出院记录", filing.reference]
    assert [one for one in told if one in shown] == []
    assert "诊断证明" in shown


def test_the_helpers_photograph_is_looked_at_on_the_telephone_before_it_is_sent():
    _filing, _by, link = opened()

    form = re.search(r"<form[^>]* data-upload[^>]*>", somebody().get(f"/photo/{link.token}/").content.decode())[0]

    assert f'data-slot="{SLOT}"' in form
    assert re.search(r'data-worker="[^"]*capture_worker[^"]*\.js"', form)
    assert f'data-after="/photo/{link.token}/?taken="' in form
    assert "data-whole" not in form


def test_a_helpers_photograph_of_a_curve_or_a_film_is_sent_whole():
    filing, by = a_draft()
    operations.open_slot_link(filing_id=filing.pk, slot="examination_reports", by=by, at=MONDAY)
    link = slot_links_of(filing.pk, at=MONDAY)[0]

    form = re.search(r"<form[^>]* data-upload[^>]*>", somebody().get(f"/photo/{link.token}/").content.decode())[0]

    assert "data-whole" in form


def test_the_link_opens_no_other_place_and_no_other_page():
    filing, _by, link = opened()
    helper = somebody()
    helper.get(f"/photo/{link.token}/")

    assert helper.get(page(filing, "papers")).url.startswith("/account/login/")
    assert helper.post(f"/papers/of/{filing.reference}/slot/identity/upload/", {"file": a_photograph()}).status_code == 302
    assert papers_of(filing.pk) == ()


def test_the_qr_code_is_for_the_owner_alone():
    filing, _by, _link = opened()
    _other, _stranger, elsewhere = a_draft_at_home()

    assert elsewhere.get(f"/apply/draft/{filing.reference}/links/{SLOT}/qr.svg").status_code == 404
    assert elsewhere.post(f"/apply/draft/{filing.reference}/links/{SLOT}/close/").status_code == 404
    assert operations.link_by_token(token=_link.token, at=MONDAY).slot == SLOT


def test_after_a_day_it_is_closed():
    _filing, _by, link = opened()

    almost = operations.link_by_token(token=link.token, at=MONDAY + timedelta(hours=23, minutes=59))
    answer = somebody("2026-03-03T10:00:01+08:00").get(f"/photo/{link.token}/")

    assert almost.slot == SLOT
    assert_told(answer, status=404, code="LINK_OVER", says="这个拍照入口已经关闭")


def test_closed_by_its_owner_it_opens_nothing_from_that_moment():
    filing, _by, link = opened()

    operations.revoke_slot_links(filing_id=filing.pk, slot=SLOT, at=MONDAY)

    with pytest.raises(LinkOver):
        operations.link_by_token(token=link.token, at=MONDAY)
    with pytest.raises(LinkOver):
        operations.link_by_code(code=link.code, address="10.0.0.1", at=MONDAY)


def test_a_new_link_to_a_place_closes_the_earlier_one():
    filing, by, link = opened()

    operations.open_slot_link(filing_id=filing.pk, slot=SLOT, by=by, at=MONDAY)

    with pytest.raises(LinkOver):
        operations.link_by_token(token=link.token, at=MONDAY)
    assert len(slot_links_of(filing.pk, at=MONDAY)) == 1


def test_neither_token_nor_digits_can_be_read_from_the_database():
    _filing, _by, link = opened()
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(apply_slotlink)::text from apply_slotlink")
        kept = cursor.fetchone()[0]

    assert link.token not in kept
    assert link.code not in kept


def test_guessing_from_one_address_is_stopped_and_another_address_goes_on():
    _filing, _by, link = opened()
    for guess in range(WRONG_FROM_ONE_ADDRESS):
        with pytest.raises(LinkOver):
            operations.link_by_code(code=f"x{guess}", address="10.0.0.1", at=MONDAY)

    with pytest.raises(CodeTriedTooOften):
        operations.link_by_code(code=link.code, address="10.0.0.1", at=MONDAY)
    assert operations.link_by_code(code=link.code, address="10.0.0.2", at=MONDAY) == link.token
    assert operations.link_by_code(code=link.code, address="10.0.0.1", at=MONDAY + timedelta(hours=1, seconds=1)) == link.token


def test_guessing_from_many_addresses_is_stopped_altogether_while_the_qr_code_still_works():
    _filing, _by, link = opened()
    LinkUse.objects.bulk_create(
        LinkUse(kind=LinkUse.Kind.WRONG, address_digest=f"{number:064d}", at=MONDAY) for number in range(WRONG_ALTOGETHER)
    )

    with pytest.raises(CodeTriedTooOften):
        operations.link_by_code(code=link.code, address="10.9.9.9", at=MONDAY)
    assert operations.link_by_token(token=link.token, at=MONDAY).slot == SLOT


def test_wrong_digits_are_told_in_words_and_counted():
    answer = somebody().post("/photo/", {"code": "０００ ０００"})

    assert answer.status_code == 422
    assert "请让申请人重新生成一个" in words(answer)
    assert LinkUse.objects.get().kind == LinkUse.Kind.WRONG


def test_digits_pasted_full_width_and_with_a_gap_are_read():
    _filing, _by, link = opened()
    wide = link.code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert operations.link_by_code(code=f" {wide[:3]} {wide[3:]} ", address="10.0.0.1", at=MONDAY) == link.token


def test_a_file_that_cannot_be_taken_is_told_to_the_helper_and_written_down():
    filing, _by, link = opened()

    answer = somebody().post(f"/photo/{link.token}/", {"file": SimpleUploadedFile("x.jpg", b"no picture at all")})

    assert answer.status_code == 422
    assert "x.jpg" in words(answer)
    assert [use.kind for use in slot_links_of(filing.pk, at=MONDAY)[0].uses] == ["OPENED", "REFUSED"]


def test_an_owner_has_few_open_links_at_a_time():
    filing, by = a_draft()
    for number in range(MOST_OPEN):
        operations.open_slot_link(filing_id=filing.pk, slot=f"slot{number}", by=by, at=MONDAY)

    with pytest.raises(TooManyLinks):
        operations.open_slot_link(filing_id=filing.pk, slot="one more", by=by, at=MONDAY)
    assert SlotLink.objects.count() == MOST_OPEN


def test_after_submitting_the_link_takes_nothing():
    filing, by = a_submitted_filing()
    operations.open_slot_link(filing_id=filing.pk, slot=SLOT, by=by, at=MONDAY)
    link = slot_links_of(filing.pk, at=MONDAY)[0]

    answer = somebody().post(f"/photo/{link.token}/", {"file": a_photograph()})

    assert answer.status_code == 422
    assert papers_of(filing.pk) == ()
