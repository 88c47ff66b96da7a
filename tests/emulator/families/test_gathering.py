"""Groups that are put together, and the order in which their parts hear of what happens."""

from types import SimpleNamespace

import pytest

from atconform.emulator.core.gathering import gather
from atconform.emulator.core.part import Part
from atconform.emulator.core.settings import Setting


class Early(Part):
    pass


class Late(Part):
    hears_after = (Early,)


ONE, BOTH = Setting("one", 1), Setting("both", 1)
OTHERWISE = BOTH.but(default=2)
EARLY = SimpleNamespace(PARTS=(Early,), SETTINGS=(ONE, BOTH))
LATE = SimpleNamespace(PARTS=(Late,), SETTINGS=(OTHERWISE,))


def test_of_a_setting_that_two_groups_declare_the_later_ones_counts():
    assert gather(EARLY, LATE).settings == (ONE, OTHERWISE)


def test_parts_stand_in_the_order_of_their_groups():
    assert gather(EARLY, LATE).parts == (Early, Late)


def test_a_part_that_stands_before_one_it_has_to_hear_after_is_refused():
    with pytest.raises(ValueError, match="Late has to stand behind Early"):
        gather(LATE, EARLY)


def test_a_part_may_hear_after_one_that_the_family_does_not_have():
    assert gather(LATE).parts == (Late,)
