"""Every address a citizen may call is a page that opens in the world of `every_page`, or is said to be none. A new page is told here first."""

import pytest

from tests.journeys.every_page import NO_PAGE, every_page, route_of, routes_of_citizens
from tests.rooms.materials.conftest import documents  # noqa: F401  a fixture
from tests.rooms.review.test_desk_pages import DAY

pytestmark = pytest.mark.django_db


def test_every_address_of_a_citizen_opens_or_is_said_to_be_no_page(documents):  # noqa: F811
    pages = every_page()

    shut = [
        (address, answer.status_code) for client, address in pages if (answer := client.get(address, **DAY)).status_code != 200
    ]

    assert shut == []
    assert routes_of_citizens() - {route_of(address) for _client, address in pages} == set().union(*NO_PAGE.values())
