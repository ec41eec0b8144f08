"""A first start makes the very database that Django's own migrating makes."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from mantetong.config.serving.database_server import url_of
from mantetong.config.serving.first_migration import migrate_empty
from tests.plugin_database import RUN
from tests.throwaway_server import password_in, place_in

pytestmark = pytest.mark.django_db
KINDS = {
    "columns": """
        SELECT relname, attname, attnum, format_type(atttypid, atttypmod), attnotnull, attidentity, pg_get_expr(adbin, adrelid)
          FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE relnamespace = 'public'::regnamespace""",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "steps": "SELECT app, name FROM django_migrations",
}
FIRST = """
import django
django.setup()
from django.db import connection
from mantetong.config.serving.first_migration import migrate_empty
print(migrate_empty(connection=connection))
"""


@pytest.fixture(scope="module")
def first(django_db_setup):
    """The address of a database that was empty."""
    place = place_in(Path(os.environ[RUN]))
    own, name = partial(url_of, place=place, password=password_in(place)), f"first_{os.getpid()}"
    with psycopg.connect(own(name="postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    environment = {**os.environ, "MANTETONG_DATABASE_URL": own(name=name)}
    done = subprocess.run([sys.executable, "-c", FIRST], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]
    return own(name=name)


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_the_same(first, kind):
    with psycopg.connect(first) as made:
        fast = made.execute(KINDS[kind]).fetchall()
    with connection.cursor() as cursor:
        cursor.execute(KINDS[kind])
        plain = cursor.fetchall()

    assert plain
    assert set(fast) == set(plain)


def test_a_database_with_tables_is_left_to_django():
    assert migrate_empty(connection=connection) is False
