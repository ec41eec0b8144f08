"""Who walks: a citizen at a telephone, a member of staff at the desk, each in a browser of their own."""

import re
import secrets
import time

from playwright.sync_api import expect

from mantetong.sandbox.demo_logins import demo_logins
from mantetong.sandbox.walk.codes import Telephone, totp
from mantetong.sandbox.walk.story import SLOTS_FOR
from tests.journeys.looking import faults_of, faults_of_elder_view

PHONE, SMALL_PHONE, DESK = {"width": 390, "height": 844}, {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PATIENCE = 90.0  # seconds; a busy machine reads papers slowly
IN_THE_MIDDLE = "one => one.scrollIntoView({block: 'center'})"  # a bar may stand over the edges
_MOST_QUESTIONS = 25
_KEPT = {}  # by house and member of staff: who is signed in on one device need not wait half a minute for another code


def wait_until(page, script, given=None, *, patience=30.0):
    """Ask the page until a script says yes. Playwright's own wait takes a promise for a yes and does not ask again."""
    end = time.monotonic() + patience
    while not page.evaluate(script, given):
        assert time.monotonic() < end, f"{page.url}: never came true: {script} {given or ''}"
        page.wait_for_timeout(100)


class Visitor:
    """Somebody at a device. `seen` are the pages looked at, `faults` what was wrong with them."""

    def __init__(self, page, house, who):
        self.page, self.house, self.who = page, house, who
        self.seen, self.faults = [], []
        page.on("pageerror", lambda error: self.faults.append(f"{self.path}: {error}"))
        page.on("response", lambda answer: answer.status >= 500 and self.faults.append(f"{answer.status} {answer.url}"))

    @property
    def path(self):
        return self.page.url.removeprefix(self.house.server).partition("?")[0].partition("#")[0]

    def open(self, address):
        self.page.goto(address if address.startswith("http") else self.house.server + address)
        return self.look()

    def look(self):
        """Look at the page that has come: every one is measured, and photographed where somebody wants the pictures."""
        self.page.wait_for_load_state()
        # what a person sees once the page stands still
        wait_until(self.page, "() => !document.querySelector('.htmx-request')")
        self.faults += [f"{self.path}: {fault}" for fault in self.measured()]
        self.seen.append(self.path)
        if self.house.pictures is not None:
            self._photograph(self.house.pictures)
        return self

    def _photograph(self, folder):
        name = "-".join([f"{len(self.seen):02d}", *re.findall(r"[a-z]+", re.sub(r"[\w-]{12,}", "", self.path))][:5])
        self.page.screenshot(path=folder / f"{self.who}-{name}.png", full_page=True)

    def measured(self):
        return faults_of(self.page)

    def press(self, words):
        """Press the button or follow the link with these words, and look at what comes."""
        self.page.locator("main").locator("button:visible, a:visible", has_text=words).first.click()
        return self.look()

    def says(self, words):
        return words in self.page.locator("main").inner_text()

    def until(self, what, looks, *, patience=PATIENCE):
        """Look again and again, as people do."""
        end = time.monotonic() + patience
        while not (found := looks()):
            assert time.monotonic() < end, f"{self.who} waited {patience:.0f}s for {what} at {self.path}"
            time.sleep(0.5)
        return found

    def until_page_says(self, address, words):
        def came():
            self.page.goto(self.house.server + address if address.startswith("/") else address)
            return self.says(words)

        self.until(words, came)
        return self.look()


class Citizen(Visitor):
    """An applicant at a telephone."""

    def __init__(self, page, house, story):
        super().__init__(page, house, f"citizen-{story.region}")
        self.story, self.telephone = story, Telephone(house.sandbox, f"139{secrets.randbelow(10**8):08d}")

    def sign_in(self):
        """Number, code, name and ID number."""
        self.page.fill("input[name=phone]", self.telephone.number)
        self.go_on()
        self.page.fill("input[name=code]", self.telephone.next_code())
        self.go_on()
        self.page.fill("input[name=name]", self.story.name)
        self.page.fill("input[name=id_number]", self.story.id_number)
        return self.go_on()

    def tick(self, name):
        """Tick a box where the page asks for it."""
        box = self.page.locator(f"main input[name={name}]")
        if box.count():
            box.evaluate(IN_THE_MIDDLE)
            box.check(force=True)

    def go_on(self):
        """Press the page's one main button."""
        self.page.locator("main .mt-actions").locator("button:visible, a:visible").first.click()
        return self.look()

    def answer_questions(self):
        """One question a page, as far as the papers."""
        for _ in range(_MOST_QUESTIONS):
            if self.path.endswith("/papers/"):
                return self
            self._answer()
            self.go_on()
        raise AssertionError(f"still at {self.path} after {_MOST_QUESTIONS} questions")

    def _answer(self):
        story = self.story
        chosen = {"diseases": story.disease, "institution": story.hospital, "doctor": story.doctor, "insutype": story.insutype}
        for name, wanted in chosen.items():
            if self.page.locator(f"main input[name={name}]").count():
                self._choose(name, wanted)
        for name, text in {"summary": story.summary, "address": story.address}.items():
            if self.page.locator(f"main [name={name}]").count():
                self.page.fill(f"main [name={name}]", text)
        self.tick("read")

    def _choose(self, name, wanted):
        by_value = self.page.locator(f"main input[name={name}][value='{wanted}']")
        by_words = self.page.locator("main .mt-choice", has_text=wanted).locator("input")
        option = (by_value if by_value.count() else by_words).first
        option.evaluate(IN_THE_MIDDLE)
        option.check(force=True)

    def upload(self, *papers):
        """Every paper into its place, one after the other."""
        for paper in papers:
            slot = next(code for code in SLOTS_FOR[paper] if self.page.locator(f"#slot-{code}-file").count())
            held = self.page.locator(f"#slot-{slot} .mt-slot__file")
            before = held.count()
            self.page.set_input_files(f"#slot-{slot}-file", self.house.papers / self.story.region / f"{paper}.jpg")
            expect(held).to_have_count(before + 1, timeout=PATIENCE * 1000)
            self.page.wait_for_load_state()
        return self.look()

    def sign(self):
        """Draw a name, confirm with the code that was sent on the way here."""
        self.draw()
        self.page.fill("input[name=code]", self.telephone.next_code())
        return self.press("确认签名")

    def draw(self):
        canvas = self.page.locator("canvas")
        canvas.evaluate(IN_THE_MIDDLE)
        box = canvas.bounding_box()
        self.page.mouse.move(box["x"] + 30, box["y"] + 40)
        self.page.mouse.down()
        for step in range(20):
            self.page.mouse.move(box["x"] + 30 + 12 * step, box["y"] + 50 + (step % 4) * 14)
        self.page.mouse.up()

    def marked(self, name):
        """What the receipt marks as number, query code or due date."""
        return self.page.locator(f"[{name}]").inner_text().strip()


class ElderCitizen(Citizen):
    """An applicant who has chosen the view for old people."""

    def __init__(self, page, house, story):
        super().__init__(page, house, story)
        self.who = f"elder-{story.region}"
        page.context.add_cookies([{"name": "view", "value": "elder", "url": house.server}])

    def measured(self):
        return faults_of(self.page) + faults_of_elder_view(self.page)


class Staff(Visitor):
    """A member of the demo's staff, signed in with both factors."""

    def __init__(self, page, house, user):
        super().__init__(page, house, user)
        self.login = next(one for one in demo_logins() if one.username == user)
        page.context.add_cookies(_KEPT.get((house.server, user), []))
        self.open("/desk/")
        if self.path == "/desk/login/":
            self._sign_in()
            _KEPT[house.server, user] = page.context.cookies()

    def _sign_in(self):
        self.page.fill("input[name=username]", self.login.username)
        self.page.fill("input[name=password]", self.login.password)
        self.page.locator("main form button[type=submit]").first.click()
        if not self.is_let_in():  # a code that let somebody in already never does so again
            time.sleep(30 - time.time() % 30)
            assert self.is_let_in(), f"{self.who} is not let in"

    def is_let_in(self):
        self.page.fill("input[name=code]", totp(self.login.totp_secret, at=time.time()))
        self.page.locator("main form button[type=submit]").first.click()
        self.look()
        return not self.page.locator("input[name=code]").count()

    def open_line(self, address, number, *, patience=PATIENCE):
        """Open the case with this number from a list, once it is there."""
        lines = self.page.locator("main tr, main section:not(:has(table))", has_text=number).locator("a")

        def came():
            self.page.goto(self.house.server + address)
            return lines.count()

        self.until(number, came, patience=patience)
        self.look()
        lines.first.click()
        return self.look()

    def decide(self, *, words, field="remark"):
        """Recognise, with a reason; the doctor where none stands there yet."""
        self.page.check("input[name=outcome][value=RECOGNISED]", force=True)
        self.page.fill(f"[name={field}]", words)
        doctor = self.page.locator("select[name=doctor]")
        if doctor.count() and not doctor.input_value():
            doctor.select_option(index=1)
        self.press("作出认定" if field == "remark" else "提交意见")
        return self.without_waiting()

    def without_waiting(self):
        """What is held for half a minute is sent now."""
        return self.press("立即发出") if self.says("立即发出") else self
