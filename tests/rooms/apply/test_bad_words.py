"""Whatever is typed is answered in words, never run, never lost."""

import re
from urllib.parse import quote

import pytest

from mantetong.apply.queries import answers_of
from mantetong.domain.criteria.answers import Answer
from mantetong.domain.outcomes import Outcome
from tests.factories import MEISHAN, as_applicant
from tests.journeys.bad_input import a_draft_at_home, assert_told, words
from tests.rooms.apply.homes import PHONE, answered_draft, page
from tests.rooms.determination.test_pages import a_decided_case
from tests.rooms.review.factories import a_filing_sent_back
from tests.rooms.review.test_desk_pages import at_home as later_home

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}{% now 'Y' %}'; drop table cases_filing; --"


def field_of(answer, name):
    return re.search(rf'<(?:textarea|input)[^>]*name="{name}"[^>]*>', answer.content.decode())[0]


def test_a_summary_of_ten_thousand_signs_is_told_and_every_sign_is_still_there():
    filing, _by, home = a_draft_at_home()
    text = "头" + "晕" * 9_998 + "尾"

    answer = home.post(page(filing, "q/summary"), {"summary": text})

    assert_told(answer, status=422, code="", says="最多1000个字，现在是10000个字")
    assert text in words(answer)
    assert "maxlength" not in field_of(answer, "summary")


def test_a_thousand_signs_with_line_ends_fit():
    filing, _by, home = a_draft_at_home()

    answer = home.post(page(filing, "q/summary"), {"summary": "\r\n".join(["血糖高"] * 250)})

    assert answer.status_code == 302
    assert len(answers_of(filing.pk)["summary"]) == 999


def test_a_sign_that_no_font_draws_is_named_and_the_text_stays():
    filing, _by, home = a_draft_at_home()

    answer = home.post(page(filing, "q/summary"), {"summary": "最近很难受\U000f0000，吃药"})

    assert_told(answer, status=422, code="", says="这些符号印不到申请表上")
    assert "最近很难受" in words(answer)


def test_an_emoji_either_prints_or_is_told_but_never_breaks_the_form():
    filing, _by, home = answered_draft()

    answer = home.post(page(filing, "q/summary"), {"summary": "头晕😀🤒，吃药💊"})

    form = home.get(f"/apply/draft/{filing.reference}/form.pdf")
    assert answer.status_code in (302, 422)
    assert form.status_code == 200
    assert form.content[:5] == b"%PDF-"


@pytest.mark.parametrize("text", ["𠮷野家大夫说", "迪丽努尔·买买提", "བཀྲ་ཤིས", "ئۇيغۇر"])
def test_rare_and_minority_script_signs_are_printed_or_told(text):
    filing, _by, home = answered_draft()

    answer = home.post(page(filing, "q/summary"), {"summary": text})

    if answer.status_code == 422:
        assert "印不到申请表上" in words(answer)
    else:
        assert home.get(f"/apply/draft/{filing.reference}/form.pdf").content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("question", "sent"),
    [
        ("disease", {"diseases": [SCRIPT]}),
        ("disease", {"do": "search", "q": SCRIPT}),
        ("hospital", {"institution": SCRIPT}),
        ("hospital", {"institution": "", "doctor": SCRIPT, "doctors_of": SCRIPT}),
        ("summary", {"summary": SCRIPT}),
        ("contact", {"phone": SCRIPT, "address": SCRIPT}),
        ("contact", {"phone": PHONE, "address": SCRIPT}),
        ("told", {"extras": [SCRIPT]}),
        ("summary", {"summary": "好", "seen": SCRIPT}),
    ],
)
def test_a_script_in_any_field_is_text(question, sent):
    filing, _by, home = answered_draft()

    answer = home.post(page(filing, f"q/{question}"), sent)

    pages = [answer, *(home.get(page(filing, step)) for step in ("check", f"q/{question}", "papers", "form"))]
    assert all(one.status_code < 500 for one in pages)
    assert not any("<script>alert" in one.content.decode() or "<img src=x" in one.content.decode() for one in pages)
    assert home.get(f"/apply/draft/{filing.reference}/form.pdf").content[:5] == b"%PDF-"


@pytest.mark.parametrize("step", ["sign/on/paper", "sign/on/thumbprint", "sign/voice", "form", "check"])
def test_a_script_where_one_signs_is_text(step):
    filing, _by, home = answered_draft()
    sent = dict.fromkeys(("typed", "signature", "code", "witness", "said", "seen", "pledge"), SCRIPT)

    answer = home.post(page(filing, step), sent)

    assert answer.status_code < 500
    assert "<script>alert" not in answer.content.decode()


def test_digits_pasted_full_width_are_a_number():
    filing, _by, home = a_draft_at_home()

    home.post(page(filing, "q/contact"), {"phone": "１３９ ００１３ ９０００", "address": ""})

    filing.refresh_from_db()
    assert filing.phone == PHONE


@pytest.mark.parametrize("address", ["q/nothing", "q/disease%00", "links/nothing/make", "papers/reuse/nothing", "sign/on/air"])
def test_addresses_that_do_not_exist_are_not_found(address):
    filing, _by, home = a_draft_at_home()

    assert home.post(page(filing, address)).status_code == 404


def test_a_person_one_may_not_act_for_is_refused_in_words():
    stranger, _by, _home = a_draft_at_home()
    _filing, _other, home = a_draft_at_home()

    answer = home.post(f"/apply/{MEISHAN}/start/", {"person": stranger.person_id})

    assert answer.status_code == 422
    assert "还没有这位家人的代办授权" in words(answer)


def sent_after_the_filing():
    """(browser, address, what is written there, where it may be shown again): every field a citizen has outside the draft."""
    asked, _reviewer, asked_of = a_filing_sent_back()
    case = a_decided_case(Outcome.NOT_RECOGNISED, answer=Answer.NOT_MET)
    waits, told = later_home(asked_of), later_home(as_applicant(case.filing.account))
    home, supplement = f"/my/{asked.reference}/", f"/supplement/{asked.reference}/"
    return (
        (waits, supplement, {"said": SCRIPT, "step": "preview"}, supplement),
        (waits, f"{supplement}more-time/", {"why": SCRIPT}, supplement),
        (waits, f"{home}questions/", {"words": SCRIPT}, home),
        (told, f"/appeal/{case.reference}/", {"grounds": SCRIPT, "paths": [SCRIPT]}, f"/appeal/{case.reference}/"),
        (told, f"/appeal/{case.reference}/", {"grounds": SCRIPT}, "/my/"),
        (told, f"/rating/{case.reference}/", {"grade": SCRIPT, "words": SCRIPT}, f"/rating/{case.reference}/"),
        (told, f"/rating/{case.reference}/", {"grade": "1", "words": SCRIPT}, f"/rating/{case.reference}/"),
        (told, "/progress/", {"number": SCRIPT, "query_code": SCRIPT}, "/progress/"),
        (told, "/notices/genuine/", {"phone": SCRIPT, "tail": SCRIPT}, "/notices/genuine/"),
        (told, "/guide/511400/check/", dict.fromkeys(("disease", "age", "answers", "q"), SCRIPT), "/guide/511400/check/"),
        (told, "/photo/", {"code": SCRIPT}, "/photo/"),
        (told, "/apply/620900/start/", {"person": SCRIPT, "extras": [SCRIPT]}, "/apply/620900/start/?door=" + quote(SCRIPT)),
        (told, "/view/", dict.fromkeys(("view", "text", "next"), SCRIPT), "/?q=" + quote(SCRIPT)),
    )


def test_a_script_in_any_field_after_the_filing_is_text():
    wrong = []
    for browser, address, sent, shown in sent_after_the_filing():
        answers = [browser.post(address, sent), browser.get(shown)]
        texts = [one.content.decode() for one in answers]
        if any(one.status_code >= 500 for one in answers) or any(
            "<script>alert" in text or "<img src=x" in text for text in texts
        ):
            wrong.append((address, [one.status_code for one in answers]))

    assert wrong == []
