"""Modules that have got as far as most tests want them."""

import pytest

from tests.testing.tracker import Link


@pytest.fixture
def link(sim800):
    """Return a dialogue with a SIM800 that is online."""
    link = Link(sim800.serial, sim800.sleep, sim800.monotonic)
    link.go_online()
    return link
