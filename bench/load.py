"""Load: wrk where it is installed, else a client of our own (slower, and said so)."""

import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CLIENTS = 16
SECONDS = 5
_LUA = """
local head, tail = [==[%s]==], [==[%s]==]
math.randomseed(%d)
request = function()
  local body = head .. string.format("%%014d", math.random(1, %d)) .. tail
  return wrk.format("POST", "%s", {["Content-Type"] = "application/json", ["Authorization"] = "Bearer %s"}, body)
end
"""
_PACED = "function delay() return math.random(0, %d) end\n"  # milliseconds before a connection's next request


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests per second with the median and the 99th percentile in milliseconds; `bad` were not answered with 200."""

    per_second: float
    p50: float
    p99: float
    bad: int


@dataclass(frozen=True, slots=True)
class Asking:
    """POST requests to one path that differ in a number of fourteen digits between `head` and `tail`."""

    path: str
    head: str
    tail: str
    most: int
    token: str


def get_rate(url: str, *, seconds: int = SECONDS) -> Rate:
    """The rate of plain GETs."""
    if shutil.which("wrk"):
        return _wrk([url], seconds)
    return _own(url, seconds, lambda _: ("GET", None, {}))


def post_rate(url: str, asking: Asking, *, folder: Path, seconds: int = SECONDS, clients: int = CLIENTS) -> Rate:
    """The rate of POSTs with random numbers."""
    if not shutil.which("wrk"):
        return _own(url + asking.path, seconds, _maker(asking))
    script = folder / "ask.lua"
    script.write_text(_LUA % (asking.head, asking.tail, os.getpid(), asking.most, asking.path, asking.token))
    return _wrk(["-s", str(script), url], seconds, clients)


def paced_rate(url: str, asking: Asking, *, folder: Path, per_second: float, seconds: int = SECONDS) -> Rate:
    """POSTs at about this rate, however fast the server could be: many connections, each waiting a random while. Needs wrk."""
    clients = 64
    script = folder / "paced.lua"
    asked = _LUA % (asking.head, asking.tail, os.getpid(), asking.most, asking.path, asking.token)
    script.write_text(asked + _PACED % round(2 * 1000 * clients / per_second))
    return _wrk(["-s", str(script), url], seconds, clients)


def wrk_rate(url: str, script: Path, *, seconds: int, clients: int = CLIENTS) -> Rate:
    """The rate of what a script of wrk sends; there is no client of our own for scripts."""
    return _wrk(["-s", str(script), url], seconds, clients)


def _wrk(arguments: list[str], seconds: int, clients: int = CLIENTS) -> Rate:
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", *arguments]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 30).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if found is None:
        raise RuntimeError(said)
    return Rate(float(found[1]), _latency(said, "50%"), _latency(said, "99%"), int(bad[1]) if bad else 0)


def _latency(said: str, which: str) -> float:
    found = re.search(rf"{which}\s+([\d.]+)(us|ms|s)", said)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return float(found[1]) * scale[found[2]] if found else float("nan")


def _maker(asking: Asking) -> Callable[[int], tuple[str, bytes | None, dict[str, str]]]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {asking.token}"}
    return lambda n: ("POST", f"{asking.head}{n % asking.most + 1:014d}{asking.tail}".encode(), headers)


def _own(url: str, seconds: int, make: Callable[[int], tuple[str, bytes | None, dict[str, str]]]) -> Rate:
    host, _, path = url.removeprefix("http://").partition("/")
    took: list[float] = []
    bad: list[int] = []
    end = time.monotonic() + seconds

    def ask(start: int) -> None:
        one = http.client.HTTPConnection(host)
        n = start
        while time.monotonic() < end:
            n += 7919
            began = time.perf_counter()
            one.request(*_split(make(n), path))
            answer = one.getresponse()
            answer.read()
            took.append((time.perf_counter() - began) * 1000)
            bad.extend([answer.status] if answer.status != http.client.OK else [])

    threads = [threading.Thread(target=ask, args=(start,)) for start in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered = statistics.quantiles(took, n=100)
    return Rate(len(took) / seconds, ordered[49], ordered[98], len(bad))


def _split(made: tuple[str, bytes | None, dict[str, str]], path: str) -> tuple[str, str, bytes | None, dict[str, str]]:
    method, body, headers = made
    return method, f"/{path}", body, headers


def p95(call: Callable[[], object], *, times: int = 200, warm: int = 10) -> float:
    """The 95th percentile in milliseconds of one client asking `times` times after warming up."""
    for _ in range(warm):
        call()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(took, n=20)[18]


def body_parts(message: dict[str, object], mark: str) -> tuple[str, str]:
    """A message's JSON before and after `mark`."""
    head, _, tail = json.dumps(message, ensure_ascii=False).partition(mark)
    return head, tail
