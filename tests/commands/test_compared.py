"""Runs that are compared as their users compare them: killed half-way, and played over another transport."""

from tests.commands.terminal import atconform, emulated_module, started, wait_for_verdicts

QUICK = ("--module", "sim800", "--smoke", "--section", "2.1")
LONGER = ("--module", "sim800", "--section", "2.2")
KILLED_AFTER = 20
"""Scenarios, of more than a hundred."""


def test_what_passes_in_memory_passes_on_a_wire(tmp_path):
    assert atconform("run", *QUICK, "--report", "memory", where=tmp_path).returncode == 0
    with emulated_module(tmp_path) as (port, _):
        assert atconform("run", *QUICK, "--port", port, "--report", "wire", where=tmp_path).returncode == 0
    done = atconform("compare", "memory", "wire", where=tmp_path)
    assert (done.returncode, "regressed" in done.stdout, "same" in done.stdout) == (0, False, True)


def test_a_run_that_was_killed_half_way_is_read_compared_and_reported_as_cut_off(tmp_path):
    assert atconform("run", *LONGER, "--report", "whole", where=tmp_path).returncode == 0
    with started("run", *LONGER, "--report", "killed", where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "killed", KILLED_AFTER)
        run.kill()
        run.wait()
    for command in (("show", "killed"), ("compare", "whole", "killed"), ("report", "killed", "--markdown")):
        done = atconform(*command, where=tmp_path)
        assert (done.returncode, "the run was cut off" in done.stdout) == (0, True)
    assert "the new run was cut off before it" in atconform("compare", "whole", "killed", where=tmp_path).stdout
    assert atconform("report", "killed", "whole", where=tmp_path).returncode == 0
    assert "CUT OFF" in (tmp_path / "killed" / "report.html").read_text()
