"""The desk at ten thousand, a hundred thousand and a million cases: lists, search, case screen, and claims under contention.

    python -m bench.desk [--sizes 10000,100000,1000000] [--worked 60] [--claims 10000]

A city is worked by real operations (a large one as two, beside each other), then copied in bulk: a thirtieth of the cases open, as at an office that keeps years of decided
ones, spread over forty due days. What must hold in a case is checked over all of them. Prints the city's figures, then one line per
page and size: p95 of one client in milliseconds, and its ratio to the first size. Needs about 20 GB of disk for a million; says so
and stops where there is less.
"""

import argparse
import itertools
import json
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import psycopg

from bench.load import p95
from bench.machine import ROOT, Machine, Served, machine, served
from mantetong.sandbox.city.plan import OPEN_EVERY

BYTES_A_CASE = 20_000
REVIEWERS = 20
PROCESSES = 2  # as many as `mantetong serve` begins on two cores
_ONE_CITY = 200  # cases; more of them are worked in as many processes
_TOLD_TO_STOP = 143  # 128 + SIGTERM
PAUSE = 1.0
"""Seconds between two claims of one reviewer when the time of a claim is taken; no person is as fast."""
_CASE = "/desk/filing/{reference}/"
_CRITERIA = 'id="rv-criteria"'  # on the case screen, not where its purpose is asked for
_PAGES = {
    "home": "/desk/",
    "list unclaimed": "/desk/list/unclaimed/",
    "list overdue": "/desk/list/overdue/",
    "list of one disease": "/desk/list/unclaimed/?disease={disease}",
    "search by number": "/desk/find/?words={number}",
    "case screen": _CASE,
}


def main() -> int:
    """0 when every size could be measured and everything held in every case."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TOLD_TO_STOP))  # so that database and folder go too
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default="10000,100000,1000000")
    asked.add_argument("--worked", type=int, default=60)
    asked.add_argument("--claims", type=int, default=10_000)
    given = asked.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if shutil.disk_usage("/tmp").free < max(sizes) * BYTES_A_CASE:  # noqa: S108  where the bench's database lies
        print(f"not enough disk for {max(sizes):,} cases: {max(sizes) * BYTES_A_CASE / 1e9:.0f} GB are needed", file=sys.stderr)
        return 1
    with machine() as on:
        run(on, "django", "migrate", "-v0")
        made = worked(on, given.worked)
        first: dict[str, float] = {}
        for before, size in itertools.pairwise([0, *sizes]):
            grown(on, before + 1, size)
            with served(on) as web:
                for name, took in measure(web, made, size=size):
                    ratio = took / first.setdefault(name, took)
                    print(f"  {name:<22} p95 {took:7.1f} ms   {ratio:4.2f}×", flush=True)
        print(contention(on, tries=given.claims))
    return 0


def worked(on: Machine, cases: int) -> Mapping[str, Any]:
    """Apply for, review and decide so many cases by real operations, print what came of them, and give who is signed in at the desk."""
    run(on, "bench.city", "prepare")
    parts = [cases // PROCESSES] * PROCESSES if cases > _ONE_CITY else [cases]
    began = time.monotonic()
    work = [sys.executable, "-W", "ignore", "-m", "bench.city", "work"]
    commands = [[*work, str(part), "20", str(seed)] for seed, part in enumerate(parts, start=1)]
    running = [subprocess.Popen(one, cwd=ROOT, env=on.environment, stdout=subprocess.PIPE, text=True) for one in commands]
    said = [one.communicate(timeout=6 * 3600)[0].splitlines() for one in running]
    if any(one.returncode for one in running):
        raise RuntimeError("a city could not be worked")
    print("\n".join(line for *figures, _made in said for line in figures))
    took = time.monotonic() - began
    print(f"{sum(parts):,} cases by real operations in {took:.0f} s: {run(on, 'bench.city', 'check').strip()}", flush=True)
    return dict(json.loads(said[0][-1]))


def run(on: Machine, *words: str) -> str:
    """What a process of the product printed. Raises CalledProcessError."""
    command = [sys.executable, "-W", "ignore", "-m", *words]
    return subprocess.run(
        command, cwd=ROOT, env=on.environment, check=True, stdout=subprocess.PIPE, text=True, timeout=3000
    ).stdout


def grown(on: Machine, first: int, last: int) -> None:
    """Copy cases number `first` to `last`, check them, and print how long each took."""
    began = time.monotonic()
    run(on, "bench.city", "grow", str(first), str(last))
    made = time.monotonic()
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    vacuumed = time.monotonic()
    said = run(on, "bench.city", "check").strip()
    checked = time.monotonic()
    times = f"made in {made - began:.0f} s, vacuumed in {vacuumed - made:.0f} s, checked in {checked - vacuumed:.0f} s"
    print(f"{last:>9,} cases, {times}: {said}", flush=True)


def reference(n: int) -> str:
    """The address of a copied filing."""
    return f"g{n:015d}"


def measure(web: Served, made: Mapping[str, Any], *, size: int) -> Iterator[tuple[str, float]]:
    """The p95 of each page with one client."""
    numbers = itertools.cycle(range(OPEN_EVERY, size + 1, OPEN_EVERY * 7))
    with httpx.Client(base_url=web.url, headers={"Cookie": made["reviewer"]}, timeout=60, trust_env=False) as client:

        def ask(path: str) -> None:
            n = next(numbers)
            address = path.format(reference=reference(n), number=f"8{n:020d}", disease="M01600")
            answer = client.get(address)
            if answer.status_code != httpx.codes.OK or (path == _CASE and _CRITERIA not in answer.text):
                raise RuntimeError(f"{address}: {answer.status_code}, not the page that was to be measured")

        for name, path in _PAGES.items():
            yield name, p95(lambda path=path: ask(path))  # type: ignore[misc]


_CONTEND = """
import json, random, sys, threading, time
import django; django.setup()
from django.db import connection
from django.utils import timezone
from mantetong.cases import operations
from mantetong.cases.models import Case
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
region, accounts, tries, pause = json.loads(sys.argv[1])
taken, took, lock = [], [], threading.Lock()
def work(account):
    by = Actor(account, frozenset({Role.REVIEWER}), region)
    time.sleep(random.Random(account).random() * pause)  # people do not press in the same instant
    for _ in range(tries // len(accounts)):
        began = time.perf_counter()
        got = operations.claim_next(by=by, at=timezone.now())
        spent = time.perf_counter() - began
        with lock:
            took.append(spent * 1000)
            taken.append(got)
        Case.objects.filter(filing__reference=got).update(stage="DETERMINING")  # gone on with: it leaves the list
        time.sleep(max(0.0, pause - spent))
    connection.close()
threads = [threading.Thread(target=work, args=(one,)) for one in accounts]
[one.start() for one in threads]; [one.join() for one in threads]
print(json.dumps([taken, took]))
"""


def contention(on: Machine, *, tries: int) -> str:
    """Twenty reviewers ask for the next case: first each once a second, for the time of a claim; then as fast as they can, for doubles."""
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        found = connection.execute("SELECT region FROM cases_case WHERE stage = 'REVIEWING' LIMIT 1").fetchone()
        region = found[0] if found else ""
        accounts = [_another(connection, n) for n in range(REVIEWERS)]
    paced, slow = _claims(on, region, accounts, tries // 10, PAUSE)
    hurried, slowest = _claims(on, region, accounts, tries - tries // 10, 0)
    got = [one for one in (*paced, *hurried) if one]
    return (
        f"{REVIEWERS} reviewers, {len(paced) + len(hurried):,} tries: {len(got):,} claims, {len(got) - len(set(got))} doubled;"
        f" p95 {slow:.0f} ms at {REVIEWERS / PAUSE:.0f} claims a second, {slowest:.0f} ms when nobody pauses"
    )


def _claims(on: Machine, region: str, accounts: list[int], tries: int, pause: float) -> tuple[list[str | None], float]:
    """All at once, from as many processes as serve pages."""
    environment = on.environment | {"MANTETONG_THREADS": str(REVIEWERS)}
    asked = [[region, accounts[n::PROCESSES], tries // PROCESSES, pause] for n in range(PROCESSES)]
    commands = [[sys.executable, "-W", "ignore", "-c", _CONTEND, json.dumps(one)] for one in asked]
    running = [subprocess.Popen(one, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for one in commands]
    said = [json.loads(one.communicate(timeout=1800)[0].splitlines()[-1]) for one in running]
    took = [spent for _taken, times in said for spent in times]
    return [got for taken, _times in said for got in taken], statistics.quantiles(took, n=20)[18]


def _another(connection: psycopg.Connection[Any], n: int) -> int:
    """An account like the city's first reviewer."""
    asked = "SELECT column_name FROM information_schema.columns WHERE table_name = 'people_account' AND is_generated = 'NEVER'"
    columns = [f'"{name}"' for (name,) in connection.execute(asked) if name not in ("id", "username")]
    names = ", ".join(columns)
    row = connection.execute(
        f"INSERT INTO people_account (username, {names}) SELECT 'bench' || %s, {names} FROM people_account"  # noqa: S608  its own columns
        " WHERE username LIKE 'city-reviewer1-%%' LIMIT 1 RETURNING id",
        [n],
    ).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.exit(main())
