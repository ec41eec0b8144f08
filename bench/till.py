"""The till: look-ups per second on the bare path, against what the database, the server and an ordinary view can do."""

from dataclasses import dataclass

import psycopg

from bench.load import Asking, Rate, body_parts, get_rate, post_rate
from bench.machine import Machine, Served
from bench.yardstick import look_ups_per_second

PEOPLE = 200_000
PREFIX = "511400990"
DAY = "2026-11-22"
HOSPITAL = "H51149900001"
TOKEN = "bench-token"  # noqa: S105  opens a throw-away database
_FILL = f"""
SET session_replication_role = replica;
INSERT INTO people_institution (code, name, level, is_public, region, is_entrusted, fixmedins_type, speciality, in_force)
VALUES ('{HOSPITAL}', '云溪市第一人民医院', '02', true, '511499', false, '1', '', true) ON CONFLICT DO NOTHING;
INSERT INTO settlement_institutiontoken (institution_id, digest, made_at)
VALUES ('{HOSPITAL}', encode(sha256('{TOKEN}'::bytea), 'hex'), now());
INSERT INTO recognition_importsignoff (region, declaration, is_demo) VALUES ('511400', '', true);
INSERT INTO people_insuredperson (id, psn_no, name, name_pinyin, id_number, id_digest, born_on, sex, registry_state, checked_at, created_at)
OVERRIDING SYSTEM VALUE
SELECT n + 1000000, '{PREFIX}' || lpad(n::text, 14, '0'), '', '', '', md5(n::text), '1953-04-17', '2', 'CONFIRMED', now(), now()
FROM generate_series(1, {PEOPLE}) n;
INSERT INTO people_insurance (person_id, insutype, region, status, checked_at)
SELECT n + 1000000, '390', '511400', 'ACTIVE', now() FROM generate_series(1, {PEOPLE}) n;
INSERT INTO settlement_identification (institution_code, psn_no, at)
SELECT '{HOSPITAL}', '{PREFIX}' || lpad(n::text, 14, '0'), now() FROM generate_series(1, {PEOPLE}) n;
INSERT INTO settlement_lookuprule (region, certificate_hours, last_known_minutes, sensitive, copied_at)
VALUES ('511400', 24, 30, '["M00200","M00300"]', now());
INSERT INTO recognition_recognition (person_id, psn_no, region, insutype, disease_code, disease_name, begins_on, ends_on, state,
    state_reason, decided_on, issued_at, token, institution_code, doctor_code, national_state, national_serial, national_msgid, national_said,
    national_is_outdated, national_withdraw_msgid)
SELECT n + 1000000, '{PREFIX}' || lpad(n::text, 14, '0'), '511400', '390', d, '糖尿病', '2026-01-01', '2027-12-31', 'IN_FORCE',
    '', '2026-01-01', now(), md5(d || n), '{HOSPITAL}', '', 'REGISTERED', '1', '', '', false, ''
FROM generate_series(1, {PEOPLE}) n, unnest(CASE WHEN n % 3 = 0 THEN '{{}}'::text[] WHEN n % 3 = 1 THEN '{{M01600}}' ELSE '{{M01600,M03900}}' END) d;
"""  # noqa: S608  our own numbers, a throw-away database


# As tables of years are: read often, written seldom. A look-up is not to pay for the writing, nor run beside it.
_SETTLED = (
    "VACUUM (ANALYZE) people_insuredperson, people_insurance, recognition_recognition, settlement_identification",
    "CHECKPOINT",
)


@dataclass(frozen=True, slots=True)
class TillFigures:
    """What was measured."""

    bare: Rate
    ordinary: Rate
    ping: Rate
    statement: float


def fill(on: Machine, *, people: int = PEOPLE) -> None:
    """So many people with none, one or two recognitions each, straight into the tables."""
    with psycopg.connect(on.dsn, autocommit=True) as connection:
        connection.execute(_FILL.replace(f"series(1, {PEOPLE})", f"series(1, {people})"))
        for statement in _SETTLED:
            connection.execute(statement)


def measure(on: Machine, web: Served) -> TillFigures:
    """Each five seconds, sixteen clients, after one second of warming up."""
    bare, ordinary = asking("/interface/5301"), asking("/bench/orm/5301")
    for one in (bare, ordinary):
        post_rate(web.url, one, folder=on.folder, seconds=1)
    return TillFigures(
        bare=post_rate(web.url, bare, folder=on.folder),
        ordinary=post_rate(web.url, ordinary, folder=on.folder),
        ping=get_rate(f"{web.url}/bench/ping"),
        statement=look_ups_per_second(on, prefix=PREFIX, most=PEOPLE, day=DAY),
    )


def asking(path: str, *, people: int = PEOPLE) -> Asking:
    """Look-ups of random people."""
    mark = "NUMBER"
    message: dict[str, object] = {
        "infno": "5301", "msgid": f"{HOSPITAL}202611220900000001", "mdtrtarea_admvs": "511400", "insuplc_admdvs": "511400",
        "recer_sys_code": "HIS", "dev_no": "", "dev_safe_info": "", "cainfo": "", "signtype": "", "infver": "V1.0", "opter_type": "1",
        "opter": "0012", "opter_name": "收费员", "inf_time": "2026-11-22 09:00:00", "fixmedins_code": HOSPITAL,
        "fixmedins_name": "云溪市第一人民医院", "sign_no": "", "input": {"data": {"psn_no": PREFIX + mark}},
    }  # fmt: skip
    head, tail = body_parts(message, mark)
    return Asking(path, head, tail, people, TOKEN)
