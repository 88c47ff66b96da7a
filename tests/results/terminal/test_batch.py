import io

import pytest

from atconform.base.exitcodes import ExitCode
from atconform.base.terminal import Terminal
from atconform.results.records import Footer
from atconform.results.terminal.batch import BEST_FIRST, ModuleRun, batch_table, odd_ones, worst
from atconform.results.terminal.following import Followed
from tests.results.report.reporting import FOOTER, a_run, a_scenario


def ended(folder, code, *verdicts, footer=FOOTER):
    a_run(folder, *(a_scenario(f"s{number}", verdict) for number, verdict in enumerate(verdicts)), footer=footer)
    followed = Followed(folder)
    followed.look()
    return ModuleRun(folder.name, followed, code, 5.2)


def told(*runs):
    console = Terminal()
    console.file, console.width = io.StringIO(), 120
    console.print(batch_table(runs))
    return console.file.getvalue()


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


def test_how_much_was_skipped_is_said_beside_how_it_ended(tmp_path):
    table = told(
        ended(tmp_path / "left", 0, "pass", "skip", "skip"),
        ended(tmp_path / "right", 0, "pass", "pass", "pass"),
        ended(tmp_path / "third", 5, "skip", "skip", "skip"),
    )
    assert "passed, 2 of 3 skipped, 5.2 s" in table
    assert "passed, 5.2 s" in table
    assert "nothing ran, 3 of 3 skipped, 5.2 s" in table


def test_a_run_that_was_not_what_it_had_to_be_says_so_itself(tmp_path):
    footer = Footer(ended="", verdicts={}, exit_code=5, remark="1 scenario skipped, where --max-skips allows 0")
    table = told(ended(tmp_path / "left", 5, "pass", "skip", footer=footer))
    assert "1 scenario skipped, where --max-skips allows 0, 1 of 2 skipped, 5.2 s" in table


def test_a_module_that_says_nothing_has_a_line_too(tmp_path):
    assert "no such port, 5.2 s" in told(ModuleRun("left", Followed(tmp_path), 4, 5.2, "no such port"))
    assert "begins" in told(ModuleRun("left", Followed(tmp_path), None))


def test_the_odd_ones_are_those_that_some_pass_and_others_fail(tmp_path):
    runs = [ended(tmp_path / "left", 1, "pass", "fail"), ended(tmp_path / "right", 1, "fail", "fail")]
    assert [str(line) for line in odd_ones(runs)][1:] == [
        "the modules do not agree in 1 scenario",
        "  s0  fails on right, passes on 1",
    ]
