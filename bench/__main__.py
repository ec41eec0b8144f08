"""Run everything and print one table. Takes three to five minutes; nothing it starts is left behind."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator

os.environ.setdefault("MANTETONG_SANDBOX", "1")

from bench import casework, importing, settling, system, till, yardstick
from bench.machine import ROOT, Machine, machine, served

Row = tuple[str, str, str, str]
_PEER = {"submit to receipt": "1:660", "read a case": "1:103", "work list of 10,000 cases": "1:357"}


def main() -> int:
    """0 when everything could be measured."""
    began = time.perf_counter()
    print(
        f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
    _line(("what", "measured", "ratio", "to reach"))
    missed = 0
    with machine() as on:
        _say("database, people, cases")
        _migrate(on)
        yardstick.make_tables(on)
        till.fill(on)
        cookies = casework.fill(on)
        settling.prepare(on)
        with served(on) as web:
            for row in (*_till_rows(on, web), *_settling_rows(on, web), *_case_rows(on, web, cookies), _memory_row(web)):
                _line(row)
                missed += row[1].startswith("not measured")
        _line(_import_row(on))
        missed += _system_rows(on)
    missed += _certificate_rows()
    print(f"{time.perf_counter() - began:.0f} s; ratios hold within this run only")
    return 1 if missed else 0


def _migrate(on: Machine) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0"], cwd=ROOT, env=on.environment, check=True, timeout=120
    )


def _till_rows(on: Machine, web: object) -> Iterator[Row]:
    _say("till")
    found = till.measure(on, web)  # type: ignore[arg-type]
    bare = found.bare
    yield ("5301, bare path", f"{bare.per_second:,.0f}/s, p50 {bare.p50:.1f} ms, p99 {bare.p99:.0f} ms, {bad(bare.bad)}", "", "")
    yield (
        "  ordinary Django view doing the same",
        f"{found.ordinary.per_second:,.0f}/s, {bad(found.ordinary.bad)}",
        f"{bare.per_second / found.ordinary.per_second:.1f} ×",
        "≥ 7 ×",
    )
    yield (
        "  bare ping in the same server",
        f"{found.ping.per_second:,.0f}/s",
        f"{bare.per_second / found.ping.per_second:.0%}",
        "≥ 50 %",
    )
    yield ("  same statement in pgbench", f"{found.statement:,.0f}/s", f"{bare.per_second / found.statement:.0%}", "")


def _settling_rows(on: Machine, web: object) -> Iterator[Row]:
    _say("settlements")
    found = settling.measure(on, web)  # type: ignore[arg-type]
    said = f"{found.per_second:,.0f}/s, p50 {found.asked.p50:.0f} ms, p99 {found.asked.p99:.0f} ms, {found.refused} refused"
    yield ("2102, a purchase settled", said, "", f"≥ {settling.GOAL}/s")
    yield ("  bills and balances agree", "yes" if found.fund_matches else "NO", "", "yes")


def _import_row(on: Machine) -> Row:
    _say("existing recognitions")
    found = importing.measure(on)
    whole = "every row taken or named" if found.is_whole else "ROWS LOST"
    return ("existing recognitions imported", f"{found.per_second:,.0f} rows/s, {whole}", "", f"≥ {importing.GOAL:,} rows/s")


def _certificate_rows() -> int:
    """In a process of its own: it sets its own house up."""
    _say("certificates")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.certificates"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    for line in done.stdout.splitlines():
        what, measured, goal = (part.strip() for part in line.strip("| ").split("|"))
        _line((what, measured, "", goal))
    return int(not done.stdout)


def _case_rows(on: Machine, web: object, cookies: dict[str, str]) -> Iterator[Row]:
    _say("casework")
    tps = yardstick.inserts_per_second(on)
    yield ("pgbench, three inserts in a transaction", f"{tps:,.0f}/s", "1:1", "")
    limits = {"submit to receipt": "p95 ≤ 300 ms", "guide page": "p95 ≤ 50 ms"}
    for one in casework.measure(web, cookies):  # type: ignore[arg-type]
        ratio = f"1:{tps / one.per_second:.0f}" if one.per_second else "—"
        peer = f"peer {_PEER[one.name]}" if one.name in _PEER else ""
        goal = ", ".join(text for text in (limits.get(one.name, ""), peer) if text)
        yield (one.name, f"{one.per_second:,.0f}/s, p95 {one.p95:.0f} ms, {bad(one.failed)}", ratio, goal)


def _memory_row(web: object) -> Row:
    return ("web server after all this (PSS)", f"{web.memory():.0f} MB", "", "")  # type: ignore[attr-defined]


def _system_rows(on: Machine) -> int:
    _say("whole installation")
    try:
        found = system.measure(on)
    except (RuntimeError, OSError) as error:
        _line(("mantetong serve", f"not measured: {str(error)[-300:]}", "", ""))
        return 1
    _line(("mantetong serve, first start to /readyz", f"{found.first:.1f} s", "", ""))
    _line(("mantetong serve, on existing state to /readyz", f"{found.again:.1f} s", "", "≤ 5 s"))
    _line(("whole system at rest (PSS)", f"{sum(found.weights.values()):.0f} MB", "", "≤ 700 MB without reading"))
    for name, megabytes in found.weights.items():
        _line((f"  {name}", f"{megabytes:.0f} MB", "", ""))
    return 0


def bad(count: int) -> str:
    """How many answers were not 200."""
    return "all answered" if not count else f"{count} NOT ANSWERED"


def _line(row: Row) -> None:
    print(f"| {row[0]:<46} | {row[1]:<48} | {row[2]:>7} | {row[3]:<26} |", flush=True)


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
