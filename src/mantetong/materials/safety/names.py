"""File names are said by strangers: kept short, on one line, without tricks of direction."""

import unicodedata

_MOST = 80


def plain_name(name: str) -> str:
    """The last part of a path, without control and direction characters, at most 80 characters; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip()
    if len(plain) > _MOST:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[: _MOST - 8]}…{dot}{ending[:6]}" if dot else plain[:_MOST]
    return plain or "材料"
