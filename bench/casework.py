"""Casework through the web server: submitting, reading a case, the work list, the guide."""

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx

from bench.copies import CASES, DRAFTS, case_reference, copy, draft_reference
from bench.load import p95
from bench.machine import ROOT, Machine, Served

CLIENTS = 8
SECONDS = 5.0
DEADLINE = 60.0  # a page that is far too slow must not hold up the bench


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of request: how many a second with eight clients, and the p95 in milliseconds of one client."""

    name: str
    per_second: float
    p95: float
    failed: int


def fill(on: Machine) -> dict[str, str]:
    """Make one of each, copy it, and give the cookies of reviewer and applicant."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.prepare"]
    said = subprocess.run(command, cwd=ROOT, env=on.environment, check=True, capture_output=True, text=True, timeout=120).stdout
    made = json.loads(said.splitlines()[-1])
    copy(on, made)
    return {"reviewer": made["reviewer"], "applicant": made["applicant"]}


def measure(web: Served, cookies: dict[str, str]) -> Iterator[Measured]:
    """Each in turn."""
    drafts, filings = itertools.count(1), itertools.cycle(range(1, CASES + 1, 7))
    yield _one(
        "submit to receipt",
        web,
        cookies["applicant"],
        lambda: ("POST", f"/bench/submit/{draft_reference(next(drafts))}"),
        most=DRAFTS - 250,
    )
    yield _one("read a case", web, cookies["reviewer"], lambda: ("GET", f"/desk/filing/{case_reference(next(filings))}/"))
    yield _one("work list of 10,000 cases", web, cookies["reviewer"], lambda: ("GET", "/desk/list/unclaimed/"))
    yield _one("guide page", web, "", lambda: ("GET", "/guide/511400/"))


def _one(name: str, web: Served, cookie: str, ask: Callable[[], tuple[str, str]], most: int = 10**9) -> Measured:
    failed: list[int] = []

    def call(client: httpx.Client) -> None:
        answer = client.request(*ask())
        failed.extend([answer.status_code] if answer.status_code != httpx.codes.OK else [])

    headers = {"Cookie": cookie} if cookie else {}
    with httpx.Client(base_url=web.url, headers=headers, timeout=DEADLINE, trust_env=False) as client:
        slow = p95(lambda: call(client))
    per_second = _rate(web, headers, call, most)
    return Measured(name, per_second, slow, len(failed))


def _rate(web: Served, headers: dict[str, str], call: Callable[[httpx.Client], None], most: int) -> float:
    """Eight clients for five seconds, each with its own connection."""
    done = itertools.count()
    began = time.perf_counter()

    def run(_: int) -> int:
        count = 0
        with httpx.Client(base_url=web.url, headers=headers, timeout=DEADLINE, trust_env=False) as client:
            while time.perf_counter() - began < SECONDS and next(done) < most:
                call(client)
                count += 1
        return count

    with ThreadPoolExecutor(CLIENTS) as threads:
        total = sum(threads.map(run, range(CLIENTS)))
    return total / (time.perf_counter() - began)
