"""For machines that watch: is the process up, can it serve, and what are its figures."""

import hmac
from dataclasses import asdict, dataclass
from functools import lru_cache
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg_pool import PoolTimeout

from mantetong.config.measures import exposition
from mantetong.config.statements import MIGRATIONS_APPLIED, WORKERS_ALIVE
from mantetong.web.access import machine, public


@public
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers; says nothing of what it needs."""
    return JsonResponse({"status": "ok"})


@public
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers, knows this release and takes jobs; else 503 with what is missing.

    How many workers are alive is told, but does not decide: a node that serves pages is ready while workers restart.
    """
    try:
        state = current_state()
    except (DatabaseError, PoolTimeout):
        state = State(database=False, migrations=False, queue=False, workers=0)
    ready = state.database and state.migrations and state.queue
    sandbox = {"sandbox": settings.MANTETONG_ENVIRONMENT.sandbox_url or None} if settings.MANTETONG_SANDBOX else {}
    return JsonResponse({"ready": ready, **asdict(state), **sandbox}, status=200 if ready else 503)


@machine
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format: for this machine itself, or for whoever shows the token."""
    if not (_is_local(request) or _shows_token(request)):
        return HttpResponse("metrics: loopback or MANTETONG_METRICS_TOKEN only\n", status=403, content_type="text/plain")
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


@dataclass(frozen=True)
class State:
    """What serving pages needs."""

    database: bool
    migrations: bool
    queue: bool
    workers: int


def current_state() -> State:
    """What the database says of itself. Raises DatabaseError or PoolTimeout when it does not answer."""
    with connection.cursor() as cursor:
        cursor.execute(MIGRATIONS_APPLIED)
        applied = set(cursor.fetchall())
        cursor.execute(WORKERS_ALIVE)
        workers = cursor.fetchone()[0]
    return State(database=True, migrations=_known_migrations() <= applied, queue=True, workers=workers)


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None)  # from the files alone
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return frozenset(set(loader.disk_migrations) - replaced)


def _is_local(request: HttpRequest) -> bool:
    # behind a proxy on the same machine every caller seems local: then only the token counts
    return ip_address(request.META["REMOTE_ADDR"]).is_loopback and "HTTP_X_FORWARDED_FOR" not in request.META


def _shows_token(request: HttpRequest) -> bool:
    token = settings.MANTETONG_ENVIRONMENT.metrics_token.get_secret_value()
    return bool(token) and hmac.compare_digest(request.headers.get("Authorization", ""), f"Bearer {token}")
