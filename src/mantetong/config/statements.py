"""The hand-written SQL of `config`, read from `statements.sql` by name."""

import re
from importlib import resources

_TEXT = resources.files(__package__).joinpath("statements.sql").read_text(encoding="utf-8")
_FOUND = dict(re.findall(r"-- name: (\w+)\n(.*?)(?=\n-- name:|\Z)", _TEXT, flags=re.DOTALL))

JOBS_BY_STATE: str = _FOUND["jobs_by_state"]
OLDEST_WAITING_JOB: str = _FOUND["oldest_waiting_job"]
WORKERS_ALIVE: str = _FOUND["workers_alive"]
MIGRATIONS_APPLIED: str = _FOUND["migrations_applied"]
SERVER_VERSION: str = _FOUND["server_version"]
