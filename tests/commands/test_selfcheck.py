"""The self-check, as who has written a scenario uses it."""

from __future__ import annotations

from tests.commands.terminal import atconform

TITLE = ("attached", "module", "says")


def test_mutants_and_rightful_modules_are_played_with_one_recording(tmp_path):
    done = atconform("selfcheck", "--mutants", "--rightful", *TITLE, where=tmp_path)
    assert done.stdout.count("scenarios recorded") == 1
    assert " wire mutants, 0 survived; " in done.stdout
    assert "sim7000@rightful-" in done.stdout
    assert done.returncode == 0


def test_words_are_of_scenarios_or_of_defects(tmp_path):
    done = atconform("selfcheck", "--defects", "--rightful", *TITLE, where=tmp_path)
    assert done.stdout.startswith("atconform: words select either defects or scenarios; ")
    assert done.returncode == 4
