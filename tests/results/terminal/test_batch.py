import pytest

from atconform.base.exitcodes import ExitCode
from atconform.results.terminal.batch import BEST_FIRST, worst


def test_every_exit_code_has_a_place_among_the_others():
    assert sorted(BEST_FIRST) == sorted(ExitCode)


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ([0, 0], ExitCode.PASSED),
        ([0, 6, 5], ExitCode.NOTHING_RAN),
        ([6, 1, 0], ExitCode.FAILED),
        ([1, 4, 2], ExitCode.WRONG_USE),
        ([0, -9], ExitCode.CUT_OFF),
        ([3], ExitCode.CUT_OFF),
    ],
)
def test_the_code_of_several_runs_is_the_worst_and_one_that_was_killed_was_cut_off(codes, code):
    assert worst(codes) is code
