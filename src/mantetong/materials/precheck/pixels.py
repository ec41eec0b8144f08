# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""The first answer, from pixels alone, in under half a second: light, sharpness, size, what covers or cuts the page."""

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level
from mantetong.materials.precheck.measures import Measures
from mantetong.materials.precheck.shapes import Box, PageFinding, finding

# Fitted on the generated corpus (bench/materials.py): the first figure rejects by pixels alone and no acceptable page comes near it;
# between the two the words decide.
PIXEL_CODES = frozenset({F.DARK, F.OVEREXPOSED, F.GLARE, F.BLURRED, F.NOISE, F.COVERED})

DARK_BELOW, DIM_BELOW = 62.0, 85.0
BURNT_ABOVE, BURNT_SLIGHT = 0.55, 0.35
WASHED_INK = 62.0
GLARE_AT_MOST = 0.92
GLARE_ABOVE, GLARE_SLIGHT, GLARE_CORE = 0.08, 0.02, 0.97
SHARP_BELOW, SOFT_BELOW = 0.40, 0.5
SHARP_BELOW_UPRIGHT = 0.5
"""A sheet is photographed upright and its print is fine; a card lies across, and by the same blur its larger print loses more of its finest
detail while it can still be read. Measured: sheets 0.34 to 0.45 where a strict reviewer sends them back, 0.67 and more where not."""
STREAK_BELOW, STREAK_SLIGHT = 0.42, 0.55
NOISY_ABOVE, NOISY_SLIGHT = 5.0, 3.5
SKIN_ABOVE, SKIN_SLIGHT = 0.035, 0.015
MEGAPIXELS_BELOW, MEGAPIXELS_SLIGHT = 0.35, 0.7
MEGAPIXELS_BELOW_UPRIGHT = 0.45
"""A sheet of that size has some 65 dots an inch."""


def light_findings(measures: Measures, *, page: int) -> list[PageFinding]:
    """DARK, OVEREXPOSED, GLARE."""
    found = []
    if measures.luminance < DIM_BELOW:
        found.append(finding(F.DARK, Level.REJECT if measures.luminance < DARK_BELOW else Level.WARN, page))
    if measures.burnt > BURNT_SLIGHT and not is_white_scan(measures):
        found.append(finding(F.OVEREXPOSED, Level.REJECT if measures.burnt > BURNT_ABOVE else Level.WARN, page))
    if GLARE_SLIGHT < measures.glare < GLARE_AT_MOST and not is_white_scan(measures):
        sure = measures.glare > GLARE_ABOVE and measures.glare_core > GLARE_CORE
        level = Level.REJECT if sure else Level.WARN
        found.append(finding(F.GLARE, level, page, box=measures.glare_box))
    return found


def sharpness_findings(measures: Measures, *, page: int) -> list[PageFinding]:
    """BLURRED (focus or hand), NOISE, LOW_RESOLUTION."""
    found = []
    if 0 < measures.sharpness < SOFT_BELOW or measures.streak < STREAK_SLIGHT:
        least = SHARP_BELOW_UPRIGHT if measures.height > measures.width else SHARP_BELOW
        sure = measures.sharpness < least or measures.streak < STREAK_BELOW
        found.append(finding(F.BLURRED, Level.REJECT if sure else Level.WARN, page))
    if measures.noise > NOISY_SLIGHT:
        found.append(finding(F.NOISE, Level.REJECT if measures.noise > NOISY_ABOVE else Level.WARN, page))
    if measures.megapixels < MEGAPIXELS_SLIGHT:
        few = MEGAPIXELS_BELOW_UPRIGHT if measures.height > measures.width else MEGAPIXELS_BELOW
        level = Level.REJECT if measures.megapixels < few else Level.WARN
        found.append(finding(F.LOW_RESOLUTION, level, page))
    return found


def cover_findings(measures: Measures, *, page: int) -> list[PageFinding]:
    """COVERED."""
    # A burnt-out picture turns wood into skin.
    if measures.skin < SKIN_SLIGHT or measures.burnt > BURNT_SLIGHT:
        return []
    level = Level.REJECT if measures.skin > SKIN_ABOVE else Level.WARN
    return [finding(F.COVERED, level, page, box=measures.skin_box)]


def pixel_findings(measures: Measures, *, page: int) -> tuple[PageFinding, ...]:
    """Everything pixels alone can say about a page."""
    return (
        *light_findings(measures, page=page),
        *sharpness_findings(measures, page=page),
        *cover_findings(measures, page=page),
    )


def touches_all_edges(measures: Measures) -> bool:
    """A scan fills the picture to all four edges; what would be a fault in a photo is usual there."""
    return not measures.outlined or min(measures.edges) > 0.5


def is_white_scan(measures: Measures) -> bool:
    """A scanner's white page is as bright as an overexposed photo, but its ink is black."""
    return touches_all_edges(measures) and measures.ink < WASHED_INK


def box_of(quad: tuple[tuple[float, float], ...]) -> Box:
    """The upright box round a quad."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))
