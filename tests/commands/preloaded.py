"""What most commands load and read, loaded and read once: every program of the tests is forked from this state."""

from __future__ import annotations

import gc
from importlib import import_module

from pytest_bdd.feature import get_features

from atconform.cli import COMMANDS
from atconform.judge.grammar import grammar
from atconform.place.identity import _is_of_another_subject
from atconform.play import suite
from atconform.play.alone import PLUGINS
from atconform.requirements import catalogue, claims


def load() -> None:
    """Load the commands, the suite with its steps, the documents and the grammars."""
    suite.importable()
    for name in (*COMMANDS, *PLUGINS):
        import_module(name if "." in name else f"atconform.commands.{name.replace('-', '_')}")
    for name in import_module("conftest").pytest_plugins:
        import_module(name)
    get_features([str(suite.features())])
    catalogue.load()
    claimed = claims.load("sim800")  # which most of them play
    grammar.load(claimed.stacks, claimed.spelt).read("OK")
    _is_of_another_subject(b"OK")
    gc.freeze()


load()
