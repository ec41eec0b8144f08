"""What machines that watch are told."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_healthy(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_migrated_database_makes_it_ready_and_names_the_sandbox(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    assert "sandbox" in answer.json()


def test_a_missing_migration_makes_it_unready(client):
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people'")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["migrations"] is False


def test_figures_are_shown_to_this_machine(client):
    answer = client.get("/metrics")

    assert answer.status_code == 200
    assert "mantetong_workers_alive" in answer.content.decode()


def test_figures_are_hidden_from_others(client):
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 403


def test_behind_a_proxy_on_the_same_machine_nobody_is_local(client):
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="10.0.0.7").status_code == 403


def test_a_token_opens_the_figures(client, settings):
    from pydantic import SecretStr  # noqa: PLC0415

    settings.MANTETONG_ENVIRONMENT = settings.MANTETONG_ENVIRONMENT.model_copy(update={"metrics_token": SecretStr("secret")})
    right, wrong = ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": f"Bearer {word}"} for word in ("secret", "guess"))

    assert client.get("/metrics", **right).status_code == 200
    assert client.get("/metrics", **wrong).status_code == 403
