"""The desk at ten thousand, a hundred thousand and a million cases: lists, search, case screen, and claims under contention.

    python -m bench.desk [--sizes 10000,100000,1000000] [--claims 10000]

Rows are copied in the database from one case made the ordinary way: a thirtieth of them open, as at an office that keeps years of
decided ones, spread over forty due days. Prints one line per page and size: p95 of one client in milliseconds, and its ratio to the
first size. Needs about 4 GB of disk for a million; says so and stops where there is less.
"""

import argparse
import itertools
import json
import shutil
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

BYTES_A_CASE = 4_000
OPEN_EVERY = 30
REVIEWERS = 20
_FROM = 10_000_000
_PAGES = {
    "home": "/desk/",
    "list unclaimed": "/desk/list/unclaimed/",
    "list overdue": "/desk/list/overdue/",
    "list of one disease": "/desk/list/unclaimed/?disease={disease}",
    "search by number": "/desk/find/?words={number}",
    "case screen": "/desk/filing/{reference}/",
}


def main() -> int:
    """0 when every size could be measured."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", default="10000,100000,1000000")
    asked.add_argument("--claims", type=int, default=10_000)
    given = asked.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if shutil.disk_usage("/tmp").free < max(sizes) * BYTES_A_CASE * 2:  # noqa: S108  where the bench's database lies
        print(f"not enough disk for {max(sizes):,} cases", file=sys.stderr)
        return 1
    with machine() as on:
        _migrate(on)
        made = _prepare(on)
        first: dict[str, float] = {}
        for before, size in itertools.pairwise([0, *sizes]):
            began = time.perf_counter()
            grow(on, made, first=before + 1, last=size)
            print(f"{size:>9,} cases, made in {time.perf_counter() - began:.0f} s", flush=True)
            with served(on) as web:
                for name, took in measure(web, made, size=size):
                    ratio = took / first.setdefault(name, took)
                    print(f"  {name:<22} p95 {took:7.1f} ms   {ratio:4.2f}×", flush=True)
        print(contention(on, tries=given.claims))
    return 0


def _migrate(on: Machine) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, env=on.environment, check=True, timeout=300)


def _prepare(on: Machine) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "bench.prepare"]
    said = subprocess.run(command, cwd=ROOT, env=on.environment, check=True, capture_output=True, text=True, timeout=300).stdout
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def reference(n: int) -> str:
    """The address of a copied filing."""
    return f"g{n:015d}"


def grow(on: Machine, made: Mapping[str, Any], *, first: int, last: int) -> None:
    """Copy filing, case, ledger, facts and answers for numbers `first` to `last`; most are decided, one in OPEN_EVERY is open."""
    number = f"{_FROM} + n"
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        columns = {"reference": "'p' || n", "psn_no": "'B' || lpad(n::text, 20, '0')", "id_digest": "md5(n::text)"}
        _copy(
            connection,
            "people_insuredperson",
            f"id = {made['person']}",
            {"id": number, **_known(connection, "people_insuredperson", columns)},
            first,
            last,
        )
        filing = {
            "id": number,
            "reference": "'g' || lpad(n::text, 15, '0')",
            "person_id": number,
            "number": "'8' || lpad(n::text, 20, '0')",
        }
        _copy(connection, "cases_filing", f"id = {made['filing']}", filing, first, last)
        is_open = f"n % {OPEN_EVERY} = 0"
        case = {
            "id": number,
            "filing_id": number,
            "person_id": number,
            "reference": "'h' || lpad(n::text, 15, '0')",
            "number": "'8' || lpad(n::text, 20, '0') || '-1'",
            "due_on": "t.due_on + (n % 40 - 10)::int",
            "risk": "(n % 100)::smallint",
            "stage": f"CASE WHEN {is_open} THEN 'REVIEWING' ELSE 'DECIDED' END",
            "outcome": f"CASE WHEN {is_open} THEN NULL ELSE 'RECOGNISED' END",
            "decided_at": f"CASE WHEN {is_open} THEN NULL ELSE t.entered_stage_at END",
        }
        _copy(connection, "cases_case", f"id = {made['case']}", case, first, last)
        for table in ("cases_factsheet", "cases_criterionanswer"):
            _copy(connection, table, f"case_id = {made['case']}", {"id": None, "case_id": number}, first, last)
        ledger = {"id": None, "filing_id": number, "case_id": number}
        _copy(connection, "cases_ledgerentry", f"filing_id = {made['filing']}", ledger, first, last)
        connection.execute("VACUUM ANALYZE")


def _known(connection: psycopg.Connection[Any], table: str, columns: Mapping[str, str]) -> dict[str, str | None]:
    asked = "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
    here = {name for (name,) in connection.execute(asked, [table])}
    return {name: value for name, value in columns.items() if name in here}


def _copy(
    connection: psycopg.Connection[Any], table: str, which: str, changed: Mapping[str, str | None], first: int, last: int
) -> None:
    asked = (
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position"
    )
    columns = [name for (name,) in connection.execute(asked, [table]) if changed.get(name, "") is not None]
    values = ", ".join(str(changed.get(name) or f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {values}"  # noqa: S608  the bench's own names
        f" FROM {table} t, generate_series({first}, {last}) n WHERE t.{which}"
    )


def measure(web: Served, made: Mapping[str, Any], *, size: int) -> Iterator[tuple[str, float]]:
    """The p95 of each page with one client."""
    numbers = itertools.cycle(range(OPEN_EVERY, size + 1, OPEN_EVERY * 7))
    with httpx.Client(base_url=web.url, headers={"Cookie": made["reviewer"]}, timeout=60, trust_env=False) as client:

        def ask(path: str) -> None:
            n = next(numbers)
            address = path.format(reference=reference(n), number=f"8{n:020d}", disease="M01600")
            answer = client.get(address)
            if answer.status_code != httpx.codes.OK:
                raise RuntimeError(f"{address}: {answer.status_code}")

        for name, path in _PAGES.items():
            yield name, p95(lambda path=path: ask(path))  # type: ignore[misc]


_CONTEND = """
import json, sys, threading, time
import django; django.setup()
from django.db import connection
from django.utils import timezone
from mantetong.cases import operations
from mantetong.domain.actor import Actor
from mantetong.domain.roles import Role
region, accounts, tries = json.loads(sys.argv[1])
taken, took, lock = [], [], threading.Lock()
def work(account):
    by = Actor(account, frozenset({Role.REVIEWER}), region)
    for _ in range(tries // len(accounts)):
        began = time.perf_counter()
        got = operations.claim_next(by=by, at=timezone.now())
        with lock:
            took.append((time.perf_counter() - began) * 1000)
            taken.append(got)
    connection.close()
threads = [threading.Thread(target=work, args=(one,)) for one in accounts]
[one.start() for one in threads]; [one.join() for one in threads]
print(json.dumps([taken, took]))
"""


def contention(on: Machine, *, tries: int) -> str:
    """Twenty reviewers ask for the next case as fast as they can: how many claims, how many doubled, and the p95 of one."""
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        row = connection.execute("SELECT region FROM cases_case WHERE stage = 'REVIEWING' LIMIT 1").fetchone()
        region = row[0] if row else ""
        wanted = "SELECT id FROM people_account ORDER BY id LIMIT 1"
        pattern = connection.execute(wanted).fetchone()
        accounts = [_another(connection, pattern[0] if pattern else 0, n) for n in range(REVIEWERS)]
    command = [sys.executable, "-W", "ignore", "-c", _CONTEND, json.dumps([region, accounts, tries])]
    environment = on.environment | {"MANTETONG_THREADS": str(REVIEWERS)}
    said = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=1800).stdout
    taken, took = json.loads(said.splitlines()[-1])
    got = [one for one in taken if one]
    slow = statistics.quantiles(took, n=20)[18]
    return (
        f"{REVIEWERS} reviewers, {len(taken):,} tries: {len(got):,} claims, {len(got) - len(set(got))} doubled, p95 {slow:.0f} ms"
    )


def _another(connection: psycopg.Connection[Any], pattern: int, n: int) -> int:
    changed = {"id": None, "username": f"'bench' || {n}", "phone": "NULL", "phone_digest": "NULL", "person_id": "NULL"}
    _copy(connection, "people_account", f"id = {pattern}", changed, n, n)
    row = connection.execute("SELECT max(id) FROM people_account").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.exit(main())
