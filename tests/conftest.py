"""What every test may ask for."""

import pytest
from hypothesis import HealthCheck, settings

from tests.plugin_database import start_throwaway_server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the throw-away server just before the first test database is made; a run without one never starts it."""
    start_throwaway_server()


# How fast a busy machine draws examples says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
