"""The families that the tests of the TCP/IP commands are run for."""

import pytest

from atconform.emulator.families import FAMILIES


@pytest.fixture(params=sorted(name for name, family in FAMILIES.items() if "+CIPSTART" in family.commands))
def family(request: pytest.FixtureRequest) -> str:
    """Return the family whose module is tested."""
    name: str = request.param
    return name
