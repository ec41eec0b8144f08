"""The applicant: from the guide page to the receipt, and later the answer to the supplement notice."""

import base64
import io
import re
from datetime import date
from pathlib import Path

import httpx
from PIL import Image, ImageDraw

from mantetong.sandbox.walk.browser import Browser, Form, Page
from mantetong.sandbox.walk.errors import WalkStopped
from mantetong.sandbox.walk.scene import Scene
from mantetong.sandbox.walk.story import HELD_BACK, PAPERS, SLOTS_FOR, answers_of

_MOST_QUESTIONS = 25


def read_guide(scene: Scene) -> None:
    """Open the region's guide and find the way to apply."""
    page = scene.citizen.open(f"/guide/{scene.story.region}/")
    scene.facts["start"] = page.link(f"/apply/{scene.story.region}/start/")


def sign_in(scene: Scene) -> None:
    """Telephone number, code, name and ID number; the way leads back to where one came from."""
    page = scene.citizen.open(scene.facts["start"])
    page = scene.citizen.submit(page.form(with_field="phone"), {"phone": scene.telephone.number})
    page = scene.citizen.submit(page.form(with_field="code"), {"code": scene.telephone.next_code()})
    story = scene.story
    page = scene.citizen.submit(page.form(with_field="id_number"), {"name": story.name, "id_number": story.id_number})
    scene.page = page


def answer_questions(scene: Scene) -> None:
    """One question a page, as far as the papers."""
    page = scene.page or scene.citizen.open(scene.facts["start"])
    for _ in range(_MOST_QUESTIONS):
        if page.path.endswith("/papers/"):
            scene.page = page
            scene.facts["papers_page"] = page.url
            return
        forms = [form for form in page.forms() if form.names]
        page = _answer(scene, forms[0]) if forms else scene.citizen.open(page.link("继续"))
    raise WalkStopped("问题", f"{_MOST_QUESTIONS}步后还没有到上传材料，停在{page.path}“{page.title}”")


def _answer(scene: Scene, form: Form) -> Page:
    if "diseases" in form.choices:
        return _choose_disease(scene, form)
    return scene.citizen.submit(form, fitting_answers(scene, form))


def fitting_answers(scene: Scene, form: Form) -> dict[str, str]:
    """The story's answers to what a form asks."""
    answers = answers_of(scene.story, phone=scene.telephone.number)
    return {
        name: form.value_of(name, answers[name]) if name in form.choices else answers[name]
        for name in form.names
        if name in answers
    }


def _choose_disease(scene: Scene, form: Form) -> Page:
    """The story's disease; another one where the person already has it or it is on its way, as after an earlier walk."""
    headings = [heading.text_content().split() for heading in scene.citizen.open("/certificates/").main.iter("h2")]
    held = tuple(words[0] for words in headings if words)
    free = [one for one in form.choices["diseases"] if not one.label.startswith(held)]
    for choice in sorted(free, key=lambda one: one.value != scene.story.disease):
        try:
            page = scene.citizen.submit(form, {"diseases": [choice.value]})
        except WalkStopped as stop:
            if stop.status != httpx.codes.CONFLICT:
                raise
        else:
            scene.facts["disease"] = choice.value
            return page
    raise WalkStopped("选择病种", f"{scene.story.name}在这个系统里已经没有可以申请的病种")


def upload_papers(scene: Scene) -> None:
    """Every paper into its slot, one page held back."""
    for paper in PAPERS:
        if paper != HELD_BACK:
            send_paper(scene, scene.facts["papers_page"], paper)


def send_paper(scene: Scene, address: str, paper: str, *, by: Browser | None = None) -> None:
    """Put one paper into its place on the page at `address`; `by` another than the applicant."""
    browser = by or scene.citizen
    form = _slot_form(browser.open(address), paper)
    browser.submit(form, files=[(form.files[0], _file_of(scene.papers, paper))])


def _slot_form(page: Page, paper: str) -> Form:
    forms = [form for form in page.forms() if form.files]
    for slot in SLOTS_FOR[paper]:
        for form in forms:
            if f"/{slot}/" in form.action:
                return form
    raise WalkStopped(page.path, f"没有放{paper}的位置：{[form.action for form in forms]}")


def _file_of(folder: Path, paper: str) -> Path:
    found = sorted(path for path in folder.glob(f"{paper}.*") if path.is_file())
    if not found:
        raise WalkStopped(str(folder), f"没有文件 {paper}.jpg")
    return found[0]


def sign(scene: Scene) -> None:
    """Read the form, draw a signature, confirm with the code that was sent on the way there."""
    page = scene.citizen.open(scene.facts["papers_page"])
    page = scene.citizen.submit(page.form(action="/papers/continue/"))
    if scene.citizen.open(page.link("form.pdf")).content[:5] != b"%PDF-":
        raise WalkStopped("申请表", "打开的不是PDF")
    form = page.form(with_field="signature")
    scene.page = scene.citizen.submit(form, {"signature": _drawn(), "code": scene.telephone.next_code()}, button="确认签名")


def _drawn() -> str:
    picture = Image.new("RGBA", (640, 240), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    strokes = (
        ((80, 60), (200, 50), (140, 190)),
        ((240, 40), (260, 200), (330, 170)),
        ((380, 70), (520, 60), (430, 200), (560, 180)),
    )
    for stroke in strokes:
        pen.line(stroke, fill=(20, 20, 60, 255), width=7, joint="curve")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def submit(scene: Scene) -> None:
    """Check, pledge, submit; keep number, query code and due date of the receipt."""
    page = scene.page or scene.citizen.open(scene.facts["papers_page"])
    form = page.form(with_field="pledge")
    ticked: dict[str, str] = {name: "on" for name in ("pledge", "anyway") if name in form.names}
    page = scene.citizen.submit(form, ticked)
    scene.facts["home"] = next(address for address, _words in page.links() if re.search(r"/my/\w{16}/$", address))
    scene.facts["number"] = marked(page, "data-number")
    scene.facts["query_code"] = marked(page, "data-query-code")
    scene.facts["due_on"] = _day_in(marked(page, "data-due"))


def _day_in(text: str) -> str | None:
    """The day a sentence names; None where the region has published no limit."""
    found = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)
    return date(*(int(part) for part in found.groups())).isoformat() if found else None


def marked(page: Page, name: str) -> str:
    """What a page shows under a mark. Raises WalkStopped when it shows nothing there."""
    found = page.document.xpath(f"//*[@{name}]")
    if not found:
        raise WalkStopped(page.path, f"没有 {name}：{page.title} {page.problems}")
    return " ".join(found[0].text_content().split())
