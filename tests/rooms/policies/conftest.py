"""Policies in force for every test of this room."""

from datetime import UTC, datetime

import pytest

from mantetong.policies import operations

LOADED_AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def packs_in_force(db):
    return operations.load_packs(at=LOADED_AT)
