"""How long the emulated module of a run in memory takes."""

from __future__ import annotations

import shlex

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import atconform, scenarios

PLAYED = ("--module", "sim800", *scenarios("deregistered-by-the-host"))


def seconds(folder):
    return read_run(folder).scenarios[0].module_seconds


@pytest.fixture(scope="module")
def normal(tmp_path_factory):
    where = tmp_path_factory.mktemp("normal")
    return where, atconform("run", *PLAYED, "--delays", "normal", "--strict", "--report", "run", where=where)


def test_with_normal_delays_registering_takes_seconds_and_is_waited_for(normal, tmp_path):
    assert normal[1].returncode == 0
    assert atconform("run", *PLAYED, "--delays", "short", "--report", "run", where=tmp_path).returncode == 0
    assert seconds(normal[0] / "run") > seconds(tmp_path / "run") + 2


def test_a_run_with_normal_delays_says_so_first_and_in_its_record(normal):
    where, done = normal
    assert "EMULATED sim800, in memory, with normal delays: 1 scenario" in done.stdout
    assert read_run(where / "run").header.bench == {"delays": "normal"}


def test_a_scenario_is_played_again_with_the_same_delays(normal):
    shown = atconform("show", "run", PLAYED[-1], where=normal[0]).stdout
    assert shlex.split(shown.rpartition("again: ")[2])[-3:] == ["--delays", "normal", "--strict"]


@pytest.mark.parametrize("delays", ["short", "normal"])
def test_a_module_at_a_port_is_not_told_how_long_to_take(tmp_path, delays):
    done = atconform("run", "--port", "/dev/no-such-port", "--delays", delays, where=tmp_path)
    assert f"--delays {delays}: a module at a port takes the time that it takes" in done.stdout
    assert done.returncode == 4


def test_delays_that_there_are_not_are_refused_with_those_that_there_are(tmp_path):
    done = atconform("run", "--delays", "long", where=tmp_path)
    assert "'long' is not one of 'short', 'normal'" in done.stdout
    assert done.returncode == 4
