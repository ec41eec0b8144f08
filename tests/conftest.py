"""What every test may ask for."""

import pytest

from tests.plugin_database import start_throwaway_server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the throw-away server just before the first test database is made; a run without one never starts it."""
    start_throwaway_server()
