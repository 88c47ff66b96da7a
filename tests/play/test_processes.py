"""How many processes share a run, when nobody says so."""

import pytest

from atconform.play import options, processes


@pytest.fixture
def given():
    return {option.key: None for option in options.OF_THE_COMMAND}


@pytest.mark.parametrize(("there_are", "play"), [(1, 1), (2, 2), (64, 4)])
def test_the_whole_suite_is_shared_by_the_processors_there_are_but_not_by_more_than_help(
    monkeypatch, given, there_are, play
):
    monkeypatch.setattr(processes, "_processors", lambda: there_are)
    assert processes.processes(given) == play


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("k", "close"),
        ("section", ("2.2",)),
        ("smoke", True),
        ("list", True),
        ("one_module", True),
        ("x", True),
        ("repeat", 5),
    ],
)
def test_a_part_of_it_and_what_is_of_one_module_is_played_by_one(monkeypatch, given, key, value):
    monkeypatch.setattr(processes, "_processors", lambda: 2)
    assert processes.processes(given | {key: value}) == 1


def test_every_key_is_one_of_an_option(given):
    assert {*processes.NARROWING, *processes.BY_ONE} <= set(given)
