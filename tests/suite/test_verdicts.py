from functools import partial

import pytest

from tests.suite.playing import play_miniature

play = partial(play_miniature, "verdicts")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return play(tmp_path_factory.mktemp("verdicts"))


def verdict(run, name):
    scenario = next(s for s in run[1].scenarios if s.id == name)
    return scenario.verdict, scenario.reason


def test_a_scenario_that_holds_passes(run):
    assert verdict(run, "mini-pass") == ("pass", "")


def test_a_wrong_answer_fails(run):
    assert verdict(run, "mini-fail") == ("fail", "said [+CSQ: 20,0] [OK], expected [OK]")


def test_what_nobody_asked_for_fails(run):
    assert verdict(run, "mini-unclaimed") == ("fail", "the module also said [CLOSED]")


def test_a_network_that_does_not_play_along_is_inconclusive(run):
    word, reason = verdict(run, "mini-inconc")
    assert word == "inconc"
    assert "could not be brought to be in IP STATUS" in reason


def test_a_step_used_wrongly_is_an_error(run):
    assert verdict(run, "mini-error") == ("error", "there is no peer named 'server' in this scenario")


def test_a_scenario_that_judges_nothing_is_an_error(run):
    assert verdict(run, "mini-no-judgement") == ("error", "no step of this scenario judged anything")


def test_a_silence_that_is_over_is_an_error(run):
    assert verdict(run, "mini-too-silent")[0] == "error"


def test_a_run_with_failures_ends_with_1_and_says_so_in_its_footer(run):
    done, record = run
    assert done.returncode == 1
    assert record.footer.exit_code == 1
    assert record.footer.verdicts == {"pass": 1, "fail": 3, "inconc": 1, "error": 3}


def test_a_run_with_nothing_worse_than_inconclusive_ends_with_6(tmp_path):
    done, record = play(tmp_path, "-k", "pass or inconc")
    assert (done.returncode, record.footer.exit_code) == (6, 6)


def test_inconclusive_is_no_pass_in_junit(tmp_path):
    play(tmp_path, "-k", "inconc")
    assert 'failures="1"' in (tmp_path / "run" / "junit.xml").read_text("utf-8")


def test_a_run_shared_among_processes_has_the_same_verdicts_and_one_record(tmp_path, run):
    done, record = play(tmp_path, "-n2")
    assert done.returncode == 1
    assert {(s.id, s.verdict) for s in record.scenarios} == {(s.id, s.verdict) for s in run[1].scenarios}


def test_no_file_of_a_run_holds_a_password(tmp_path):
    done, _ = play(tmp_path, "-k", "secret")
    files = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert {"run.jsonl", "junit.xml", "mini-secret.sim800.txt"} <= {path.name for path in files}
    assert [path.name for path in files if b"swordfish" in path.read_bytes()] == []
    assert "said [+CSTT:" in done.stdout
    assert "swordfish" not in done.stdout
