"""2102 at the till: purchases of many people settled per second through the product's own path, and what one costs the database.

python -m bench.settling. Each message is new, each purchase of somebody else than the one before: nobody waits for a colleague.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg

from bench import casework, till, yardstick
from bench.load import Rate, wrk_rate
from bench.machine import ROOT, Machine, Served, machine, served
from mantetong.outside.envelope import SHANGHAI

PHARMACY = "P51149900201"
TOKEN = "bench-pharmacy-token"  # noqa: S105  opens a throw-away database; the hospital has its own
PEOPLE = 4_000  # of those that bench.copies gives a name; every third has diabetes and nothing else
GOAL = 150
_PREPARE = """
import django; django.setup()
from django.utils import timezone
from mantetong.people.models import Institution, InsuredPerson
from mantetong.policies.operations import load_packs
from mantetong.settlement.operations import copy_rules, keep_token
at = timezone.now()
load_packs(at=at); copy_rules(at=at)
Institution.objects.get_or_create(code="{pharmacy}", defaults=dict(name="云溪惠民", level="11", is_public=False, region="511400", fixmedins_type="2"))
keep_token(institution_code="{pharmacy}", token="{token}", at=at)
print(InsuredPerson.objects.get(psn_no="{psn_no}").id_number)
"""
_LUA = """
local body = [==[%s]==]
local n, begun = 0, os.time() %% 86000
request = function()
  n = n + 1
  local second = begun + math.floor(n / 10000)
  local moment = string.format("%%02d%%02d%%02d", math.floor(second / 3600), math.floor(second / 60) %% 60, second %% 60)
  local msgid = "%s20261122" .. moment .. string.format("%%04d", n %% 10000)
  local psn_no = "%s" .. string.format("%%014d", (n * 3 + 1) %% %d)
  local sent = body:gsub("MSGID", msgid):gsub("NUMBER", psn_no)
  return wrk.format("POST", "/interface/2102", {["Content-Type"] = "application/json", ["Authorization"] = "Bearer %s"}, sent)
end
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """Settlements per second as the server answered, as the bills count, and statements of the database per settlement."""

    asked: Rate
    per_second: float
    refused: int
    fund_matches: bool


def main() -> int:
    """0 when the goal is reached and nothing was refused or lost."""
    with machine() as on:
        migrate = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0"]
        subprocess.run(migrate, cwd=ROOT, env=on.environment, check=True, timeout=300)
        yardstick.make_tables(on)
        till.fill(on)
        casework.fill(on)
        prepare(on)
        with served(on) as web:
            found = measure(on, web)
    print(f"| 2102 settled per second, 2 workers | {found.per_second:,.0f} | ≥ {GOAL} |")
    print(f"| answered | p50 {found.asked.p50:.0f} ms, p99 {found.asked.p99:.0f} ms, {found.refused} refused | |")
    print(f"| bills and balances agree | {'yes' if found.fund_matches else 'NO'} | yes |")
    return 0 if found.per_second >= GOAL and found.fund_matches and not found.refused else 1


def prepare(on: Machine) -> None:
    """Packs, pharmacy, token, and the certificate number that all the copied people share."""
    text = _PREPARE.format(pharmacy=PHARMACY, token=TOKEN, psn_no=f"{till.PREFIX}{1:014d}")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", text], cwd=ROOT, env=on.environment, check=True, capture_output=True, timeout=120
    )
    (on.folder / "certificate").write_text(done.stdout.decode().split()[-1])


def measure(on: Machine, web: Served, *, seconds: int = 8) -> Settled:
    """Sixteen clients for some seconds after two of warming up; counted in the database afterwards."""
    script = _script(on)
    wrk_rate(web.url, script, seconds=2)
    with psycopg.connect(on.dsn, autocommit=True) as rows:
        before, began = _bills(rows), time.perf_counter()
        asked = wrk_rate(web.url, script, seconds=seconds)
        made = _bills(rows) - before
        took = time.perf_counter() - began
        refused = rows.execute("SELECT count(*) FROM settlement_keptanswer WHERE (answer->>'infcode')::int <> 0").fetchone()
        return Settled(asked, made / took, refused[0] if refused else -1, _agree(rows))


def _bills(rows: "psycopg.Connection[tuple[int]]") -> int:
    found = rows.execute("SELECT count(*) FROM settlement_bill").fetchone()
    return found[0] if found else 0


def _agree(rows: "psycopg.Connection[tuple[int]]") -> bool:
    """What the fund has paid is what the year's caps have used."""
    found = rows.execute(
        "SELECT (SELECT sum(fund) FROM settlement_bill WHERE reversed_at IS NULL)"
        " = (SELECT sum(used) FROM settlement_balance WHERE name = 'M01600')"
    ).fetchone()
    return bool(found and found[0])


def _script(on: Machine) -> Path:
    """Every run of wrk begins with messages of its own: the pace of one institution's clock."""
    occurred = f"{datetime.now(SHANGHAI) - timedelta(minutes=1):%Y-%m-%d %H:%M:%S}"  # noqa: TID251  the bench's own clock
    head = {
        "psn_no": "NUMBER", "mdtrt_cert_type": "02", "mdtrt_cert_no": (on.folder / "certificate").read_text(), "begntime": occurred,
        "medfee_sumamt": "8.60", "invono": "", "insutype": "390", "dise_codg": "M01600", "dise_name": "糖尿病", "acct_used_flag": "0",
        "med_type": "14",
    }  # fmt: skip
    line = {
        "feedetl_sn": "1", "rx_circ_flag": "0", "fee_ocur_time": occurred, "med_list_codg": "XA10BAE046A001010100001",
        "medins_list_codg": "0001", "det_item_fee_sumamt": "8.60", "cnt": "1", "pric": "8.60",
    }  # fmt: skip
    message = {
        "infno": "2102", "msgid": "MSGID", "mdtrtarea_admvs": "511400", "insuplc_admdvs": "511400", "recer_sys_code": "HIS",
        "dev_no": "", "dev_safe_info": "", "cainfo": "", "signtype": "", "infver": "V1.0", "opter_type": "1", "opter": "0012",
        "opter_name": "收费员", "inf_time": occurred, "fixmedins_code": PHARMACY, "fixmedins_name": "云溪惠民", "sign_no": "",
        "input": {"druginfo": head, "drugdetail": [line]},
    }  # fmt: skip
    script = on.folder / "settle.lua"
    body = json.dumps(message, ensure_ascii=False)
    script.write_text(_LUA % (body, PHARMACY, till.PREFIX, PEOPLE * 3, TOKEN))
    return script


if __name__ == "__main__":
    sys.exit(main())
