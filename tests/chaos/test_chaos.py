"""A short part of the trouble that ``python -m tests.chaos`` makes at length."""

import pytest

from tests.chaos.rounds import play


@pytest.mark.parametrize("kind", ["pty pulled, another plugged in", "runner killed", "far end killed and started"])
def test_trouble_costs_no_verdict_and_gives_no_wrong_one(tmp_path, kind):
    became, complaints = play(tmp_path / "round", kind, seed=1, count=2, within=2)
    assert not complaints, became
