"""The inbox of a citizen, and the list of those whom nobody reached."""

import pytest
from django.apps import apps
from django.test import Client

from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.notice import operations
from mantetong.notice.models import Call, Notice, NoticeState
from mantetong.people import operations as people
from mantetong.people.middleware import DESK, DOOR
from tests.rooms.notice.factories import AT, a_citizen, a_submitted_filing

pytestmark = pytest.mark.django_db
NOW = {"HTTP_X_SANDBOX_NOW": AT.isoformat()}


def signed_in(account, *, door="citizen"):
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[DOOR] = door
    session.save()
    return client


def a_clerk(region="511400", role=Role.CLERK):
    account_id = people.make_staff(
        username=f"{role}-{region}", password="x", role=role, region=region, institution=None, totp_secret="A" * 32, at=AT
    )
    return apps.get_model("people.Account").objects.get(pk=account_id)


def told(account, **filing):
    made = a_submitted_filing(account, **filing)
    operations.tell(event=Event.DECIDE, filing_id=made.pk, key="k", at=AT, ordinal=1)
    return made


def test_the_inbox_shows_what_was_told_and_that_it_was_opened():
    account = a_citizen()
    told(account)

    page = signed_in(account).get("/notices/", **NOW).content.decode()

    assert "您的办件（尾号0123-1）已办结。打开办件可以看到结果。" in page
    assert 'data-event="DECIDE"' in page
    assert Notice.objects.get(channel="INBOX").state == NoticeState.REACHED


def test_an_empty_inbox_says_so():
    assert "还没有消息" in signed_in(a_citizen()).get("/notices/", **NOW).content.decode()


@pytest.mark.parametrize("before", ["", "abc", "9" * 30, "-1", "１２"])
def test_a_strange_page_key_is_no_error(before):
    assert signed_in(a_citizen()).get(f"/notices/?before={before}", **NOW).status_code == 200


def test_a_visitor_is_sent_to_sign_in():
    assert Client().get("/notices/").status_code == 302


def a_failed_notice(region="511400"):
    filing = told(a_citizen(), region=region, number=f"{region}202607010000123")
    Notice.objects.filter(channel="SMS").update(state=NoticeState.FAILED)
    return filing, Notice.objects.get(channel="SMS")


def test_staff_see_whom_nobody_reached_and_a_call_that_was_answered_ends_it():
    filing, notice = a_failed_notice()
    client = signed_in(a_clerk(), door=DESK)

    listed = client.get("/desk/notices/", **NOW).content.decode()
    client.post(f"/desk/notices/{notice.pk}/call/", {"outcome": "ANSWERED"}, **NOW)
    after = client.get("/desk/notices/", **NOW).content.decode()

    assert "13800000001" in listed
    assert "没有未送达的通知" in after
    assert filing.reached.get().channel == "PHONE"


def test_a_call_without_an_answer_stays_on_the_list():
    _filing, notice = a_failed_notice()
    client = signed_in(a_clerk(), door=DESK)

    client.post(f"/desk/notices/{notice.pk}/call/", {"outcome": "NO_ANSWER"}, **NOW)

    assert "13800000001" in client.get("/desk/notices/", **NOW).content.decode()
    assert Call.objects.get().outcome == "NO_ANSWER"


def test_whoever_was_tried_just_now_goes_to_the_end_of_the_list_with_the_last_outcome():
    _filing, tried = a_failed_notice()
    untried = Notice.objects.get(pk=tried.pk)
    untried.pk, untried.event_key = None, "what happened later"
    untried.save()
    client = signed_in(a_clerk(), door=DESK)

    client.post(f"/desk/notices/{tried.pk}/call/", {"outcome": "NO_ANSWER"}, **NOW)
    page = client.get("/desk/notices/", **NOW)

    assert [row.one.card.id for row in page.context["page"].rows] == [untried.pk, tried.pk]
    assert page.context["page"].rows[1].last.endswith("无人接听")


def test_another_region_neither_sees_nor_calls():
    _filing, notice = a_failed_notice()
    client = signed_in(a_clerk("511300"), door=DESK)

    assert "13800000001" not in client.get("/desk/notices/", **NOW).content.decode()
    assert client.post(f"/desk/notices/{notice.pk}/call/", {"outcome": "ANSWERED"}, **NOW).status_code == 404


def test_an_outcome_nobody_offered_is_refused():
    _filing, notice = a_failed_notice()

    answer = signed_in(a_clerk(), door=DESK).post(f"/desk/notices/{notice.pk}/call/", {"outcome": "SHOUTED"}, **NOW)

    assert answer.status_code == 422
    assert not Call.objects.exists()


@pytest.mark.parametrize("role", [Role.EXPERT, Role.AUDITOR, Role.POLICY_OFFICER])
def test_other_roles_find_no_such_page(role):
    assert signed_in(a_clerk(role=role), door=DESK).get("/desk/notices/", **NOW).status_code == 404


def test_a_citizen_finds_no_such_page():
    assert signed_in(a_citizen()).get("/desk/notices/", **NOW).status_code in (302, 404)
