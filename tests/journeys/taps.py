"""How much it takes to apply: real taps and keys counted in the browser, and the minutes a keystroke model makes of them.

The model (after Card, Moran and Newell's keystroke-level model, with the slower hands and longer looks of older people): every tap
is pointed at and decided on, every page is looked over, every character is searched on a small keyboard, a photograph is aimed at.
It is a model: not yet tried by people over 65.
"""

from dataclasses import dataclass, field

TAP = 1.5  # seconds to point and press
DECIDE = 2.4  # before every tap
LOOK_OVER = 5.0  # a page that has come, its arrival included
KEY = 0.8
KEYS_PER_CHARACTER = 5  # a Chinese character by pinyin, chosen from the list
PHOTOGRAPH = 12.0  # aim, shutter, use: two presses in the telephone's own camera
SIGN = 6.0
MESSAGE = 8.0  # until a code has arrived and been found
LABEL = "模型估算，尚未由65岁以上的人试用（not yet tried by people over 65）"

COUNTER = """
document.addEventListener('pointerdown', () => window.mttCount('tap'), true);
document.addEventListener('keydown', (event) => !event.repeat && window.mttCount('key'), true);
"""


@dataclass
class Effort:
    """What has been counted so far."""

    taps: int = 0
    keys: int = 0
    photographs: int = 0
    signatures: int = 0
    messages: int = 0
    pages: list[str] = field(default_factory=list)

    @property
    def minutes(self):
        seconds = (
            self.taps * (TAP + DECIDE)
            + self.keys * KEY
            + len(self.pages) * LOOK_OVER
            + self.photographs * PHOTOGRAPH
            + self.signatures * SIGN
            + self.messages * MESSAGE
        )
        return seconds / 60

    def said(self, where):
        return (
            f"{where}: {self.minutes:.1f} min, {self.taps} taps on {len(self.pages)} pages, {self.keys} typed, "
            f"{self.photographs} photographs (2 presses each in the camera), {self.messages} codes; {LABEL}"
        )


def counted(page):
    """Count what is done on this page and every one it leads to."""
    effort = Effort()

    def count(_source, what):
        effort.taps += what == "tap"
        effort.keys += what == "key"

    page.expose_binding("mttCount", count)
    page.add_init_script(COUNTER)
    page.on("framenavigated", lambda frame: frame == page.main_frame and effort.pages.append(frame.url))
    return effort
