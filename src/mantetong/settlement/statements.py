"""The named SQL statements of the rooms, read from their files. Without Django: the look-up asks them too."""

import importlib.resources


def statement(room: str, name: str) -> str:
    """A named SQL statement of a room, without its comments (psycopg would look for parameters in them)."""
    text = importlib.resources.files(f"mantetong.{room}").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


def look_up_here() -> str:
    """Recognition's look-up, each row with when the asking institution identified the person."""
    return f"SELECT l.*, ({statement('settlement', 'identified')}) FROM ({statement('recognition', 'look_up')}) l"  # noqa: S608  our own texts


def look_up_together() -> str:
    """The same for many at once: arrays of numbers, days and institutions in, the number of the question before each row."""
    look_up = statement("recognition", "look_up").replace("%(psn_no)s", "a.psn_no").replace("%(on)s", "a.day")
    identified = (
        statement("settlement", "identified").replace("%(psn_no)s", "a.psn_no").replace("%(institution)s", "a.institution")
    )
    asked = "unnest(%(psn_no)s::text[], %(on)s[], %(institution)s::text[]) WITH ORDINALITY AS a(psn_no, day, institution, number)"
    return f"SELECT a.number, l.*, ({identified}) FROM {asked}, LATERAL ({look_up}) l"  # noqa: S608  our own texts
