import io
from pathlib import Path

import pytest

from atconform.base.exitcodes import ExitCode
from atconform.base.terminal import Terminal
from atconform.results.records import Footer
from atconform.results.terminal.batch import (
    BEST_FIRST,
    ModuleRun,
    batch_summary,
    common_failures,
    odd_ones,
    progress,
    recorded,
    worst,
)
from atconform.results.terminal.following import Followed
from tests.results.report.reporting import FOOTER, a_run, a_scenario


def ended(folder, code, *verdicts, footer=FOOTER):
    a_run(folder, *(a_scenario(f"s{number}", verdict) for number, verdict in enumerate(verdicts)), footer=footer)
    followed = Followed(folder)
    followed.look()
    return ModuleRun(folder.name, followed, code, 5.2)


def told(*runs, folder=Path("run")):
    console = Terminal()
    console.file, console.width = io.StringIO(), 120
    console.print(batch_summary(runs, folder), crop=False)
    return "\n".join(" ".join(line.split()) for line in console.file.getvalue().splitlines())


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
    assert "passed, 2 of 3 skipped 5.2 s" in table
    assert "passed 5.2 s" in table
    assert "nothing ran, 3 of 3 skipped 5.2 s" in table


def test_a_run_that_was_not_what_it_had_to_be_says_so_itself(tmp_path):
    footer = Footer(ended="", verdicts={}, exit_code=5, remark="1 scenario skipped, where --max-skips allows 0")
    table = told(ended(tmp_path / "left", 5, "pass", "skip", footer=footer))
    assert "1 scenario skipped, where --max-skips allows 0, 1 of 2 skipped 5.2 s" in table


def test_a_module_that_says_nothing_has_a_line_too(tmp_path):
    assert "no such port 5.2 s" in told(ModuleRun("left", Followed(tmp_path), 4, 5.2, "no such port"))
    assert "begins" in told(ModuleRun("left", Followed(tmp_path), None))


def test_the_odd_ones_are_those_that_some_pass_and_others_fail(tmp_path):
    runs = [ended(tmp_path / "left", 1, "pass", "fail"), ended(tmp_path / "right", 1, "fail", "fail")]
    assert [str(line) for line in odd_ones(runs)][1:] == [
        "the modules do not agree in 1 scenario",
        "  s0  fails on right, passes on 1",
    ]


def test_what_no_module_passes_is_named_too(tmp_path):
    runs = [ended(tmp_path / "left", 1, "pass", "fail", "skip"), ended(tmp_path / "right", 1, "fail", "fail", "fail")]
    assert [str(line) for line in common_failures(runs)][1:] == [
        "no module passes 1 scenario",
        "  s1  fails on left, right",
    ]


def test_a_log_is_told_how_far_each_module_is(tmp_path):
    running = ended(tmp_path / "left", None, "pass", "fail", footer=None)
    line = progress([running, ended(tmp_path / "right", 0, "pass", "skip")], 30.2)
    assert line == "30.0 s: left begins (1 fail); right passed, 1 of 2 skipped"


def test_a_batch_is_read_back_as_it_ended(tmp_path):
    for name, footer in (("left", FOOTER), ("right", None)):
        ended(tmp_path / name, 0, "pass", footer=footer)
        (tmp_path / name / "output.txt").write_text("all\nsaid")
    (tmp_path / "third").mkdir()
    (tmp_path / "third" / "output.txt").write_text("no such port\n")
    table = told(*(recorded(tmp_path / name) for name in ("left", "right", "third")), folder=tmp_path)
    lines = table.splitlines()
    assert lines[1].startswith("left 1 passed")
    assert lines[2].startswith("right 1 cut off")
    assert lines[3].startswith("third · no such port")
    assert lines[-1] == f"side by side: atconform report {tmp_path}"
