"""Questions of several threads in one statement: what the database does once for each statement, it does once for them all.

Whoever finds nobody asking asks for everybody who waits. Whoever comes while an answer is on its way waits for the statement after
it: every answer is looked up after its question came, as if each had asked alone.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

Rows = list[tuple[Any, ...]]


class Question(NamedTuple):
    """Who is asked about, for which day, by which institution."""

    psn_no: str
    on: date
    institution: str


class _Waiting:
    """A question, and what became of it: rows, or why there are none."""

    __slots__ = ("error", "question", "rows")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.rows: Rows | None = None
        self.error: BaseException | None = None


class Together:
    """Gathers questions for `ask`, which gives each its rows, in their order."""

    def __init__(self, ask: Callable[[Sequence[Question]], Sequence[Rows]]) -> None:
        self._ask = ask
        self._waiting: deque[_Waiting] = deque()
        self._turn = threading.Lock()

    def rows_of(self, question: Question) -> Rows:
        """The rows. Raises what `ask` raises: for all questions that were asked together."""
        mine = _Waiting(question)
        self._waiting.append(mine)
        with self._turn:
            if mine.rows is None and mine.error is None:
                self._answer_all()
        if mine.rows is None:
            raise mine.error or RuntimeError("asked, and not answered")
        return mine.rows

    def _answer_all(self) -> None:
        """Only whoever holds the turn takes questions away, so that nobody's is taken and left."""
        asked = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            given = self._ask([one.question for one in asked])
            for one, rows in zip(asked, given, strict=True):
                one.rows = rows
        except BaseException as error:
            for one in asked:
                one.error = error
            raise
