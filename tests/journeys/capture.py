"""A place for papers on a telephone, for the tests of the camera check: a draft at its papers, photographs, and what the page shows."""

import base64
import io
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PIL import Image

from mantetong.sandbox.insured import PEOPLE
from tests.fixtures.papers.corpus import sample
from tests.journeys.people import PHONE, wait_until

# Speech and vibration as the page asks for them; no machine here has a voice.
LISTENING = """() => { window.heard = []; window.shaken = [];
  Object.defineProperty(window, 'speechSynthesis', {value: {cancel() {}, speak(words) { window.heard.push(words.text); }}});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  navigator.vibrate = (pattern) => window.shaken.push(pattern);
  window.sent = [];
  const send = window.fetch;
  window.fetch = (address, options) => { if (options && options.method === 'PUT') window.sent.push(options.body); return send(address, options); }; }"""
SENT = """async () => { let text = '';
  for (const byte of new Uint8Array(await new Blob(window.sent).arrayBuffer())) text += String.fromCharCode(byte);
  return btoa(text); }"""


@dataclass(frozen=True)
class Drafted:
    """A draft that waits for its papers: where, and the browser state of the one it belongs to."""

    address: str
    state: dict


def drafted(citizen):
    """Walk from the guide to the papers, as somebody for whom no other journey files: what runs already cannot be chosen again."""
    somebody = next(person for person in PEOPLE if person.why == "查询：没有待遇")
    citizen.story = replace(citizen.story, name=somebody.name, id_number=somebody.id_number, psn_no=somebody.psn_no)
    region = citizen.story.region
    citizen.open(f"/guide/{region}/")
    citizen.page.locator(f"main a[href*='/apply/{region}/start/']").first.click()
    citizen.look().sign_in().answer_questions()
    return Drafted(citizen.page.url, citizen.page.context.storage_state())


@contextmanager
def at_papers(chromium, draft, **options):
    """The page with the places for papers, on a telephone."""
    # A service worker would answer before the tests' own broken lines do.
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", storage_state=draft.state, service_workers="block", **options)
    context.set_default_timeout(60_000)
    page = context.new_page()
    if options.get("java_script_enabled", True):
        page.add_init_script(f"({LISTENING})()")
    page.goto(draft.address)
    yield page
    context.close()


def photo(kind="diagnosis_certificate", damage="none", level=1, *, seed=11):
    """One generated photograph."""
    return sample(seed, kind, damage, level).content


def upscaled(content, megapixels, **options):
    """The same photograph as a larger camera would take it."""
    picture = Image.open(io.BytesIO(content))
    ratio = (megapixels * 1e6 / (picture.width * picture.height)) ** 0.5
    out = io.BytesIO()
    picture.resize((round(picture.width * ratio), round(picture.height * ratio)), Image.Resampling.BICUBIC).save(
        out, "JPEG", quality=95, **options
    )
    return out.getvalue()


def choose(page, slot, *files):
    """Choose files as one does in an album: pairs of name and content."""
    page.set_input_files(
        f"#slot-{slot}-file",
        [
            {"name": name, "mimeType": "image/heic" if name.endswith("heic") else "image/jpeg", "buffer": content}
            for name, content in files
        ],
    )


def sent_by(page):
    """Every byte that went out as a part of a file."""
    return base64.b64decode(page.evaluate(SENT))


def names_in(page, slot):
    """The papers that stand in a slot, in order."""
    return [name.strip() for name in page.locator(f"#slot-{slot} .mt-slot__file-name").all_inner_texts()]


def is_filled(page, slot, count):
    """Wait until so many papers stand in the slot and nothing is on its way."""
    wait_until(
        page,
        """([slot, count]) => document.querySelectorAll(`#slot-${slot} .mt-slot__file`).length === count
             && !document.querySelector(`#slot-${slot} .mt-shot`)""",
        [slot, count],
        patience=60.0,
    )


def stands_still(page):
    """Wait until no list of papers asks any more: every paper has been read."""
    wait_until(page, "() => !document.querySelector('[data-papers][hx-get]')", patience=120.0)
