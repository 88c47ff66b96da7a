"""The list of known failures, as its user meets it."""

from __future__ import annotations

from atconform.results.records import read_run
from tests.commands.terminal import atconform, scenarios

LISTED = """
[[known]]
scenario = "escape-too-early"
family = "sim800"
reason = "promised for the next release"
contains = "the server received"
"""
RUN = ["run", "--module", "sim800", *scenarios("escape-too-early")]


def test_the_list_is_found_in_the_folder_where_the_suite_is_started(tmp_path):
    (tmp_path / "known-failures.toml").write_text(LISTED)
    done = atconform(*RUN, "--report", "run", where=tmp_path)
    assert done.returncode == 1
    assert "it passes, but is listed as a known failure: promised for the next release" in done.stdout
    shown = atconform("show", "run", "escape-too-early", where=tmp_path).stdout
    assert "it passes, but is listed as a known failure" in shown


def test_another_list_takes_its_place(tmp_path):
    (tmp_path / "known-failures.toml").write_text(LISTED)
    (tmp_path / "none.toml").write_text("")
    assert atconform(*RUN, "--known", "none.toml", where=tmp_path).returncode == 0


def test_a_list_with_a_fault_is_wrong_use_and_nothing_is_played(tmp_path):
    (tmp_path / "known-failures.toml").write_text(LISTED.replace("reason", "raeson"))
    done = atconform(*RUN, where=tmp_path)
    assert done.returncode == 4
    assert "entry 1: the key 'raeson' is not known; did you mean reason?" in done.stdout
    assert not list(tmp_path.glob("reports/*"))


def test_a_draft_of_a_run_in_which_nothing_failed_is_empty(tmp_path):
    atconform(*RUN, "--report", "run", where=tmp_path)
    done = atconform("known-failures", "--from", "run", where=tmp_path)
    assert (done.returncode, done.stdout) == (0, "# What failed in run: 0.\n")


def test_a_scenario_is_played_as_often_as_is_wished(tmp_path):
    done = atconform(*RUN, "--repeat", "2", "--report", "run", where=tmp_path)
    assert "1 scenario, 1 pass, played 2 times in all" in done.stdout
    assert [scenario.attempt for scenario in read_run(tmp_path / "run").scenarios] == [1, 2]
