"""A reading process that hangs ends itself; the supervisor starts a new one and the queue gives the page another try."""

import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def ending_process_after(seconds: float) -> Iterator[None]:
    """End the whole process, its stack written to standard error, unless the block is left in time.

    The watchman is a thread in C: it wakes also while a library hangs with the interpreter's lock in its hand.
    """
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or sys.stderr)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
