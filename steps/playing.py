"""Playing a scenario: every step is a phrase of the vocabulary, and is called with the bench.

pytest-bdd reads the feature files and tells its hooks what is played. Its own way to a step's function, a fixture for
each step that it looks for among all fixtures, takes longer than most steps, and Allure writes a file for each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_bdd.parser import Feature, Scenario

from atconform.judge.bench import Bench
from steps.vocabulary import bound, read


def play(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario, bench: Callable[[], Bench]) -> None:
    """Play the steps of a scenario, through the hooks of pytest-bdd.

    :param bench: hands out the bench; it is asked within each step
    :raises Exception: what a step raised, the first that did
    """
    hook = request.config.hook
    known: dict[str, Any] = {"request": request, "feature": feature, "scenario": scenario}
    hook.pytest_bdd_before_scenario(**known)
    try:
        for step in scenario.steps:
            reading = read(step.type, step.name)
            assert reading is not None  # files with other steps are not collected
            function, arguments = bound(reading, step.docstring or "")
            called = {**known, "step": step, "step_func": function}
            hook.pytest_bdd_before_step(**called)
            given: dict[str, Any] = {}
            called["step_func_args"] = given
            try:
                given |= {"bench": bench(), **arguments}
                hook.pytest_bdd_before_step_call(**called)
                function(**given)
            except Exception as problem:  # of any kind: it is told to the hooks, and goes on
                hook.pytest_bdd_step_error(exception=problem, **called)
                raise
            hook.pytest_bdd_after_step(**called)
    finally:
        hook.pytest_bdd_after_scenario(**known)
