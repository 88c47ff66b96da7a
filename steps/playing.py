"""Playing steps: every step of a scenario is a phrase of the vocabulary, and comes here.

pytest-bdd looks a step up among all step definitions, twice. There are three of them, whatever the vocabulary has.
"""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then, when

from atconform.judge.bench import Bench
from steps.vocabulary import Reading, bound, read


class AnyPhrase(parsers.StepParser):
    """Reads a step of one kind, in either language."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"a phrase of a {kind} step")
        self.kind = kind

    def is_matching(self, name: str) -> bool:
        """Return whether the vocabulary has a phrase for a step."""
        return read(self.kind, name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """Return what a step says."""
        return {"reading": read(self.kind, name)}


@given(AnyPhrase("given"))
@when(AnyPhrase("when"))
@then(AnyPhrase("then"))
def step(bench: Bench, reading: Reading, docstring: str = "") -> None:
    """Play a step."""
    function, arguments = bound(reading, docstring)
    function(bench, **arguments)
