"""The text engine alone: runs go in together and come out in their places. Loads it."""

import cv2
import numpy as np

from mantetong.materials.reading import engine


def a_run(text: str) -> np.ndarray:
    strip: np.ndarray = np.full((64, 40 + 36 * len(text), 3), 255, np.uint8)
    return cv2.putText(strip, text, (16, 46), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0, 0, 0), 3)


def test_each_of_many_runs_of_different_widths_gets_its_own_words():
    words = ["2026", "73", "511499195304170029", "HbA1c", "10.5", "mmol"]

    read = engine.texts_of([a_run(text) for text in words])

    assert [text for text, _ in read] == words
    assert all(score > 0.9 for _, score in read)


def test_a_run_without_a_pixel_is_read_as_nothing_between_its_neighbours():
    nothing: np.ndarray = np.zeros((0, 30, 3), np.uint8)

    assert [text for text, _ in engine.texts_of([a_run("2026"), nothing, a_run("138")])] == ["2026", "", "138"]
    assert engine.texts_of([]) == []
