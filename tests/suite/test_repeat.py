from functools import partial

import pytest

from tests.suite.playing import play_miniature

play = partial(play_miniature, "repeated")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("repeated")
    done, record = play(folder, "--repeat", "3", "--one-module")
    return done, record, folder / "run"


def test_each_scenario_is_played_so_many_times_and_every_attempt_is_recorded(run):
    attempts = [(s.id, s.attempt, s.verdict) for s in run[1].scenarios]
    assert attempts == [
        ("mini-steady", 1, "pass"),
        ("mini-steady", 2, "pass"),
        ("mini-steady", 3, "pass"),
        ("mini-flaky", 1, "pass"),
        ("mini-flaky", 2, "fail"),
        ("mini-flaky", 3, "fail"),
    ]


def test_every_attempt_has_a_transcript_of_its_own(run):
    transcripts = {s.transcript for s in run[1].scenarios if s.id == "mini-steady"}
    assert transcripts == {
        "transcripts/mini-steady.sim800.txt",
        "transcripts/mini-steady.sim800.attempt2.txt",
        "transcripts/mini-steady.sim800.attempt3.txt",
    }
    assert all((run[2] / path).is_file() for path in transcripts)


def test_the_summary_counts_scenarios_and_names_the_flaky_one(run):
    assert "sim800, in memory: 2 scenarios, 3 times each" in run[0].stdout
    assert "2 scenarios, 1 pass, 1 fail, 1 flaky, played 6 times in all" in run[0].stdout
    assert "flaky  mini-flaky  passed 1 of 3 times" in run[0].stdout


def test_an_attempt_that_fails_fails_the_run(run):
    assert (run[0].returncode, run[1].footer.exit_code) == (1, 1)


def test_the_name_of_an_attempt_can_be_read(run):
    assert [s.nodeid.rpartition("[")[2] for s in run[1].scenarios[:2]] == ["sim800-attempt1]", "sim800-attempt2]"]


def test_without_the_option_a_scenario_is_played_once_under_its_plain_name(tmp_path):
    _, record = play(tmp_path, "-k", "every")
    assert [(s.attempt, s.nodeid.rpartition("[")[2]) for s in record.scenarios] == [(1, "sim800]")]
