"""The line to one outside system: its HTTP client, made at first use and shared by the threads of a process."""

import os
from threading import Lock

import httpx


class Line:
    """One client per process, with its time limits. It follows no redirect and heeds no proxy of the machine."""

    def __init__(self, limit: httpx.Timeout, *, content_type: str = "") -> None:
        self._limit, self._headers = limit, {"Content-Type": content_type} if content_type else {}
        self._making = Lock()
        self._made: dict[int, httpx.Client] = {}  # by process: a child never speaks over its parent's connection

    def client(self) -> httpx.Client:
        """This process's client; threads that ask at once get the same."""
        with self._making:
            if (mine := os.getpid()) not in self._made:
                self._made[mine] = httpx.Client(timeout=self._limit, trust_env=False, headers=self._headers)
            return self._made[mine]

    def close(self) -> None:
        """Hang up; whoever asks next gets a new client."""
        with self._making:
            client = self._made.pop(os.getpid(), None)
        if client is not None:
            client.close()
