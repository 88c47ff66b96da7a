"""pytest for the suite alone: nothing that others have installed or set takes part in a run.

Plug-ins that happen to be installed beside the suite can claim its options, and variables of the environment can add
some; a run is to be the same on every machine. What a user asks for on the command line still comes in.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

PLUGINS = ("pytest_bdd.plugin", "xdist.plugin")
"""What the suite needs beside what comes with pytest."""
ALLURE, NO_ALLURE = "allure_pytest.plugin", "--no-allure"
"""What it needs unless it is told that it does not."""
FOREIGN = "PYTEST_"
"""How the variables begin by which pytest is told of options and plug-ins."""
NO_OTHERS = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"
"""Keeps pytest, also in the processes that share a run, from loading whatever is installed."""


def main(arguments: Sequence[str], plugins: Sequence[object] = ()) -> int:
    """Run pytest with the suite's own plug-ins, and return its exit code.

    :param plugins: objects that are plug-ins for this run
    """
    plugged = PLUGINS if NO_ALLURE in arguments else (*PLUGINS, ALLURE)
    named = [word for name in plugged for word in ("-p", name)]
    with _nothing_foreign():
        return int(pytest.main([*named, *arguments], plugins=list(plugins)))


@contextmanager
def _nothing_foreign() -> Iterator[None]:
    """Take out of the environment, for the time of a run, what would change it."""
    before = {name: value for name, value in os.environ.items() if name.startswith(FOREIGN)}
    for name in before:
        del os.environ[name]
    os.environ[NO_OTHERS] = "1"
    try:
        yield
    finally:
        os.environ.pop(NO_OTHERS, None)
        os.environ.update(before)
