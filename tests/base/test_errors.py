import copy
import pickle

import pytest

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean, suggestion


def test_wrong_use_says_what_is_wrong_and_then_what_to_do():
    error = UsageError("run is there already", "name another folder")
    assert (error.what, error.hint) == ("run is there already", "name another folder")
    assert str(error) == "run is there already; name another folder"


def test_where_nothing_can_be_advised_only_what_is_wrong_is_said():
    assert (UsageError("no such note").hint, str(UsageError("no such note"))) == ("", "no such note")


@pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_it_passes_between_processes(again):
    error = again(UsageError("what", "hint"))
    assert (error.what, error.hint, str(error)) == ("what", "hint", "what; hint")


def test_a_name_that_is_similar_is_a_hint():
    assert suggestion("escape-to-early", ["escape-too-early"]) == "did you mean escape-too-early?"
    assert did_you_mean("escape-to-early", ["escape-too-early"]) == "; did you mean escape-too-early?"
    assert (suggestion("x", ["escape"]), did_you_mean("x", ["escape"])) == ("", "")
