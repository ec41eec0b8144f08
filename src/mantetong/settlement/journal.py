"""The journal of calls, off the request's path: noted in memory, written in batches by one thread per process.

A killed process loses at most the last quarter of a second of journal lines, never an answer. A line is made where it is noted, as the bytes
that COPY takes: a batch is then one joining of bytes, and the thread that writes holds nobody up.
"""

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence

from mantetong.settlement.message import second_of

log = logging.getLogger(__name__)

COLUMNS = "at, infno, msgid, institution_code, psn_no, infcode, microseconds"
_EVERY = 0.25  # seconds: small batches, so that writing one keeps no look-up waiting
_MOST = 50_000
_BATCH = 5_000
_LONGEST = 30  # as the columns are wide
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": None})


def journal_line(
    *, received: float, infno: str, msgid: str, institution: str, psn_no: str, infcode: int, microseconds: int
) -> bytes:
    """One call as a line of COPY's text form, columns as in COLUMNS. `received` is a Unix time."""
    second = second_of(received)
    at = f"{second[:8]}T{second[8:]}.{int(received % 1 * 1_000_000):06d}+08"
    said = f"{at}\t{infno}\t{_cell(msgid)}\t{institution}\t{_cell(psn_no)}\t{infcode:d}\t{microseconds}\n"
    return said.encode("utf-8", "replace")  # half a character, as JSON may bring it, has no bytes


def _cell(text: str) -> str:
    """As sent and not longer than its column; only what is odd needs a closer look."""
    return text[:_LONGEST] if text.isascii() and text.isalnum() else text[:_LONGEST].translate(_ESCAPED)


class Journal:
    """Lines waiting to be written by `write`. Starts its thread with the first line, in the process that notes it."""

    def __init__(self, write: Callable[[Sequence[bytes], str], None]) -> None:
        self._write = write
        self._waiting: deque[bytes] = deque(maxlen=_MOST)
        self._starting, self._flushing = threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def note(self, line: bytes) -> None:
        """Keep one line for the next batch; when 50,000 wait (the database is away), the oldest is dropped."""
        self._waiting.append(line)
        if self._thread is None:
            self._start()

    def flush(self) -> None:
        """Write what waits. Raises what `write` raises; the batch then waits again."""
        with self._flushing:  # at the end two threads come: neither may take lines that the other counts on
            while self._waiting:
                self._flush_batch()

    def _flush_batch(self) -> None:
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
