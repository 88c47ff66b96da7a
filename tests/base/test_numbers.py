"""Numbers of any length."""

import pytest

from atconform.base.numbers import GREATEST, read_number


@pytest.mark.parametrize(("digits", "number"), [("0", 0), ("000", 0), ("7", 7), ("0012", 12), ("9" * 18, 10**18 - 1)])
def test_a_number_is_read(digits, number):
    assert read_number(digits) == number


@pytest.mark.parametrize("digits", ["1" + "0" * 18, "9" * 5000, "0" * 5000 + "9" * 5000])
def test_a_number_that_is_greater_than_any_is_the_greatest(digits):
    assert read_number(digits) == GREATEST


def test_zeros_without_end_are_no_great_number():
    assert read_number("0" * 5000 + "5") == 5
