"""PostgreSQL only, pooled, and the queue beside it."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from mantetong.config.environment import Environment


def parse_url(url: str) -> dict[str, Any]:
    """Django's connection settings from postgresql://user:password@host:port/name?host=/socket/folder&port=."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": query.get("port") or str(parts.port or ""),
    }


def settings(environment: Environment) -> dict[str, Any]:
    """The default connection. A pool per process; the check on checkout survives a restarted server."""
    options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": environment.threads + 2, "timeout": 30}, "connect_timeout": 10}
    if not environment.prepared_statements:
        options["prepare_threshold"] = None
    default = {
        "ENGINE": "django.db.backends.postgresql",
        **parse_url(environment.database_dsn()),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": not environment.prepared_statements,
        "OPTIONS": options,
    }
    return {
        "DATABASES": {"default": default},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "PROCRASTINATE_ON_APP_READY": None,
        "PROCRASTINATE_AUTODISCOVER_MODULE_NAME": "jobs",  # every room's jobs.py
    }
