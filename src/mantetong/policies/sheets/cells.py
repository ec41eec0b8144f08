"""One cell: what it shows, and what may be read from it. A number is a number, a day a day; nothing is guessed from text."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from mantetong.policies.sheets.columns import Column, Holds

_SEPARATOR = "、"
_YES = {"是": True, "否": False}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]*")


def shown_value(column: Column, value: Any) -> Any:
    """What the cell shows: a text, a number, a day, or None for nothing."""
    if value is None or value in ("", []):
        return None
    if column.holds is Holds.YES:
        return "是" if value else "否"
    if column.holds is Holds.DAY:
        return date.fromisoformat(value)
    if column.holds in (Holds.NUMBER, Holds.AMOUNT) and isinstance(value, str):
        return _as_number(value)
    if isinstance(value, list):
        return _SEPARATOR.join(str(column.choices.get(part, part)) for part in value)
    return column.choices.get(value, value) if column.choices else value


def _as_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def cell_value(column: Column, value: Any, *, kind: str) -> Any:
    """The value of a cell as a pack holds it. Raises ValueError with what is expected."""
    if kind == "f":
        raise ValueError("写值，不用公式")
    if kind == "e":
        raise ValueError(f"写值，不是错误值{value}")
    value = value.strip() if isinstance(value, str) else value
    if value is None or value == "":
        if column.must:
            raise ValueError("不能空着")
        return None
    return _READERS[column.holds](column, value)


def _text(_column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("文字（单元格设为文本格式）")  # noqa: TRY004  one kind of error for the caller
    return value


def _words(column: Column, value: Any) -> list[str]:
    return [part.strip() for part in _text(column, value).split(_SEPARATOR) if part.strip()]


def _code(column: Column, value: Any) -> str:
    if not _CODE.fullmatch(found := _text(column, value)):
        raise ValueError(f"半角字母和数字，不是“{found}”")
    return found


def _codes(column: Column, value: Any) -> list[str]:
    return [_code(column, part) for part in _words(column, value)]


def _number(_column: Column, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"数字格式的数字，不是{_said(value)}")  # noqa: TRY004  one kind of error for the caller
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _whole(column: Column, value: Any) -> int:
    if not isinstance(found := _number(column, value), int) or found < 0:
        raise ValueError(f"不小于0的整数，不是{value}")
    return found


def _amount(column: Column, value: Any) -> int | float | str:
    """A number, or words such as 与住院相同; a number written as text is neither."""
    if isinstance(value, str) and not any(sign.isdigit() for sign in value):
        return value
    return _number(column, value)


def _yes(_column: Column, value: Any) -> bool:
    if value not in _YES or not isinstance(value, str):
        raise ValueError(f"“是”或“否”，不是{_said(value)}")
    return _YES[value]


def _day(_column: Column, value: Any) -> str:
    if not isinstance(value, datetime) or value.time() != datetime.min.time():
        raise ValueError(f"日期格式的日期，不是{_said(value)}")
    return value.date().isoformat()


def _choice(column: Column, value: Any) -> str:
    stored = {shown: code for code, shown in column.choices.items()}
    if value not in stored:
        raise ValueError(f"其中之一：{_SEPARATOR.join(stored)}；不是{_said(value)}")
    return stored[value]


def _named(column: Column, value: Any) -> str:
    stored = {shown: code for code, shown in column.choices.items()}
    return stored.get(name := _text(column, value), name)


def _choices(column: Column, value: Any) -> list[str]:
    return [_choice(column, part) for part in _words(column, value)]


def _said(value: Any) -> str:
    return f"文本“{value}”" if isinstance(value, str) else f"“{value}”"


_READERS: dict[Holds, Callable[[Column, Any], Any]] = {
    Holds.TEXT: _text,
    Holds.WORDS: _words,
    Holds.CODE: _code,
    Holds.CODES: _codes,
    Holds.NUMBER: _number,
    Holds.AMOUNT: _amount,
    Holds.WHOLE: _whole,
    Holds.YES: _yes,
    Holds.DAY: _day,
    Holds.CHOICE: _choice,
    Holds.CHOICES: _choices,
    Holds.NAMED: _named,
}
