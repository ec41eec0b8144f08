"""One's own data: told, copied, corrected; and the account closed."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
from mantetong.insight.copy_of_data.making import make_copy_of_data
from mantetong.people import operations, queries
from mantetong.people.models import Account, CopyDownload, DataCopy, Mandate
from mantetong.people.operations import (
    CopyAskedTooOften,
    CopyGone,
    MandateKind,
    MandateTerms,
    NoSuchCorrection,
    NothingToCopy,
    Relation,
)
from mantetong.policies.operations import load_packs
from tests.factories import MONDAY, a_submitted_filing
from tests.factories import a_citizen as a_factory_citizen
from tests.factories import an_insured_person as a_person
from tests.rooms.people.conftest import NOON, TODAY, a_citizen, a_named_citizen, a_reviewer, minutes

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def at(minute=0):
    return {"X-Sandbox-Now": f"2026-03-02T12:{minute:02d}:00+08:00"}


def page_of(content):
    return zipfile.ZipFile(io.BytesIO(content)).read("my-data/index.html").decode()


def a_copy(account, moment=NOON):
    copy_id = operations.ask_copy(account_id=account.pk, at=moment)
    make_copy_of_data(copy_id=copy_id, at=moment)
    return copy_id


def test_a_copy_holds_everything_of_the_person_and_nothing_of_others():
    filing, by = a_submitted_filing()
    other, _by = a_submitted_filing(diseases=("M03900",))
    account = Account.objects.get(pk=by.account_id)

    content = operations.open_copy(account_id=account.pk, copy_id=a_copy(account), device="MAC", at=NOON)

    page = page_of(content)
    assert [word for word in ("谢桂兰", account.person.id_number, filing.number, "糖尿病", "提交申请") if word not in page] == []
    assert other.number not in page


def test_a_copy_tells_how_far_it_is_and_is_made_once():
    account = a_named_citizen()
    copy_id = a_copy(account)

    card = queries.copies_of(account.pk)[0]

    assert (card.state, card.done, card.pieces) == ("READY", card.pieces, card.pieces)
    assert make_copy_of_data(copy_id=copy_id, at=NOON) is False


def test_every_download_is_written_down():
    account = a_named_citizen()
    copy_id = a_copy(account)

    operations.open_copy(account_id=account.pk, copy_id=copy_id, device="ANDROID WECHAT", at=NOON + minutes(5))

    assert queries.copies_of(account.pk)[0].downloads == ((NOON + minutes(5), "ANDROID WECHAT"),)


@pytest.mark.parametrize("who", ["somebody else", "after a week"])
def test_a_copy_is_for_the_one_who_asked_for_a_week(who):
    account = a_named_citizen()
    copy_id = a_copy(account)
    asker = a_citizen("13800138009") if who == "somebody else" else account

    with pytest.raises(CopyGone):
        operations.open_copy(account_id=asker.pk, copy_id=copy_id, device="", at=NOON + timedelta(days=8))
    assert not CopyDownload.objects.exists()


def test_after_a_week_the_file_is_deleted():
    account = a_named_citizen()
    a_copy(account)

    assert operations.forget_old_copies(at=NOON + timedelta(days=8)) == 1
    assert (DataCopy.objects.get().state, DataCopy.objects.get().file_key) == ("GONE", "")


def test_a_copy_is_asked_for_one_at_a_time_and_three_times_a_day():
    account = a_named_citizen()
    operations.ask_copy(account_id=account.pk, at=NOON)
    with pytest.raises(CopyAskedTooOften):
        operations.ask_copy(account_id=account.pk, at=NOON)
    operations.give_up_copy(copy_id=DataCopy.objects.get().pk)
    for _ in range(2):
        a_copy(account)

    with pytest.raises(CopyAskedTooOften):
        operations.ask_copy(account_id=account.pk, at=NOON)


def test_who_is_not_known_by_name_gets_no_copy():
    with pytest.raises(NothingToCopy):
        operations.ask_copy(account_id=a_citizen().pk, at=NOON)


def test_the_page_tells_what_is_held_why_and_who_looked(client):
    load_packs(at=NOON)
    account = a_named_citizen()
    operations.note_look(
        by=Actor(a_reviewer(), frozenset({Role.REVIEWER}), "511400"), kind="PAPER", reference="x", why="审核", at=NOON,
        person_id=account.person_id,
    )  # fmt: skip
    operations.give_consent(account_id=account.pk, what="REMIND_RENEWAL", version="1", at=NOON)
    client.force_login(account, backend=BACKEND)

    page = client.get("/account/data/", headers=at()).content.decode()

    told = ("依法办理医保待遇所需", "2026年3月2日", "审核员", "眉山市医保经办机构", "提前发短信提醒我续办")
    assert [word for word in told if word not in page] == []
    assert "沈审核" not in page  # day, role and office, no name


def test_an_extra_is_taken_back_on_the_page(client):
    account = a_named_citizen()
    consent_id = operations.give_consent(account_id=account.pk, what="REMIND_RENEWAL", version="1", at=NOON)
    client.force_login(account, backend=BACKEND)

    client.post(f"/account/data/consent/{consent_id}/withdraw/", headers=at())

    assert [one.withdrawn_at is None for one in queries.consents_of(account.pk)] == [False]


def test_the_copy_is_asked_for_and_downloaded_over_the_pages(client):
    account = a_named_citizen()
    client.force_login(account, backend=BACKEND)
    client.post("/account/data/copy/", headers=at())
    waiting = client.get("/account/data/", headers=at()).content.decode()
    copy_id = DataCopy.objects.get().pk
    make_copy_of_data(copy_id=copy_id, at=NOON)

    answer = client.get(f"/account/data/copy/{copy_id}/", headers=at(1))

    assert "正在整理" in waiting
    assert answer["Content-Type"] == "application/zip"
    assert "谢桂兰" in page_of(answer.content)


def test_a_correction_goes_to_the_desk_and_its_answer_comes_back(client):
    account = a_named_citizen()
    client.force_login(account, backend=BACKEND)
    client.post("/account/data/correction/", {"wrong": "<b>地址</b>", "right": "东坡区样例路1号"}, headers=at())
    card = queries.corrections_open(region="511400")[0]
    clerk = Actor(a_reviewer(role=Role.CLERK), frozenset({Role.CLERK}), "511400")

    operations.answer_correction(correction_id=card.id, by=clerk, answer="已经改好。", was_corrected=True, at=NOON + minutes(9))

    page = client.get("/account/data/", headers=at(10)).content.decode()
    assert "已经改好。" in page
    assert "<b>地址" not in page
    with pytest.raises(NoSuchCorrection):
        operations.answer_correction(correction_id=card.id, by=clerk, answer="again", was_corrected=True, at=NOON)


def test_another_region_answers_no_correction():
    account = a_named_citizen()
    operations.ask_correction(account_id=account.pk, wrong="a", right="b", at=NOON)

    assert queries.corrections_open(region="620900") == ()


def test_the_desk_answers_on_its_page_and_the_look_is_written_down():
    account = a_named_citizen()
    correction_id = operations.ask_correction(account_id=account.pk, wrong="a", right="b", at=NOON)
    desk = Client()
    desk.force_login(Account.objects.get(pk=a_reviewer(role=Role.CLERK)), backend=BACKEND)
    session = desk.session
    session["people.door"] = "desk"
    session.save()

    listed = desk.get("/desk/corrections/", headers=at()).content.decode()
    desk.get(f"/desk/corrections/{correction_id}/", headers=at())
    desk.post(f"/desk/corrections/{correction_id}/", {"was_corrected": "no", "answer": "要到参保地更正。"}, headers=at())

    assert "**兰" in listed
    assert queries.looks_of(account.person_id)[0].kind == "CORRECTION"
    assert queries.corrections_of(account.pk)[0].was_corrected is False


def test_closing_ends_what_is_the_accounts_and_keeps_what_is_the_laws(client):
    filing, by = a_submitted_filing()
    account = Account.objects.get(pk=by.account_id)
    ward = a_person()
    terms = MandateTerms(MandateKind.ENTRUSTED, Relation.CHILD, TODAY)
    operations.give_mandate(account_id=account.pk, person_id=ward.pk, terms=terms, at=NOON)
    operations.give_consent(account_id=account.pk, what="REMIND_RENEWAL", version="1", at=NOON)
    client.force_login(account, backend=BACKEND)

    refused = client.post("/account/data/closing/", {}, headers=at())
    done = client.post("/account/data/closing/", {"read": "on"}, headers=at())

    account.refresh_from_db()
    filing.refresh_from_db()
    assert (refused.status_code, done.url) == (422, "/account/closed/")
    assert (account.is_active, account.phone, account.closed_at is not None) == (False, None, True)
    assert not Mandate.objects.standing().filter(account=account).exists()
    assert filing.number
    assert client.get("/my/", headers=at()).url.startswith("/account/login/")


def test_who_comes_back_after_closing_finds_their_filings_by_name():
    filing, by = a_submitted_filing(at=MONDAY)
    operations.close_account(account_id=by.account_id, at=NOON)

    again = a_factory_citizen(person=filing.person)

    assert queries.own_person_of(again.pk) == filing.person_id
