"""Scenarios of a user's own, beside no suite: played, found again, and told of where they cannot be read."""

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import atconform

MINE = """Feature: Mine

  {tags}
  Scenario: The module answers
    Given the module is attached
    When the host sends AT
    Then the module answers OK
"""


def play(where, text, *options):
    (where / "my.feature").write_text(text)
    return atconform("run", "my.feature", "--report", "run", *options, where=where)


def test_they_are_played_instead_of_the_suite_and_shown_with_their_file(tmp_path):
    done = play(tmp_path, MINE.format(tags="@id-my-own @SIM800-2.2.4-T3"), "--module", "sim800")
    assert done.returncode == 0, done.stdout
    (scenario,) = read_run(tmp_path / "run").scenarios
    assert (scenario.id, scenario.verdict, scenario.file) == ("my-own", "pass", "my.feature")
    shown = atconform("show", "run", "my-own", where=tmp_path).stdout
    assert "again: atconform run my.feature --scenario my-own --module sim800" in shown


@pytest.mark.parametrize(
    ("tags", "says"),
    [
        ("@SIM800-2.2.4-T3", "my.feature:4: a scenario needs exactly one @id-... tag, this one has none"),
        (
            "@id-a @SIM800-2.2.4-T33",
            "my.feature:4: @SIM800-2.2.4-T33 names no requirement; did you mean SIM800-2.2.4-T3?",
        ),
        (
            "@id-a @mine",
            "my.feature:4: a scenario needs the tag of the statement that it is about, as @SIM800-2.2.4-T3",
        ),
        ("@id-a @id-b", "my.feature:4: a scenario needs exactly one @id-... tag, this one has ['a', 'b']"),
    ],
)
def test_what_is_wrong_with_one_is_said_in_a_line_and_nothing_is_played(tmp_path, tags, says):
    done = play(tmp_path, MINE.format(tags=tags))
    (line,) = done.stdout.splitlines()
    assert line.startswith("atconform: ")
    assert line.endswith(says)
    assert done.returncode == 4
    assert not (tmp_path / "run").exists()


def test_a_step_that_the_vocabulary_has_not_is_named_before_anything_is_played(tmp_path):
    text = MINE.format(tags="@id-a @SIM800-2.2.4-T3").replace("answers OK", "sings")
    done = play(tmp_path, text)
    phrase = "no phrase of the vocabulary (atconform docs vocabulary): Then the module sings"
    assert (done.returncode, done.stdout) == (4, f"atconform: my.feature:7: {phrase}\n")
    assert not (tmp_path / "run").exists()


def test_a_file_that_is_not_there_is_said(tmp_path):
    done = atconform("run", "none.feature", where=tmp_path)
    assert (done.returncode, done.stdout) == (4, "atconform: none.feature: there is no such file\n")
