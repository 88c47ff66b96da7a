"""Allure's results of a run: a result and a transcript for each scenario, and no run depends on Allure."""

import json
import subprocess
import sys

import pytest

from atconform.results.records import read_run
from tests import ROOT
from tests.commands.terminal import ENVIRONMENT, PATIENCE, atconform

ONE = ("--module", "sim800", "--scenario", "close-slow-tcp")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    where = tmp_path_factory.mktemp("run")
    assert atconform("run", *ONE, "--report", "run", where=where).returncode == 0
    return where / "run" / "allure-results"


def test_a_scenario_has_a_result_and_its_transcript_and_no_other_file(results):
    kinds = sorted(file.name.rpartition("-")[2] for file in results.iterdir() if "-" in file.name)
    assert kinds == ["attachment.txt", "result.json"]


def test_the_transcript_is_the_one_of_the_record(results):
    (attached,) = results.glob("*-attachment.txt")
    (recorded,) = (results.parent / "transcripts").iterdir()
    assert attached.read_text() == recorded.read_text()


def test_steps_are_shown_with_the_time_of_the_module(results):
    (result,) = results.glob("*-result.json")
    first, *_ = json.loads(result.read_text())["steps"]
    assert first["name"] == "0.000 s  Given a TCP server"


def test_processes_that_share_a_run_write_into_one_folder(tmp_path):
    shared = ("--module", "sim800", "--smoke", "--section", "2", "--processes", 2)
    done = atconform("run", *shared, "--report", "run", where=tmp_path)
    assert done.returncode == 0
    assert "nodes" not in done.stdout  # xdist's words for its processes are no user's concern
    played = len(read_run(tmp_path / "run").scenarios)
    assert played > 1
    assert len(list((tmp_path / "run" / "allure-results").glob("*-result.json"))) == played


def test_without_allure_a_run_is_the_same_and_has_no_results_for_it(tmp_path):
    assert atconform("run", *ONE, "--no-allure", "--report", "run", where=tmp_path).returncode == 0
    assert {file.name for file in (tmp_path / "run").iterdir()} == {"junit.xml", "run.jsonl", "transcripts"}
    assert [scenario.verdict for scenario in read_run(tmp_path / "run").scenarios] == ["pass"]


def test_pytest_plays_the_suite_without_the_plug_in_of_allure(tmp_path):
    run = tmp_path / "run"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:allure_pytest", "features/rules/cip", f"--report={run}"]
    done = subprocess.run([*command, *ONE], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout
    assert not (run / "allure-results").exists()
    assert [scenario.verdict for scenario in read_run(run).scenarios] == ["pass"]
