# ruff: noqa: INP001 - beside the pictures, not in a package
"""The way of a case as a picture, drawn from the one stage table. A move the table gains and the picture lacks stops the drawing."""

from html import escape

from django.utils import translation

from mantetong.domain.stages import ENDS, JOURNEY, Action, Stage
from mantetong.web.labels import ACTIONS, STAGES

WIDTH, HEIGHT = 1240, 440
_HALF_WIDTH, _HALF_HEIGHT = 62, 25
_CENTRES = {
    Stage.DRAFT: (80, 200),
    Stage.FILED: (270, 200),
    Stage.REVIEWING: (460, 200),
    Stage.DETERMINING: (720, 200),
    Stage.CONFIRMING: (940, 200),
    Stage.DECIDED: (1160, 200),
    Stage.SUPPLEMENTING: (590, 80),
    Stage.LAPSED: (860, 80),
    Stage.REFUSED: (270, 400),
    Stage.WITHDRAWN: (720, 400),
}
# corners of each arrow, and where its words stand
_ROUTES = {
    (Stage.DRAFT, Action.SUBMIT): ("142,200 208,200", (175, 190)),
    (Stage.FILED, Action.ACCEPT): ("332,200 398,200", (365, 190)),
    (Stage.FILED, Action.REFUSE): ("250,225 250,375", (250, 330)),
    (Stage.REVIEWING, Action.ASK_SUPPLEMENT): ("430,175 430,80 528,80", (478, 72)),
    (Stage.SUPPLEMENTING, Action.ANSWER_SUPPLEMENT): ("560,105 560,140 490,140 490,175", (524, 160)),
    (Stage.REVIEWING, Action.PASS_ON): ("522,190 658,190", (590, 181)),
    (Stage.DETERMINING, Action.SEND_BACK): ("658,212 522,212", (590, 229)),
    (Stage.DETERMINING, Action.ASK_SUPPLEMENT): ("720,175 720,130 625,130 625,105", (712, 122)),
    (Stage.DETERMINING, Action.PROPOSE): ("782,190 878,190", (830, 181)),
    (Stage.CONFIRMING, Action.SEND_BACK): ("878,212 782,212", (830, 229)),
    (Stage.CONFIRMING, Action.CONFIRM): ("1002,190 1098,190", (1050, 181)),
    (Stage.DECIDED, Action.CORRECT): ("1098,212 1002,212", (1050, 229)),
    (Stage.DETERMINING, Action.DECIDE): ("750,225 750,262 1140,262 1140,225", (870, 255)),
    (Stage.DECIDED, Action.REOPEN): ("1175,225 1175,302 480,302 480,225", (870, 295)),
    (Stage.SUPPLEMENTING, Action.LAPSE): ("652,80 798,80", (725, 70)),
    (Stage.LAPSED, Action.REOPEN): ("860,55 860,24 410,24 410,175", (640, 19)),
}
_WITHDRAWN_FROM = {
    Stage.FILED: "290,225 290,345",
    Stage.REVIEWING: "440,225 440,345",
    Stage.SUPPLEMENTING: "605,105 605,345",
    Stage.DETERMINING: "690,225 690,345",
    Stage.CONFIRMING: "960,225 960,345",
}
_STYLE = """
  text { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; text-anchor: middle; fill: #1b2b27; }
  .stage { font-size: 17px; font-weight: 700; } .move { font-size: 12.5px; paint-order: stroke; stroke: #fff; stroke-width: 5px; }
  .box { fill: #e6f2ee; stroke: #0b6b57; stroke-width: 2; } .end { fill: #f3f4f4; stroke: #5b6b67; stroke-width: 2; }
  .way { fill: none; stroke: #0b6b57; stroke-width: 2; marker-end: url(#tip); }
  .leave { fill: none; stroke: #8a9894; stroke-width: 1.5; stroke-dasharray: 5 4; }
  .leave-end { marker-end: url(#tip); }"""


class NotDrawn(RuntimeError):
    """The stage table and the picture differ; `moves` says in what."""

    code = "NOT_DRAWN"


def draw() -> str:
    """The picture as SVG. Raises NotDrawn when the table has a move the picture has not, or the other way round."""
    drawn = set(_ROUTES) | {(stage, Action.WITHDRAW) for stage in _WITHDRAWN_FROM}
    if drawn != set(JOURNEY) or set(_CENTRES) != set(Stage):
        raise NotDrawn(drawn ^ set(JOURNEY))
    with translation.override(None):  # the terms as they are written, without a catalogue
        return "\n".join(_parts()) + "\n"


def _parts() -> list[str]:
    title = "一件办件走过的路：" + "、".join(str(STAGES[stage]) for stage in Stage)
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">',
        f'<title id="title">{escape(title)}</title><style>{_STYLE}\n</style>',
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">',
        '<path d="M0 0 10 5 0 10z" fill="#0b6b57"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *_leaving(),
        *(_arrow(points) for points, _place in _ROUTES.values()),
        *(_box(stage) for stage in Stage),
        *(_words(action, place) for (_stage, action), (_points, place) in _ROUTES.items()),
        "</svg>",
    ]


def _leaving() -> list[str]:
    """Until the end the applicant may withdraw from everywhere: one line collects them all."""
    lines = [f'<polyline class="leave" points="{points}"/>' for points in _WITHDRAWN_FROM.values()]
    collecting = '<polyline class="leave" points="290,345 960,345"/><polyline class="leave leave-end" points="720,345 720,375"/>'
    return [*lines, collecting, _words(Action.WITHDRAW, (830, 341))]


def _arrow(points: str) -> str:
    return f'<polyline class="way" points="{points}"/>'


def _box(stage: Stage) -> str:
    across, down = _CENTRES[stage]
    look = "end" if stage in ENDS and stage is not Stage.DECIDED else "box"
    place = f'x="{across - _HALF_WIDTH}" y="{down - _HALF_HEIGHT}" width="{2 * _HALF_WIDTH}" height="{2 * _HALF_HEIGHT}" rx="10"'
    return f'<rect class="{look}" {place}/><text class="stage" x="{across}" y="{down + 6}">{escape(str(STAGES[stage]))}</text>'


def _words(action: Action, place: tuple[int, int]) -> str:
    across, down = place
    return f'<text class="move" x="{across}" y="{down}">{escape(str(ACTIONS[action]))}</text>'
