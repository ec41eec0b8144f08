"""One line per outside system and process."""

import os
from concurrent.futures import ThreadPoolExecutor

import httpx

from mantetong.outside.line import Line


def a_line():
    return Line(httpx.Timeout(1.0))


def test_threads_that_ask_at_once_get_the_same_client():
    line = a_line()
    with ThreadPoolExecutor(8) as threads:
        clients = set(threads.map(lambda _: line.client(), range(64)))
    assert len(clients) == 1
    line.close()


def test_a_line_that_was_closed_is_made_anew():
    line = a_line()
    first = line.client()
    line.close()
    assert first.is_closed
    assert not line.client().is_closed
    line.close()


def test_a_child_process_never_speaks_over_its_parents_connection():
    line = a_line()
    mine = line.client()
    child = os.fork()
    if not child:
        os._exit(0 if line.client() is not mine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    line.close()
