"""What most commands load and read, loaded and read once: every program of the tests is forked from this state."""

from __future__ import annotations

import gc
from importlib import import_module

from pytest_bdd.feature import get_features

from atconform.cli import COMMANDS
from atconform.judge.grammar import grammar
from atconform.play import suite
from atconform.play.alone import PLUGINS
from atconform.requirements import catalogue, claims


def load() -> None:
    """Load the commands, the suite with its steps, the documents and the grammars."""
    suite.importable()
    for name in (*COMMANDS, *PLUGINS):
        import_module(name if "." in name else f"atconform.commands.{name.replace('-', '_')}")
    for name in (*import_module("conftest").pytest_plugins, "tests.conftest"):
        import_module(name)
    get_features([str(suite.features())])
    catalogue.load()
    claimed = claims.load("sim800")  # which most of them play
    for stacks, spelt in ((claimed.stacks, claimed.spelt), (("v250", "bearer"), ())):  # and what identity is read by
        grammar.load(stacks, spelt).read("OK")
    gc.freeze()


load()
