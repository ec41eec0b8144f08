"""From the guide to the acceptance number in a browser: taps and minutes counted, another device, a helping camera, the receipt."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from mantetong.sandbox.insured import EMPLOYEE, PEOPLE
from mantetong.sandbox.walk.story import STORIES
from tests.journeys.taps import KEYS_PER_CHARACTER, counted

pytestmark = pytest.mark.browser
STORY = STORIES["511400"]
SOMEBODY = next(person for person in PEOPLE if person.name == "孔庆丰")
ANOTHER = replace(  # nobody else's journey: who has applied for a disease is not offered it again
    STORIES["620900"], name=SOMEBODY.name, id_number=SOMEBODY.id_number, psn_no=SOMEBODY.psn_no, insutype=EMPLOYEE
)
MOST_TAPS, MOST_MINUTES = 25, 6
EFFORT = Path(__file__).resolve().parents[2] / "docs" / "effort.md"
DISEASE = "高血压"  # the other journeys of this region apply for another one
PLACES = {  # which photographs go into which place, in one choice each; a report into every other
    "identity": ("id_front", "id_back"),
    "diagnosis_certificate": ("diagnosis_certificate",),
    "medical_record": ("discharge_record",),
}
REPORT = ("lab_report",)
# A browser that listens, and hears one word with a full stop.
LISTENS = """window.SpeechRecognition = class { stop() {} start() {
  setTimeout(() => { this.onresult({results: [[{transcript: '高血压。'}]]}); this.onend(); }, 50); } };"""


class CountedCitizen:
    """Does with a finger and a keyboard what a person does, and nothing else: no field is filled without being touched."""

    def __init__(self, citizen):
        self.citizen, self.page, self.effort = citizen, citizen.page, counted(citizen.page)

    def write(self, name, text, *, then=""):
        self.page.locator(f"main [name={name}]").click()
        self.page.keyboard.type(text)
        if then:
            self.page.keyboard.press(then)
            self.page.wait_for_load_state()

    def write_next(self, text):
        """The keyboard's own key leads to the next field."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(text)

    def choose(self, name, words):
        self.page.locator("main .mt-choice", has=self.page.locator(f"input[name={name}]")).filter(has_text=words).first.click()

    def go_on(self):
        self.page.locator("main .mt-actions").locator("button:visible, a:visible").first.click()
        self.page.wait_for_load_state()

    def code(self):
        self.effort.messages += 1
        return self.citizen.telephone.next_code()

    def photograph(self, place, papers):
        with self.page.expect_file_chooser() as chooser:
            self.page.locator(f"#slot-{place}-file").click()
        folder = self.citizen.house.papers / self.citizen.story.region
        chooser.value.set_files([folder / f"{paper}.jpg" for paper in papers])
        self.effort.photographs += len(papers)
        expect(self.page.locator(f"#slot-{place} .mt-slot__file")).to_have_count(len(papers), timeout=90_000)

    def sign(self):
        self.citizen.draw()
        self.effort.signatures += 1


def test_from_the_guide_to_the_number_in_few_taps_and_minutes(people, capsys):
    walker = CountedCitizen(people.citizen(STORY))
    page = walker.page
    page.goto(f"{walker.citizen.house.server}/guide/{STORY.region}/")

    page.locator(f"main a[href*='/apply/{STORY.region}/start/']").first.click()
    _sign_in(walker)
    _answer(walker)
    places = page.locator("section.mt-slot").evaluate_all("all => all.map(one => one.id.slice('slot-'.length))")
    for place in places:
        walker.photograph(place, PLACES.get(place, REPORT))
    page.locator("main form[action$='/papers/continue/'] button").click()
    page.wait_for_load_state()
    walker.sign()
    walker.write("code", walker.code(), then="Enter")
    page.locator("main .mt-choice", has=page.locator("input[name=pledge]")).click()
    walker.go_on()

    assert walker.citizen.marked("data-number").startswith(STORY.region)
    with capsys.disabled():
        print("\n" + walker.effort.said("guide → acceptance number"))  # noqa: T201  the figure is what this is for
    assert walker.effort.taps <= MOST_TAPS
    assert walker.effort.minutes <= MOST_MINUTES
    taps, minutes = (
        float(told) for told in re.findall(r"^\| (?:taps|minutes)[^|]*\| ([\d.]+)", EFFORT.read_text(), re.MULTILINE)
    )
    assert (walker.effort.taps, round(walker.effort.minutes, 1)) == (taps, pytest.approx(minutes, abs=0.1)), (
        f"write it into {EFFORT.name}"
    )


def _sign_in(walker):
    walker.write("phone", walker.citizen.telephone.number, then="Enter")
    walker.write("code", walker.code(), then="Enter")
    walker.write("name", STORY.name)
    walker.effort.keys += len(STORY.name) * KEYS_PER_CHARACTER
    walker.write_next(STORY.id_number)
    walker.go_on()
    while "/apply/" not in walker.page.url:  # what the registry says of the insurance
        walker.go_on()


def _answer(walker):
    walker.go_on()  # for oneself; told what is used and why
    walker.choose("diseases", DISEASE)
    walker.go_on()
    walker.choose("institution", STORY.hospital)
    walker.choose("doctor", STORY.doctor)
    walker.go_on()
    walker.go_on()  # the summary may stay empty
    assert walker.page.url.endswith("/papers/"), walker.page.url


def test_a_disease_is_searched_while_one_types_or_speaks_and_what_is_ticked_stays(people):
    citizen = _at_the_disease(people, before=LISTENS)
    page = citizen.page
    page.locator("main .mt-choice", has_text="高血压").first.click()

    page.locator("#disease-search").type("tnb")
    expect(page.locator("#disease-list .mt-choice")).to_have_count(2)

    assert "糖尿病" in page.locator("#disease-list").inner_text()
    assert page.locator("#disease-list input:checked").count() == 1
    page.locator("main button", has_text="说话输入").click()
    expect(page.locator("#disease-list .mt-choice")).to_have_count(1)
    assert "高血压" in page.locator("#disease-list").inner_text()


def _at_the_disease(people, *, before=""):
    citizen = people.citizen(ANOTHER)
    citizen.page.add_init_script(before)
    citizen.open(f"/apply/{citizen.story.region}/start/").sign_in()
    while not citizen.path.endswith("/q/disease/"):
        citizen.go_on()
    return citizen


def test_a_helping_camera_puts_a_page_into_the_owners_draft(people):
    citizen = _at_the_disease(people)
    citizen.page.locator("main .mt-choice", has_text="高血压").first.click()
    citizen.go_on()
    papers = citizen.page.url.split("/q/")[0]
    citizen.open(f"{papers}/links/")
    citizen.page.locator("main section", has_text="诊断证明").locator("button").first.click()
    citizen.look()
    digits = citizen.page.locator("[data-link-code]").inner_text()

    helper = people.anybody()
    helper.open("/photo/")
    helper.page.fill("input[name=code]", digits)
    helper.press("继续")
    picture = citizen.house.papers / "620900" / "diagnosis_certificate.jpg"
    helper.page.set_input_files("#camera-file", picture)
    helper.until("收到1份", lambda: helper.says("收到1份"))  # looked at and sent by itself

    citizen.open(f"{papers}/papers/")
    assert citizen.page.locator("#slot-diagnosis_certificate .mt-slot__file").count() == 1
    citizen.open(f"{papers}/sign/").press("用这种方式：到窗口").press("我在窗口了")
    assert citizen.page.locator("[data-witness-code]").inner_text().isdecimal()
