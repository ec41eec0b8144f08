"""The picture of the journey is the stage table's."""

import importlib.util
from pathlib import Path

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
HEAVIEST = 200 * 1024


def test_the_picture_of_the_journey_is_drawn_from_the_stage_table():
    spec = importlib.util.spec_from_file_location("journey_picture", PICTURES / "journey.py")
    journey = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(journey)

    assert (PICTURES / "journey.svg").read_text(encoding="utf-8") == journey.draw(), "run docs/pictures/make.py"


def test_pictures_are_light():
    assert [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > HEAVIEST] == []
