"""The size pictures are worked on: never too large to be quick, never too small to be measured."""

import cv2
import numpy as np

_LEAST_SIDE = 64


def fitted(picture: np.ndarray, *, side: int) -> np.ndarray:
    """The picture at most `side` pixels long. A dot or strip is a picture, too: its last row and column are repeated to 64 pixels."""
    ratio = side / max(picture.shape[:2])
    size = (max(1, round(picture.shape[1] * ratio)), max(1, round(picture.shape[0] * ratio)))
    small = picture if ratio >= 1 else cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    down, right = max(0, _LEAST_SIDE - small.shape[0]), max(0, _LEAST_SIDE - small.shape[1])
    return cv2.copyMakeBorder(small, 0, down, 0, right, cv2.BORDER_REPLICATE) if down or right else small
