# ruff: noqa: PLR2004 - measures of light and shape, explained where they stand
"""Reading one page: upright first, then the words, then what the seals hide."""

import re
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from mantetong.materials.reading import engine, seal_text, under_seal
from mantetong.materials.reading.seals import find_seals
from mantetong.materials.reading.shapes import Line, PageReading, Quad, Seal
from mantetong.materials.reading.sizes import fitted
from mantetong.materials.reading.text_layer import confirmed
from mantetong.materials.safety.pages import CleanPage

WORKING_SIDE = 2000
"""Pixels of the long side: larger buys no better reading (measured)."""
SIMPLIFIED = str.maketrans(
    "別齡診斷證証醫號歲檢驗報單時間門專業經縣開關強靜偉國華軍紅麗蘭鳳貴榮鄧陳劉張趙楊吳黃孫馬鄭馮許韓葉蘇龍鋒銀鐵鋼劍勝寶慶內腦腎腸膽壓臟傷損藥療護術輸輕擴顯異級質風濕膚聽礙",
    "别龄诊断证证医号岁检验报单时间门专业经县开关强静伟国华军红丽兰凤贵荣邓陈刘张赵杨吴黄孙马郑冯许韩叶苏龙锋银铁钢剑胜宝庆内脑肾肠胆压脏伤损药疗护术输轻扩显异级质风湿肤听碍",
)
"""Official papers are printed in simplified characters: their traditional twins are misreadings of the same words."""
_NAME_DOT = re.compile(r"(?<=[\u4e00-\u9fff])[・･•‧∙⋅](?=[\u4e00-\u9fff])")
"""Between two characters stands the dot of a name (买买提·吐尔逊), however the engine spells it."""
_SURE_RING, _WORDS_IN_RING = 0.6, 3
_BACK = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}


@dataclass(frozen=True)
class _Words:
    """A first look at a page: where words stand, those read in colour, red seals and grey ones."""

    quads: list[Quad]
    lines: tuple[Line, ...]
    seals: tuple[Seal, ...]
    copied: tuple[Seal, ...]

    @property
    def unread(self) -> int:
        """How many runs could not be made out."""
        return len(self.quads) - len(self.lines)


def picture_of(page: CleanPage) -> np.ndarray:
    """The clean page as BGR, not yet turned."""
    return decode_jpeg(page.jpeg)


def decode_jpeg(jpeg: bytes) -> np.ndarray:
    """A JPEG of our own making as BGR."""
    picture: Any = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    return picture


def turned_back(picture: np.ndarray, by: int) -> np.ndarray:
    """The picture upright again, whose content stands turned `by` degrees clockwise."""
    return cv2.rotate(picture, _BACK[by]) if by else picture


def upright(picture: np.ndarray) -> tuple[np.ndarray, int]:
    """The picture turned back, and by how many degrees clockwise its content had been turned."""
    turned, sure = engine.turned_by(picture)
    if not turned or sure < 0.5:
        return picture, 0
    return turned_back(picture, turned), turned


def read_page(page: CleanPage, *, number: int = 1, picture: np.ndarray | None = None) -> PageReading:
    """Words, seals and rotation of one page. `picture` spares a second decode."""
    whole = fitted(picture_of(page) if picture is None else picture, side=WORKING_SIDE)
    turned_picture, turned = upright(whole)
    words = _words_of(turned_picture)
    if _looks_upside_down(words.lines):
        turned_picture, turned, words = _better_of(turned_picture, turned, words)
    lines, seals = _with_seals(turned_picture, words)
    if not turned:
        lines = confirmed(lines, page.text, ratio=whole.shape[1] / page.width)
    scale = min(WORKING_SIDE, max(page.width, page.height)) / max(page.source_width, page.source_height)
    return PageReading(
        number, page.source_width, page.source_height, turned, scale, _in_order(lines), seals, words.copied, words.unread
    )


def confidence(lines: tuple[Line, ...]) -> float:
    """The engine's confidence weighted by characters; 0 without any."""
    characters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / characters if characters else 0.0


def _looks_upside_down(lines: tuple[Line, ...]) -> bool:
    # Measured: 0.77 for pages upside down, 0.98 and more for every acceptable page.
    return len(lines) >= 3 and confidence(lines) < 0.86


def _words_of(picture: np.ndarray) -> _Words:
    """Words are looked for once, on a picture without its seals."""
    seals, copied = find_seals(picture)
    quads = engine.quads_of(under_seal.uncovered(picture, seals))
    return _Words(quads, engine.lines_in(picture, quads), seals, copied)


def _better_of(picture: np.ndarray, turned: int, words: _Words) -> tuple[np.ndarray, int, _Words]:
    other = cv2.rotate(picture, cv2.ROTATE_180)
    again = _words_of(other)
    if confidence(again.lines) > confidence(words.lines) + 0.05:
        return other, (turned + 180) % 360, again
    return picture, turned, words


def _with_seals(picture: np.ndarray, words: _Words) -> tuple[tuple[Line, ...], tuple[Seal, ...]]:
    lines = words.lines
    for seal in words.seals:
        first, second = under_seal.second_passes(picture, seal, words.quads)
        lines = under_seal.merged(lines, first, second, seal)
    lines = under_seal.days_in_red_doubted(picture, lines, words.seals)
    return lines, tuple(seal for one in words.seals if _is_seal(seal := seal_text.with_text(picture, one)))


def _is_seal(seal: Seal) -> bool:
    """A weak ring without a word is a red letter or a sign."""
    return seal.score >= _SURE_RING or len(seal.text.replace("|", "")) >= _WORDS_IN_RING


def as_printed(text: str) -> str:
    """A run as official papers print it: simplified characters, and one dot in names."""
    return _NAME_DOT.sub("·", text.strip().translate(SIMPLIFIED))


def _in_order(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    kept = [replace(line, text=plain) for line in lines if (plain := as_printed(line.text))]
    return tuple(sorted(kept, key=lambda line: (round(line.centre[1] / max(line.height, 1) / 0.7), line.centre[0])))
