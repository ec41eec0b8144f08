"""What a citizen waits for at the server: every kind of page with a hundred thousand filings in the database.

    python -m bench.citizens [--filings 100000] [--most 100]

Rows are copied from a worked city (`bench.city`), each filing for a person of its own but a few of the one who looks. Prints one line per
page: p95 of one client, 200 warm requests, in milliseconds, and how much else the machine had to do. Exits 1 when a page takes longer
than `--most` milliseconds.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import psycopg

from bench.desk import grown, run
from bench.load import p95
from bench.machine import Machine, Served, machine, served

FIRST_COPY, OF_ONE_ACCOUNT = 10_000_000, 5
_PUBLIC = (
    "/",
    "/guide/{region}/",
    "/guide/{region}/diseases/?q=tnb",
    "/guide/{region}/check/",
    "/account/login/",
    "/progress/",
    "/notices/genuine/",
)
_APPLICANT = (
    "/apply/{region}/start/", "/apply/draft/{draft_reference}/list/", "/apply/draft/{draft_reference}/q/disease/",
    "/apply/draft/{draft_reference}/q/hospital/", "/apply/draft/{draft_reference}/q/contact/",
    "/apply/draft/{draft_reference}/papers/", "/apply/draft/{draft_reference}/form/", "/apply/draft/{draft_reference}/check/",
)  # fmt: skip
_FILER = (
    "/my/", "/my/{filing_reference}/", "/my/{filing_reference}/timeline/", "/apply/draft/{filing_reference}/receipt/", "/notices/",
    "/certificates/", "/decision/{case_reference}/", "/account/", "/account/family/", "/account/devices/", "/account/data/",
)  # fmt: skip


def main() -> int:
    """0 when no page took longer than it may."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--filings", type=int, default=100_000)
    asked.add_argument("--most", type=float, default=100.0)
    given = asked.parse_args()
    with machine() as on:
        run(on, "django", "migrate", "-v0")
        run(on, "bench.city", "prepare")
        run(on, "bench.city", "work", "20", "20", "1")
        made = json.loads(run(on, "bench.prepare").splitlines()[-1])
        grown(on, 1, given.filings)
        give_a_family(on, made)
        with served(on) as web:
            slow = [path for path, took in measure(web, made) if took > given.most]
    print(
        f"longer than {given.most:.0f} ms: {', '.join(slow) or 'none'}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return 1 if slow else 0


def give_a_family(on: Machine, made: Mapping[str, Any]) -> None:
    """Who looks has filed for as many as a family has."""
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "UPDATE cases_filing c SET account_id = t.account_id, mandate_id = NULL FROM cases_filing t"
            " WHERE t.id = %s AND c.id > %s AND c.id <= %s",
            [made["filing"], FIRST_COPY, FIRST_COPY + OF_ONE_ACCOUNT],
        )


def measure(web: Served, made: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """The p95 of each page with one client."""
    for whose, paths in (("", _PUBLIC), (made["applicant"], _APPLICANT), (made["filer"], _FILER)):
        headers = {"Cookie": whose} if whose else {}
        with httpx.Client(base_url=web.url, headers=headers, timeout=60, trust_env=False) as client:
            for path in paths:
                took = p95(lambda path=path: _ask(client, path.format(**made)))  # type: ignore[misc]
                print(f"  {path:<48} p95 {took:6.1f} ms", flush=True)
                yield path, took


def _ask(client: httpx.Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != httpx.codes.OK:
        raise RuntimeError(f"{address}: {answer.status_code}")


if __name__ == "__main__":
    sys.exit(main())
