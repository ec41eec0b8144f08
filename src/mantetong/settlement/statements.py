"""The named SQL statements of the rooms, read from their files. Without Django: the look-up asks them too."""

import importlib.resources


def statement(room: str, name: str) -> str:
    """A named SQL statement of a room, without its comments (psycopg would look for parameters in them)."""
    text = importlib.resources.files(f"mantetong.{room}").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


def look_up_here() -> str:
    """Recognition's look-up, each row with when the asking institution identified the person."""
    return f"SELECT l.*, ({statement('settlement', 'identified')}) FROM ({statement('recognition', 'look_up')}) l"  # noqa: S608  our own texts
