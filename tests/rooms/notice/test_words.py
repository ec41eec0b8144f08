"""An official's own words: previewed, checked, kept with their history, and sent from then on."""

import pytest
from django.utils import timezone

from mantetong.domain.events import Event
from mantetong.domain.roles import Role
from mantetong.notice import operations, queries
from mantetong.notice.models import Channel, Words
from mantetong.notice.operations import NewWords, WordsFaulty
from tests.factories import a_staff_member
from tests.rooms.notice.factories import PHONE, a_citizen, a_submitted_filing
from tests.rooms.notice.test_pages import NOW, a_clerk, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/words/decided/sms/zh-hans/"
BETTER = "您的办件（尾号${tail}）办好了，请登录看结果。"


def desk():
    return signed_in(a_clerk(role=Role.SUPERVISOR), door="desk")


def words(page):
    return page.content.decode()


def say(at=None, **changes):
    given = {
        "region": "511400",
        "text_key": "DECIDED",
        "channel": Channel.SMS,
        "language": "zh-hans",
        "subject": "",
        "text": BETTER,
    }
    by = a_staff_member(Role.SUPERVISOR)
    return operations.change_words(NewWords(**(given | changes)), by=by, at=at or timezone.now())


def decided(number="511400202607010000123"):
    filing = a_submitted_filing(a_citizen(), number=number)
    operations.tell(event=Event.DECIDE, filing_id=filing.pk, key="k", at=timezone.now(), ordinal=1)
    return filing


def test_a_preview_shows_the_words_filled_in_and_keeps_nothing():
    decided()

    page = desk().post(ADDRESS, {"text": BETTER, "do": "preview"}, **NOW)

    assert "您的办件（尾号0123）办好了，请登录看结果。" in words(page)
    assert not Words.objects.exists()


def test_saved_words_of_the_inbox_are_what_people_read_at_once():
    a_submitted_filing(a_citizen(phone="13800000008", psn_no="8"), number="511400202607010000999")
    desk().post("/desk/words/decided/inbox/zh-hans/", {"subject": "办好了", "text": BETTER, "do": "save"}, **NOW)

    filing = decided()

    inbox = next(card for card in queries.notices_of(filing_id=filing.pk) if card.channel is Channel.INBOX)
    assert (inbox.subject, inbox.text) == ("办好了", "您的办件（尾号0123-1）办好了，请登录看结果。")


def test_a_short_message_waits_for_the_carriers_approval(world):
    filing = decided()
    say()
    operations.drain(at=timezone.now())

    assert "已办结" in world.outbox(to=PHONE)[0]["text"]
    assert queries.spoken(region="511400", text_key="DECIDED", channel=Channel.SMS).waiting == BETTER
    assert filing


def test_an_approved_short_message_goes_out_under_the_carriers_code(world):
    a_submitted_filing(a_citizen(phone="13800000008", psn_no="8"), number="511400202607010000999")
    say(carrier_code="SMS_PROGRESS")
    decided()

    operations.drain(at=timezone.now())

    assert world.outbox(to=PHONE)[0]["template"] == "SMS_PROGRESS"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("您的糖尿病办件已办结", "ILLNESS"),
        ("您的办件已办结，请点www.example.org", "LINK"),
        ("${name}您好，办件已办结", "VARIABLE"),
        ("长" * 68, "TOO_LONG"),
        ("您的红斑狼疮办件有结果", "ILLNESS"),
    ],
)
def test_words_no_message_may_say_are_refused_and_stay_in_the_form(text, code):
    decided()

    page = desk().post(ADDRESS, {"text": text, "do": "save"}, **NOW)

    assert page.status_code == 422
    assert text in words(page)
    with pytest.raises(WordsFaulty) as refused:
        say(text=text)
    assert code in refused.value.faults


def test_a_codes_message_must_carry_the_code():
    decided()

    with pytest.raises(WordsFaulty) as refused:
        say(text_key="LOGIN_CODE", text="请登录。")

    assert refused.value.faults == ("CODE_MISSING",)


def test_going_back_to_the_delivered_words_keeps_the_history():
    decided()
    say(channel=Channel.INBOX)
    desk().post("/desk/words/decided/inbox/zh-hans/", {"do": "delivered"}, **NOW)

    page = words(desk_again().get("/desk/words/decided/inbox/zh-hans/", **NOW))

    assert not queries.spoken(region="511400", text_key="DECIDED", channel=Channel.INBOX).is_own
    assert "恢复为系统自带用语" in page
    assert "办好了" in page


def desk_again():
    return signed_in(a_clerk(role=Role.POLICY_OFFICER), door="desk")


def test_another_regions_words_are_untouched():
    decided()
    say(channel=Channel.INBOX)

    assert not queries.spoken(region="511300", text_key="DECIDED", channel=Channel.INBOX).is_own


def test_every_text_channel_and_language_can_be_opened():
    decided()
    browser = desk()

    listed = words(browser.get("/desk/words/", **NOW))
    one = words(browser.get("/desk/words/supplement/", **NOW))

    assert listed.count("/desk/words/") >= 22
    assert one.count("/desk/words/supplement/") == 10
    assert browser.get("/desk/words/nothing/", **NOW).status_code == 404
    assert browser.get("/desk/words/decided/smoke/zh-hans/", **NOW).status_code == 404


def test_a_clerk_reads_no_words_page():
    assert signed_in(a_clerk(), door="desk").get("/desk/words/", **NOW).status_code in (302, 403, 404)


def test_somebody_who_reads_english_is_told_in_english(world):
    account = a_citizen()
    account.look = {"language": "en"}
    account.save()
    filing = a_submitted_filing(account)
    operations.tell(event=Event.DECIDE, filing_id=filing.pk, key="k", at=timezone.now(), ordinal=1)

    operations.drain(at=timezone.now())

    assert world.outbox(to=PHONE)[0]["text"] == "【慢特通】Your case (ending 0123-1) has been decided. Sign in to see the result."
