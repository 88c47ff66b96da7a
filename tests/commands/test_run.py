"""A run from beginning to end, as its user sees it."""

from __future__ import annotations

import shlex

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import atconform, scenarios


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    where = tmp_path_factory.mktemp("played")
    return where, atconform("run", "--module", "sim800", "--section", "2.2.4", "--report", "run", where=where)


def test_a_run_ends_with_the_table_of_chapters_and_the_path_of_its_records(played):
    done = played[1]
    assert "SIM800 2  Single connection" in done.stdout
    assert "EMULATED" in done.stdout
    assert "records: run\n" in done.stdout


def test_the_exit_code_is_the_one_in_the_footer(played):
    where, done = played
    assert done.returncode == read_run(where / "run").footer.exit_code


def test_one_scenario_is_shown_with_statement_steps_transcript_and_command(played):
    shown = atconform("show", "run", "escape-too-early", where=played[0]).stdout
    assert "SIM800-2.2.4-T3" in shown
    assert "And the host is silent for just shorter than {escape.before}" in shown
    assert "  >  +++" in shown
    assert "again: atconform run --scenario escape-too-early --module sim800" in shown


@pytest.mark.parametrize("name", ["escape-too-early", "escape-other-characters[mixed]"])
def test_the_command_that_show_prints_plays_that_scenario_alone(played, tmp_path, name):
    shown = atconform("show", "run", name, where=played[0]).stdout
    command = shlex.split(shown.rpartition("again: ")[2])
    assert atconform(*command[1:], "--report", "again", where=tmp_path).returncode == 0
    (scenario,) = read_run(tmp_path / "again").scenarios
    assert name in (scenario.id, f"{scenario.id}[{scenario.case}]")


def test_a_scenario_that_is_not_in_the_run_is_wrong_use(played):
    done = atconform("show", "run", "escape-to-early", where=played[0])
    assert (done.returncode, "did you mean escape-too-early?" in done.stdout) == (4, True)


def test_the_list_says_what_would_run_and_writes_nothing(tmp_path):
    done = atconform("run", "--list", "--module", "sim800", *scenarios("escape-other-characters"), where=tmp_path)
    assert "escape-other-characters[mixed]" in done.stdout
    assert "4 scenarios would run, 0 would be skipped" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert (done.returncode, list(tmp_path.iterdir())) == (0, [])


def test_without_a_module_every_family_that_has_the_scenario_is_played(tmp_path):
    done = atconform("run", *scenarios("escape-too-early"), "--report", "run", where=tmp_path)
    run = read_run(tmp_path / "run")
    assert [module.family for module in run.header.modules] == [scenario.family for scenario in run.scenarios]
    assert len(run.scenarios) > 1
    assert all(f"({scenario.family})" in done.stdout for scenario in run.scenarios)


def test_without_a_name_a_run_is_recorded_below_reports_where_the_user_stands(tmp_path):
    atconform("run", *scenarios("escape-too-early"), where=tmp_path)
    (folder,) = tmp_path.glob("reports/*")
    assert read_run(folder).footer.exit_code == 0


def test_processes_that_share_a_run_write_one_record(tmp_path):
    chosen = scenarios("escape-too-early", "escape-other-characters", "status-states")
    atconform("run", *chosen, "--report", "run", "--", "-n2", where=tmp_path)
    alone = atconform("run", *chosen, "--list", where=tmp_path)
    run = read_run(tmp_path / "run")
    assert f"{len(run.scenarios)} scenarios would run" in alone.stdout
    assert run.footer is not None
