# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""What the pixels say, as plain numbers. At most 0.4 CPU-seconds a page; nothing here reads a word."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from mantetong.materials.precheck.outline import Outline, outline_of
from mantetong.materials.reading.placing import turned_box
from mantetong.materials.reading.sizes import fitted

_SIDE = 1600
_MARGIN = 0.045
"""Of the picture's short side: hardly anything is printed so near the rim of a sheet or card."""
_LIGHTS = {1.0: 140.0, 0.5: 144.0}
"""How much of the paper's colour may come from the light, and from which redness (Cr) on skin is skin then. A bulb colours paper and hand
alike; a yellow form is yellow in daylight too, and taking its colour for the light's would turn a hand violet."""
_REDDER_THAN_PAPER = 7.0


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers of one picture. Luminance 0–255, shares 0–1, boxes (left, top, right, bottom) in pixels of the upload.

    `share` is how much of the picture the page fills, `edges` how far it runs along the left, top, right and bottom edge, `outlined`
    whether page and desk could be told apart, `solid` how clean its rim is. `aspect` is the page's long side by its short one, `ink` how dark the print is.
    `sharpness` is how much of the finest detail of the ink is lost by blurring once more: near 0 when nothing is left to lose.
    `glare_core` is how much of the middle of the brightest spot is burnt: all of it in a mirrored lamp, while print stands on bright paper.
    `page_box` is round what was taken for the page.
    `likeness` are 64 bits that hardly change when the same picture is saved anew. `streak` compares the weakest with the strongest direction of the ink's edges: low when the hand moved.
    """

    width: int
    height: int
    share: float
    edges: tuple[float, float, float, float]
    outlined: bool
    aspect: float
    ink: float
    luminance: float
    burnt: float
    glare: float
    glare_box: tuple[int, int, int, int] | None
    sharpness: float
    detail: float
    streak: float
    contrast: float
    noise: float
    skin: float
    skin_box: tuple[int, int, int, int] | None
    chroma: float
    colourful: float
    likeness: int = 0
    solid: float = 1.0
    glare_core: float = 1.0
    page_box: tuple[int, int, int, int] | None = None

    @property
    def megapixels(self) -> float:
        """Millions of pixels of the upload."""
        return self.width * self.height / 1e6


def outlined_as_shown(measures: Measures, *, by: int) -> Measures:
    """The same with the outline (`edges`, `page_box`) on the page as shown, whose content stood turned `by` degrees clockwise in the upload.

    What the light says keeps its place in the upload.
    """
    first = by // 90
    box = measures.page_box and turned_box(measures.page_box, by=by, width=measures.width, height=measures.height)
    edges = measures.edges[first:] + measures.edges[:first]
    return replace(measures, edges=edges, page_box=box)  # type: ignore[arg-type]  # four again


def measure(picture: np.ndarray, *, source: tuple[int, int] | None = None) -> Measures:
    """The measures of a BGR picture; `source` is the upload's width and height where the picture was shrunk."""
    ratio = min(1.0, _SIDE / max(picture.shape[:2]))
    small = fitted(picture, side=_SIDE)
    outline = outline_of(small)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    inside = outline.mask > 0
    luminance = float(np.median(grey[inside]))
    sharpness, detail, streak, contrast, ink = _ink(grey, outline)
    glare, glare_box, glare_core = _glare(small, outline)
    skin, skin_box = _skin(small, outline)
    width, height = source or (picture.shape[1], picture.shape[0])
    ratio *= picture.shape[1] / width
    return Measures(
        width=width,
        height=height,
        share=outline.share,
        edges=outline.edges,
        outlined=outline.found,
        aspect=outline.aspect,
        ink=ink,
        luminance=luminance,
        burnt=float((grey[inside] >= 253).mean()),
        glare=glare,
        glare_box=_grown(glare_box, ratio),
        sharpness=sharpness,
        detail=detail,
        streak=streak,
        contrast=contrast,
        noise=_noise(grey, outline),
        skin=skin,
        skin_box=_grown(skin_box, ratio),
        chroma=_chroma(small),
        colourful=_colourful(small, outline),
        likeness=_likeness(grey),
        solid=outline.solid,
        glare_core=glare_core,
        page_box=_grown(outline.box, ratio),
    )


def _ink(grey: np.ndarray, outline: Outline) -> tuple[float, float, float, float, float]:
    """Sharpness, detail (Laplacian variance on the ink), streak, contrast and darkness of what is printed."""
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    hat = cv2.morphologyEx(soft, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    inner = cv2.erode(outline.mask, np.ones((25, 25), np.uint8), borderValue=0) > 0
    if inner.sum() < 1000:
        inner = outline.mask > 0
    contrast = float(np.percentile(hat[inner], 99))
    ink = (hat > max(8.0, 0.45 * contrast)) & inner
    near = cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if near.sum() < 400:
        return 0.0, 0.0, 1.0, contrast, 0.0
    once: np.ndarray = grey.astype(np.float32)
    twice = cv2.GaussianBlur(once, (0, 0), 1.5)
    first, second = _energy(once, near), _energy(twice, near)
    detail = float(cv2.Laplacian(once, cv2.CV_32F)[near].var()) / max(contrast, 1) ** 2
    return float(1 - second / max(first, 1e-6)), detail, _streak(once, near), contrast, float(np.percentile(grey[near], 5))


def _energy(picture: np.ndarray, where: np.ndarray) -> float:
    across, down = cv2.Sobel(picture, cv2.CV_32F, 1, 0), cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    return float((across[where] ** 2 + down[where] ** 2).mean())


def _streak(picture: np.ndarray, where: np.ndarray) -> float:
    """Square root of the ratio of the smaller to the larger eigenvalue of the second-difference energy tensor."""
    fine = picture - cv2.GaussianBlur(picture, (0, 0), 1.0)
    across, down = cv2.Sobel(fine, cv2.CV_32F, 1, 0)[where], cv2.Sobel(fine, cv2.CV_32F, 0, 1)[where]
    a, b, c = float((across**2).mean()), float((across * down).mean()), float((down**2).mean())
    root = ((a - c) ** 2 / 4 + b * b) ** 0.5
    return float((max((a + c) / 2 - root, 0) / max((a + c) / 2 + root, 1e-6)) ** 0.5)


def _glare(picture: np.ndarray, outline: Outline) -> tuple[float, tuple[int, int, int, int] | None, float]:
    """Share of the page in the largest burnt-out blob, a page white all over included, its box, and how much of its middle is burnt."""
    blue, green, red = cv2.split(picture)
    burnt = cv2.bitwise_and(cv2.inRange(cv2.min(cv2.min(blue, green), red), 248, 255), outline.mask)
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8)))
    if count < 2:
        return 0.0, None, 1.0
    index = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    left, top, width, height, area = (int(value) for value in stats[index])
    core = burnt[top + height // 4 : top + height - height // 4, left + width // 4 : left + width - width // 4]
    share = float(area / max(1, (outline.mask > 0).sum()))
    return share, (left, top, left + width, top + height), float((core > 0).mean())


def _noise(grey: np.ndarray, outline: Outline) -> float:
    """Deviation of blank paper from its own smoothing, by the quietest fifth of small tiles."""
    rest = grey.astype(np.float32) - cv2.medianBlur(grey, 5).astype(np.float32)
    tiles, size = [], 24
    inside = cv2.resize(outline.mask, (grey.shape[1] // size, grey.shape[0] // size), interpolation=cv2.INTER_AREA) > 250
    for row, column in zip(*np.nonzero(inside), strict=True):
        tiles.append(float(rest[row * size : (row + 1) * size, column * size : (column + 1) * size].std()))
    return float(np.percentile(tiles, 20)) if len(tiles) > 10 else 0.0


def _skin(picture: np.ndarray, outline: Outline) -> tuple[float, tuple[int, int, int, int] | None]:
    """Share of the page covered by its largest skin-coloured blob that reaches in from the page's rim, and its box."""
    mask = cv2.resize(outline.mask, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_NEAREST) > 0
    small = cv2.resize(picture, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_AREA)
    share, box = max((_largest_blob(_skin_in(small, mask, part), mask) for part in _LIGHTS), key=lambda found: found[0])
    return share, box and tuple(4 * value for value in box)  # type: ignore[return-value]


def _skin_in(picture: np.ndarray, mask: np.ndarray, part: float) -> np.ndarray:
    """What is skin (1) if that `part` of the paper's colour comes from the light: under a bulb, or on yellow forms, all paper has the colour of skin."""
    paper = np.median(picture[mask], axis=0)
    gains = (float(paper.mean()) / np.maximum(paper, 1)) ** part
    lit = np.clip(picture * gains, 0, 255).astype(np.uint8)
    _, red, blue = cv2.split(cv2.cvtColor(lit, cv2.COLOR_BGR2YCrCb))
    least = max(_LIGHTS[part], float(np.median(red[mask])) + _REDDER_THAN_PAPER)
    skin = ((red > least) & (red < 178) & (blue > 92) & (blue < 128) & (lit.max(axis=2) > 70)).astype(np.uint8)
    skin = cv2.morphologyEx(skin, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    # Wood has the colour of skin as well: what lies beside the page is cut off, lest a finger grow together with the desk.
    return skin * mask.astype(np.uint8)


def _largest_blob(skin: np.ndarray, mask: np.ndarray) -> tuple[float, tuple[int, int, int, int] | None]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(skin)
    rim = ~(cv2.erode(mask.astype(np.uint8), np.ones((9, 9), np.uint8), borderValue=0) > 0)
    # A thumb that holds the sheet by its margin covers nothing: only what reaches in further counts.
    margin = 2 * max(4, round(_MARGIN * min(mask.shape))) + 1
    printed = cv2.erode(mask.astype(np.uint8), np.ones((margin, margin), np.uint8), borderValue=0) > 0
    best, box = 0.0, None
    for index in range(1, count):
        blob = labels == index
        share = float((blob & printed).sum() / max(1, mask.sum()))
        # The portrait on a card is skin too, but it stands inside the card and never reaches its rim.
        if share > best and (blob & rim).any() and blob.mean() < 0.4:
            left, top, width, height, _ = (int(value) for value in stats[index])
            best, box = share, (left, top, left + width, top + height)
    return best, box


def _chroma(picture: np.ndarray) -> float:
    """The 99th percentile of saturation of a strongly shrunk picture: a grey copy or scan has next to none."""
    return float(np.percentile(_spread(cv2.resize(picture, (200, 200), interpolation=cv2.INTER_AREA)), 99))


def _likeness(grey: np.ndarray) -> int:
    """Whether each field of an 8 × 8 board is lighter than its neighbour on the left."""
    board = cv2.resize(grey, (9, 8), interpolation=cv2.INTER_AREA)
    return int.from_bytes(np.packbits(board[:, 1:] > board[:, :-1]).tobytes(), "big")


def _quarter(picture: np.ndarray) -> np.ndarray:
    return cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)


def _spread(picture: np.ndarray) -> np.ndarray:
    blue, green, red = cv2.split(picture)
    return cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))


def _colourful(picture: np.ndarray, outline: Outline) -> float:
    """The median distance between strongest and weakest colour on the page: paper and cards are pale."""
    small, mask = _quarter(picture), _quarter(outline.mask)
    return float(np.median(_spread(small)[mask > 127]))


def _grown(box: tuple[int, int, int, int] | None, ratio: float) -> tuple[int, int, int, int] | None:
    if box is None:
        return None
    left, top, right, bottom = (round(value / ratio) for value in box)
    return left, top, right, bottom
