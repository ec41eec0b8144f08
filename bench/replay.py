"""How long a replay of 100,000 stored fact sheets takes, and what it weighs: `python -m bench.replay [--sheets N]`.

The sheets are generated: seven findings each from a laboratory, papers, visits and examinations, spread over every sample disease
of one region. Every criterion is changed in the new packs, so that each sheet is judged twice.
"""

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from bench.machine import ROOT, Machine, machine

_LABS = (("GLU", "mmol/L", 4.0, 12.0), ("HBA1C", "%", 4.5, 10.0), ("CREA", "μmol/L", 50, 800), ("PLT", "10^9/L", 20, 300))
_FIRST_CASE = 5_000_000
_FIRST_PERSON = 1_000_000_000


def sheet(chance: random.Random) -> str:
    """One fact sheet as it is stored."""
    evidence = {"said_by": "READING", "value": "见报告", "paper_id": 1, "page": 1, "quad": [[0, 0], [9, 0], [9, 9], [0, 9]]}
    labs = [
        {"item": item, "value": f"{chance.uniform(low, high):.1f}", "unit": unit, "dated_on": "2026-02-20", "evidence": evidence}
        for item, unit, low, high in _LABS
    ]
    papers = [
        {"kind": kind, "evidence": evidence, "dated_on": "2026-02-20", "issuer_level": chance.choice([1, 2, 3]), "sealed": True}
        | {
            "diagnoses": [chance.choice(["糖尿病", "高血压3级", "系统性红斑狼疮", "冠心病"])],
            "text": f"诊断：{chance.random()}" + "慢性病" * 40,
        }
        for kind in ("diagnosis_certificate", "discharge_record", "lab_report")
    ]
    visits = [{"kind": "OUTPATIENT", "on": f"2026-0{month}-11", "evidence": evidence} for month in (1, 2)]
    born_on = f"{chance.randint(1930, 2010)}-05-06"
    facts = {"asked_on": "2026-03-02", "born_on": born_on, "sex": "2", "documents": papers, "labs": labs, "visits": visits}
    return json.dumps(facts, ensure_ascii=False)


def fill(on: Machine, sheets: int) -> None:
    """One case made the ordinary way, the others copied from it, each with a sheet and a disease of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.prepare"]
    said = subprocess.run(command, cwd=ROOT, env=on.environment, check=True, capture_output=True, text=True, timeout=120).stdout
    made = json.loads(said.splitlines()[-1])
    chance = random.Random(20261122)
    codes = sorted(path.name[:6] for path in (ROOT / "packs" / "national" / "diseases").glob("*.yaml"))
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        _copy(connection, "cases_filing", made["filing"], sheets, {"person_id": f"{_FIRST_PERSON} + n"})
        _copy(
            connection,
            "cases_case",
            made["case"],
            sheets,
            {"person_id": f"{_FIRST_PERSON} + n", "filing_id": f"{_FIRST_CASE} + n"},
        )
        with connection.cursor().copy("COPY cases_factsheet (case_id, at, facts, digest) FROM STDIN") as copy:
            for n in range(1, sheets + 1):
                copy.write_row((_FIRST_CASE + n, "2026-03-02", sheet(chance), f"{n:064d}"))
        spread = "UPDATE cases_case SET disease_code = (%s::text[])[1 + id %% %s] WHERE id > %s"
        connection.execute(spread, [codes, len(codes), _FIRST_CASE])
        connection.execute("ANALYZE")


def _copy(connection: psycopg.Connection, table: str, row: int, times: int, changed: dict[str, str]) -> None:
    own = {
        "id": f"{_FIRST_CASE} + n",
        "reference": "'r' || lpad(n::text, 15, '0')",
        "number": "'8' || lpad(n::text, 20, '0')",
    } | changed
    asked = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position"
    columns = [name for (name,) in connection.execute(asked, [table])]
    values = ", ".join(own.get(name) or f't."{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    insert = f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {values} FROM {table} t"  # noqa: S608  our own words
    connection.execute(f"{insert}, generate_series(1, {times}) n WHERE t.id = {int(row)}")


def stricter_packs(folder: Path) -> Path:
    """The packs with an age added to every criterion."""
    packs = folder / "packs"
    shutil.copytree(ROOT / "packs", packs)
    for path in (packs / "national" / "diseases").glob("*.yaml"):
        text = path.read_text()
        start = text.index("criteria:")
        indent = next(line for line in text[start:].splitlines() if line.strip().startswith("all:")).index("all:") + 2
        head, mark, tail = text.partition(" all:\n")
        path.write_text(f"{head}{mark}{' ' * indent}- label: 年满60周岁\n{' ' * (indent + 2)}age: {{at_least: 60}}\n{tail}")
    return packs


def measured() -> None:
    """In a process of its own, with the settings of the bench: replay, then print seconds and memory as JSON."""
    import django  # noqa: PLC0415

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from mantetong.insight.replay.running import replay  # noqa: PLC0415
    from mantetong.policies.operations import stage_packs  # noqa: PLC0415

    target = stage_packs(folder=Path(sys.argv[2]), at=timezone.now())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began, used = time.perf_counter(), time.process_time()
    done = replay(target=target, since=None, at=timezone.now())
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "before": before, "peak": peak, "report": done.report}))


def main() -> None:
    """Fill, replay, tell."""
    if sys.argv[1:2] == ["measured"]:
        measured()
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=100_000)
    sheets = parser.parse_args().sheets
    with machine() as on:
        subprocess.run([sys.executable, "-m", "mantetong", "prepare"], cwd=ROOT, env=on.environment, check=True, timeout=300)
        fill(on, sheets)
        packs = stricter_packs(on.folder)
        command = [sys.executable, "-m", "bench.replay", "measured", str(packs)]
        said = subprocess.run(
            command, cwd=ROOT, env=on.environment, check=True, capture_output=True, text=True, timeout=900
        ).stdout
    found = json.loads(said.splitlines()[-1])
    report = found["report"]
    print(f"{report['sheets']:,} sheets: {found['wall']:.1f} s wall, {found['cpu']:.1f} s of one core in Python")
    print(f"memory {found['before']:.0f} MB before, {found['peak']:.0f} MB at most; effects {report['effects']}")


if __name__ == "__main__":
    main()
