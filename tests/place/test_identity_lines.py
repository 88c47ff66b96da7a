"""What a module says of itself is not mixed with lines of other subjects that come in between."""

from __future__ import annotations

import pytest

from atconform.base.families import families
from atconform.base.units import SECOND
from atconform.place.conversation import Conversation
from atconform.place.identity import identify
from atconform.virtual.named import switched_on


@pytest.mark.parametrize("family", families())
def test_lines_that_others_bring_about_are_no_part_of_an_identity(family):
    def identity(name):
        module = Conversation(switched_on(name))
        module.wait(30 * SECOND)
        return [identify(module) for _ in range(5)]

    assert set(identity(f"{family}@rightful-in-between")) == set(identity(family))
