"""What a region says in a language of its own people: checked, shown beside the Chinese behind a switch, read or heard."""

import re
import shutil
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from mantetong.cases.operations import claim_filing, take_action
from mantetong.cases.queries import standing_decision
from mantetong.determination.operations import make_letter
from mantetong.determination.queries import letter_of
from mantetong.domain.outcomes import Outcome
from mantetong.domain.policy import OWN_NAMES, RIGHT_TO_LEFT, Language
from mantetong.domain.stages import Action
from mantetong.outside.documents import fetch
from mantetong.policies.operations import load_packs
from mantetong.policies.packs.check import ensure_sound
from mantetong.policies.packs.faults import PackFaulty
from mantetong.policies.packs.library import read_library
from mantetong.policies.queries import policy_of
from tests.factories import JIUQUAN, MEISHAN, MONDAY, a_reviewer, a_submitted_filing, as_applicant, decide, its_case
from tests.journeys.bad_input import at_desk
from tests.rooms.apply.homes import page
from tests.rooms.apply.test_counter import a_visit, entered
from tests.rooms.apply.test_counter import page as counter
from tests.rooms.review.factories import a_filing_sent_back
from tests.rooms.review.test_desk_pages import at_home

ROOT = Path(__file__).resolve().parents[3]
NOW = {"X-Sandbox-Now": "2026-03-03T10:00:00+08:00"}
UYGHUR = "        - {code: ug, guide: ئىلتىماس, recordings: {guide: guide.mp3}}\n"


@pytest.fixture
def packs(tmp_path):
    """The delivered packs, to be changed."""
    return Path(shutil.copytree(ROOT / "packs", tmp_path / "packs"))


def with_languages(packs, lines):
    """Meishan with these languages, all sample."""
    region = packs / "511400-meishan" / "region.yaml"
    listed = f"languages:\n  from:\n    2025-01-01:\n      value:\n{lines}      source: 样例值\n      status: sample\n"
    region.write_text(f"{region.read_text()}\n{listed}")
    return region


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("        - {code: ug}\n", "a text or a recording"),
        ("        - {code: ug, guide: ئى}\n        - {code: ug, guide: ئى}\n", "a language once"),
        ("        - {code: ug, recordings: {guide: none.mp3}}\n", "a file in audio/"),
        ("        - {code: ug, recordings: {guide: ../../keys.mp3}}\n", "a file in audio/"),
        ("        - {code: ug, recordings: {party: none.mp3}}\n", "guide, receipt, supplement or letter"),
        ("        - {code: tlh, guide: nuqneH}\n", "tlh"),
        ("        - {code: ii, guide: " + "ꆈ" * 4001 + "}\n", "at most 4000 characters"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_line(packs, lines, says):
    file = with_languages(packs, lines)

    with pytest.raises(PackFaulty) as refused:
        ensure_sound(read_library(packs))

    assert [fault.file for fault in refused.value.faults if says in fault.expected] == [str(file)]


@pytest.mark.django_db
def test_the_guide_says_it_in_each_language_marked_as_sample(client):
    load_packs(at=MONDAY)

    html = client.get(f"/guide/{JIUQUAN}/", headers=NOW).content.decode()

    assert re.search(r'<div class="mt-own__text" lang="bo" dir="ltr"><p>[\u0f00-\u0fff]', html)
    assert re.search(r'<div class="mt-own__text" lang="kk-Arab" dir="rtl"><p>[\u0600-\u06ff]', html)
    assert html.count("没有经过母语人士") == 2
    assert "mt-own" not in client.get(f"/guide/{MEISHAN}/", headers=NOW).content.decode()


@pytest.mark.django_db
def test_receipt_supplement_and_decision_say_it_too():
    received, by = a_submitted_filing(region=JIUQUAN)
    asked, _reviewer, asked_of = a_filing_sent_back(region=JIUQUAN)
    case = its_case(a_submitted_filing(region=JIUQUAN)[0])
    places = [
        (by, page(received, "receipt")),
        (asked_of, f"/supplement/{asked.reference}/"),
        (as_applicant(told(case).filing.account), f"/decision/{case.reference}/"),
    ]

    silent = [address for whose, address in places if 'lang="bo"' not in at_home(whose).get(address).content.decode()]

    assert silent == []


@pytest.mark.django_db
def test_the_counters_receipt_and_slip_carry_it_on_the_sheet_that_is_printed(packs, settings):
    with_languages(packs, "        - {code: za, receipt: Gij soudaeuz, supplement: Gij bouj}\n")
    settings.MANTETONG_PACKS = str(packs)
    filing, clerk = a_visit()
    desk = at_desk(clerk)
    entered(desk, filing)

    slip = desk.get(counter(filing, "missing/"))
    seen = desk.get(counter(filing, "check/")).context["page"].seen
    desk.post(counter(filing, "check/"), {"pledge": "on", "anyway": "on", "seen": seen})
    receipt, code = (desk.get(counter(filing, step)) for step in ("receipt/", "code/"))

    assert 'lang="za" dir="ltr"><p>Gij bouj</p>' in on_paper(slip)
    assert 'lang="za" dir="ltr"><p>Gij soudaeuz</p>' in on_paper(receipt)
    assert "Gij" not in code.content.decode()


def on_paper(response):
    """What the printer gets: the sheet without the desk around it."""
    html = response.content.decode()
    return html[html.index("ap-sheet") :]


def told(case, outcome=Outcome.RECOGNISED):
    """The case, decided."""
    reviewer = a_reviewer(case.region)
    claim_filing(filing_id=case.filing_id, by=reviewer, at=MONDAY)
    take_action(case_id=case.pk, action=Action.PASS_ON, by=reviewer, at=MONDAY)
    decide(case, by=reviewer, outcome=outcome)
    return case


@pytest.mark.django_db
def test_the_printed_letter_says_it_where_the_fonts_can_draw_it_and_how_to_disagree_as_the_pack_states_it(packs, settings):
    with_languages(packs, "        - {code: za, letter: Gij gezdingh}\n        - {code: ii, letter: \ue000}\n")
    settings.MANTETONG_PACKS = str(packs)
    load_packs(at=MONDAY, folder=packs)
    case = told(its_case(a_submitted_filing()[0]), Outcome.NOT_RECOGNISED)

    make_letter(case_id=case.pk, at=MONDAY)

    pages = PdfDocument(fetch(letter_of(decision_id=standing_decision(case.pk).id)))
    printed = re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in pages))
    pages.close()
    assert "Gijgezdingh" in printed
    assert OWN_NAMES[Language.YI] not in printed
    stated = policy_of(version_id=case.filing.policy_version_id).appeal
    for words in (stated.value.text, "自知道决定之日起60日内申请行政复议", f"依据：{stated.source}"):
        assert words in printed


@pytest.mark.django_db
def test_a_recording_beside_the_pack_is_heard_and_nothing_else_of_the_folder(client, packs, settings):
    region = with_languages(packs, UYGHUR)
    (region.parent / "audio").mkdir()
    (region.parent / "audio" / "guide.mp3").write_bytes(b"ID3 words")
    settings.MANTETONG_PACKS = str(packs)
    load_packs(at=MONDAY, folder=packs)

    html = client.get(f"/guide/{MEISHAN}/", headers=NOW).content.decode()
    heard = client.get(f"/guide/{MEISHAN}/words/ug/guide/", headers=NOW)

    assert f'src="/guide/{MEISHAN}/words/ug/guide/"' in html
    assert (heard.content, heard["Content-Type"]) == (b"ID3 words", "audio/mpeg")
    missing = [client.get(f"/guide/{MEISHAN}/words/{way}/", headers=NOW).status_code for way in ("ug/letter", "ii/guide", "ug/x")]
    assert missing == [404, 404, 404]


def test_every_language_has_fonts_for_its_letters_and_its_direction():
    css = (ROOT / "frontend" / "src" / "styles" / "components.css").read_text()
    latin = {Language.ZHUANG}

    assert [language for language in Language if language not in latin and f":lang({language})" not in css] == []
    assert {language.value for language in RIGHT_TO_LEFT} == {"ug", "kk-Arab"}
