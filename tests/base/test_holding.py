import gc

import pytest

from atconform.base.holding import holding


def failing():
    with holding():
        raise ArithmeticError


def test_python_looks_for_what_can_be_let_go_again_afterwards_even_behind_an_error():
    with pytest.raises(ArithmeticError):
        failing()
    assert gc.isenabled()


def test_python_does_not_look_for_what_can_be_let_go_meanwhile():
    with holding():
        assert not gc.isenabled()
