"""What pixels say under a bulb, on wood, on grey and in X-ray pictures. Pictures are drawn in code; no text engine."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from mantetong.domain.papers import FindingCode as F
from mantetong.domain.papers import Level
from mantetong.materials.precheck.measures import measure
from mantetong.materials.precheck.pixels import light_findings, sharpness_findings
from mantetong.materials.reading.seals import find_seals
from mantetong.materials.reading.shapes import Seal
from mantetong.materials.reading.under_seal import uncovered
from tests.rooms.materials.test_precheck_words import CERTIFICATE, GOOD, a_page, found

WOOD, SKIN, BULB = (92, 128, 178), (120, 150, 205), np.array([0.62, 0.88, 1.0])


def a_sheet(*, on: tuple[int, int, int] = (70, 70, 74)) -> np.ndarray:
    """A white sheet with rows of print on a desk."""
    picture = np.full((1600, 1200, 3), on, np.uint8)
    cv2.rectangle(picture, (100, 100), (1100, 1500), (235, 235, 235), -1)
    for y in range(200, 1400, 50):
        for x in range(180, 1000, 26):
            cv2.rectangle(picture, (x, y), (x + 14, y + 18), (30, 30, 30), 2)
    return picture


def test_paper_under_a_bulb_is_not_taken_for_skin():
    assert measure((a_sheet() * BULB).astype(np.uint8)).skin == 0


@pytest.mark.parametrize("light", [np.ones(3), BULB], ids=["daylight", "bulb"])
def test_a_finger_is_seen_on_a_desk_of_its_own_colour(light):
    picture = a_sheet(on=WOOD)
    cv2.line(picture, (0, 900), (700, 700), SKIN, 160)

    measured = measure((picture * light).astype(np.uint8))

    assert measured.skin > 0.035
    assert measured.skin_box is not None


@pytest.mark.parametrize("light", [np.ones(3), BULB], ids=["daylight", "bulb"])
def test_a_bent_rim_on_wood_covers_nothing(light):
    assert measure((a_sheet(on=WOOD) * light).astype(np.uint8)).skin < 0.015


def test_a_hand_on_a_yellow_form_is_seen_and_the_form_alone_is_no_hand():
    form = a_sheet()
    form[form.min(axis=2) > 200] = (125, 180, 205)
    bare = measure(form)
    cv2.line(form, (0, 900), (700, 700), (125, 155, 212), 160)

    assert (bare.skin, bare.skin_box) == (0.0, None)
    assert measure(form).skin > 0.035


def test_a_hand_that_covers_a_third_of_a_card_under_a_bulb_does_not_pass_for_its_colour():
    card = np.full((1000, 1600, 3), (50, 70, 90), np.float32)
    cv2.rectangle(card, (100, 90), (1500, 910), (154, 188, 200), -1)
    card *= np.linspace(1, 0.7, 1000)[:, None, None]
    cv2.line(card, (1599, 650), (560, 420), (125, 155, 213), 330)

    assert measure(card.astype(np.uint8)).skin > 0.035


@pytest.mark.parametrize(
    ("size", "sharpness", "told"),
    [
        ((1500, 2000), 0.45, Level.REJECT),
        ((2000, 1500), 0.45, Level.WARN),
        ((2000, 1500), 0.35, Level.REJECT),
        ((1500, 2000), 0.6, None),
    ],
)
def test_the_fine_print_of_an_upright_sheet_asks_for_more_sharpness_than_a_card_that_lies_across(size, sharpness, told):
    measures = replace(GOOD, width=size[0], height=size[1], sharpness=sharpness)

    assert {one.code: one.level for one in sharpness_findings(measures, page=1)}.get(F.BLURRED) is told


def test_a_clean_rim_is_told_from_one_grown_together_with_what_lies_beside():
    clean, grown = a_sheet(), a_sheet()
    for y in range(150, 1500, 200):
        cv2.rectangle(grown, (1100, y), (1199, y + 90), (235, 235, 235), -1)

    assert measure(clean).solid > 0.97 > measure(grown).solid


def test_a_mirrored_lamp_hides_the_print_that_stands_on_paper_merely_white():
    mirrored, white = a_sheet(), a_sheet()
    cv2.circle(mirrored, (600, 700), 230, (255, 255, 255), -1)
    white[white == 235] = 252
    seen = [measure(picture) for picture in (mirrored, white)]

    assert [{one.code: one.level for one in light_findings(measures, page=1)}.get(F.GLARE) for measures in seen] == [
        Level.REJECT,
        Level.WARN,
    ]


@pytest.mark.parametrize(
    ("width", "height", "told"), [(520, 740, Level.REJECT), (740, 520, Level.WARN), (680, 1000, Level.WARN), (900, 1300, None)]
)
def test_a_sheet_needs_more_pixels_than_a_card(width, height, told):
    measures = replace(GOOD, width=width, height=height)

    assert {one.code: one.level for one in sharpness_findings(measures, page=1)}.get(F.LOW_RESOLUTION) is told


def a_ring(on: int, ink: int) -> np.ndarray:
    picture = np.full((1600, 1200, 3), 240, np.uint8)
    cv2.rectangle(picture, (200, 300), (1000, 1000), (on, on, on), -1)
    cv2.circle(picture, (600, 650), 130, (ink, ink, ink), 9)
    cv2.circle(picture, (600, 650), 40, (ink, ink, ink), 3)
    return picture


def test_a_grey_ring_on_paper_is_a_copied_seal_and_one_in_a_dark_picture_is_not():
    on_paper, in_the_dark = find_seals(a_ring(240, 150)), find_seals(a_ring(20, 150))

    assert [len(copied) for _red, copied in (on_paper, in_the_dark)] == [1, 0]


def test_the_rim_of_a_mirrored_lamp_is_no_copied_seal():
    ys, xs = np.mgrid[0:2000, 0:1500].astype(np.float32)
    spot = np.exp(-((np.hypot(xs - 850, ys - 750) / 100) ** 3) / 2)
    paper = np.array([185, 195, 197], np.float32) * (0.875 + ys / 8000)[..., None]
    lamp = np.clip(paper + 60 * spot[..., None], 0, 255).astype(np.uint8)

    assert find_seals(lamp) == ((), ())


@pytest.mark.parametrize(("title", "is_told"), [("诊断证明书", True), ("病理检查报告单", False), ("检验报告单", False)])
def test_grey_is_the_colour_of_a_copy_only_where_colour_belongs(title, is_told):
    page = a_page(CERTIFICATE[0], title, *CERTIFICATE[2:])

    assert (F.PHOTOCOPY in found(page, measures=replace(GOOD, chroma=2.0))) is is_told


def test_a_seal_is_taken_away_where_words_are_looked_for_and_nothing_else_changes():
    picture = np.full((600, 600, 3), 235, np.uint8)
    cv2.circle(picture, (300, 300), 100, (60, 60, 215), 8)
    cv2.putText(picture, "2026", (260, 310), cv2.FONT_HERSHEY_SIMPLEX, 1, (20, 20, 20), 3)
    cv2.line(picture, (20, 550), (580, 550), (60, 60, 215), 4)

    bare = uncovered(picture, [Seal((300, 300), 100, 1.0)])

    assert bare[200, 300].min() > 200
    assert np.array_equal(bare[290:312, 262:338].min(axis=2) < 100, picture[290:312, 262:338].max(axis=2) < 100)
    assert np.array_equal(bare[450:], picture[450:])
    assert picture[200, 300].tolist() == [60, 60, 215]
