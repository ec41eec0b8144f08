"""The product's settings, with the bench's own views beside the product's."""

from mantetong.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
