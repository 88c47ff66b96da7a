from functools import partial

import pytest

from atconform.results.known_draft import draft
from tests.suite.playing import play_miniature

play = partial(play_miniature, "verdicts")


def entry(scenario, contains, **keys):
    given = {"scenario": scenario, "family": "sim800", "reason": "promised for the next release", "contains": contains}
    lines = [f"{key} = {value!r}" if isinstance(value, str) else f"{key} = {value}" for key, value in given.items()]
    return "\n".join(["[[known]]", *lines, *(f"{key} = {value}" for key, value in keys.items()), ""])


def play_with(folder, *entries, options=()):
    (folder / "known.toml").write_text("\n".join(entries))
    return play(folder, f"--known={folder / 'known.toml'}", *options)


def only(run, name):
    return next(s for s in run[1].scenarios if s.id == name)


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    listed = entry("mini-fail", "[OK], expected", firmware='{ from = "1418B04SIM800L24" }')
    return *play_with(folder, listed, options=("-k", "pass or fail and not because and not secret")), folder / "run"


def test_a_failure_that_is_listed_does_not_fail_the_run(known):
    assert (known[0].returncode, known[1].footer.exit_code) == (0, 0)


def test_it_is_recorded_as_a_failure_that_was_known(known):
    scenario = only(known, "mini-fail")
    assert (scenario.verdict, scenario.known) == ("fail", "promised for the next release")
    assert (known[1].footer.verdicts, known[1].footer.known) == ({"pass": 1, "fail": 1}, 1)


def test_the_terminal_has_a_word_of_its_own_for_it(known):
    assert "2 scenarios, 1 pass, 1 known to fail" in known[0].stdout
    assert "1 passed, 6 deselected, 1 known failure" in known[0].stdout


def test_junit_shows_it_as_skipped_with_its_reason(known):
    report = (known[2] / "junit.xml").read_text("utf-8")
    assert 'failures="0" skipped="1"' in report
    assert "known: promised for the next release; said [+CSQ" in report


def test_a_listed_scenario_that_passes_fails_the_run(tmp_path):
    run = play_with(tmp_path, entry("mini-pass", "x"), options=("-k", "pass"))
    says = "it passes, but is listed as a known failure: promised for the next release"
    assert run[0].returncode == 1
    assert (only(run, "mini-pass").verdict, only(run, "mini-pass").not_as_known) == ("pass", says)
    assert f"pass  mini-pass  pass\n  {says}" in "\n".join(map(str.rstrip, run[0].stdout.splitlines()))


def test_a_listed_scenario_that_fails_with_another_text_fails_the_run(tmp_path):
    run = play_with(tmp_path, entry("mini-fail", "no OK within"), options=("-k", "fail and not because and not secret"))
    assert run[0].returncode == 1
    assert only(run, "mini-fail").known == ""
    assert only(run, "mini-fail").not_as_known.endswith("with another text: 'no OK within'")


def test_an_entry_about_another_firmware_or_family_does_nothing(tmp_path):
    later = entry("mini-fail", "[OK]", firmware='{ from = "1418B06SIM800L24" }')
    other = entry("mini-pass", "x").replace("sim800", "sim7000")
    run = play_with(tmp_path, later, other, options=("-k", "pass or fail and not because and not secret"))
    assert run[0].returncode == 1
    assert [(s.known, s.not_as_known) for s in run[1].scenarios] == [("", "")] * 2


def test_what_does_not_exist_fails_a_run_that_passes_otherwise(tmp_path):
    run = play_with(tmp_path, entry("mini-pas", "x"), options=("-k", "pass"))
    fault = "known.toml: entry 1: no scenario 'mini-pas'; did you mean mini-pass?"
    assert (run[0].returncode, run[1].footer.exit_code, run[1].footer.known_faults) == (1, 1, (fault,))
    assert f"! {fault}" in run[0].stdout


def test_what_was_not_judged_is_what_it_is_whether_listed_or_not(tmp_path):
    run = play_with(tmp_path, entry("mini-inconc", "x"), options=("-k", "inconc"))
    assert run[0].returncode == 6
    assert (only(run, "mini-inconc").known, only(run, "mini-inconc").not_as_known) == ("", "")


def test_known_failures_beside_what_is_inconclusive_leave_the_run_inconclusive(tmp_path):
    run = play_with(tmp_path, entry("mini-unclaimed", "[CLOSED]"), options=("-k", "inconc or nobody"))
    assert run[0].returncode == 6


def test_processes_that_share_a_run_judge_by_the_same_list(tmp_path):
    run = play_with(tmp_path, entry("mini-fail", "[OK]"), options=("-n2", "-k", "fail and not because and not secret"))
    assert (run[0].returncode, only(run, "mini-fail").known) == (0, "promised for the next release")


def test_with_its_draft_as_the_list_a_run_does_not_fail(tmp_path):
    (tmp_path / "first").mkdir()
    _, first = play(tmp_path / "first", "-k", "pass or fail")
    done, second = play_with(tmp_path, draft(first), options=("-k", "pass or fail"))
    assert done.returncode == 0
    assert [bool(s.known) for s in second.scenarios] == [s.verdict == "fail" for s in first.scenarios]
