"""The journal of calls, off the request's path: noted in memory, written in batches by one thread per process.

A killed process loses at most the last second of journal lines, never an answer.
"""

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

log = logging.getLogger(__name__)

COLUMNS = "at, infno, msgid, institution_code, psn_no, infcode, microseconds"
_EVERY = 1.0
_MOST = 50_000
_BATCH = 5_000


class Journal:
    """Lines waiting to be written by `write`. Starts its thread with the first line, in the process that notes it."""

    def __init__(self, write: Callable[[Sequence[tuple[Any, ...]], str], None]) -> None:
        self._write = write
        self._waiting: deque[tuple[Any, ...]] = deque(maxlen=_MOST)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def note(self, line: tuple[Any, ...]) -> None:
        """Keep one line for the next batch; when 50,000 wait (the database is away), the oldest is dropped."""
        self._waiting.append(line)
        if self._thread is None:
            self._start()

    def flush(self) -> None:
        """Write what waits. Raises what `write` raises; the batch then waits again."""
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
            try:
                self._write(batch, COLUMNS)
            except Exception:
                self._waiting.extendleft(reversed(batch))
                raise

    def close(self) -> None:
        """Write what waits, and end."""
        self._stop.set()
        self._flush_quietly()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="till-journal", daemon=True)
                self._thread.start()
                atexit.register(self.close)

    def _run(self) -> None:
        while not self._stop.wait(_EVERY):
            self._flush_quietly()

    def _flush_quietly(self) -> None:
        try:
            self.flush()
        except Exception:  # noqa: BLE001  the journal must never end the process that answers
            log.warning("journal_waits lines=%s", len(self._waiting))
