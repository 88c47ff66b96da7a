"""What a run on a wire spends its time on: a plug-in of pytest, for ``benchmarks/wire.py``.

Every moment belongs to one use, that of the outermost of the calls below that is going on.
"""

from __future__ import annotations

import functools
import json
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atconform.judge.bench import Bench
from atconform.judge.frameclaims import FrameClaims
from atconform.judge.peers import ScenarioPeers
from atconform.judge.session import Session
from atconform.place.wire import WirePlace

RESULT = "ATCONFORM_WIRE_CLOCK"
"""The variable of the environment that names the file of the result."""
OPENING, STATED, MODULE, BACK, QUIET, HOST = "opening", "stated", "module", "back", "quiet", "host"
USES: dict[Callable[..., Any], str] = {
    FrameClaims.is_silent: STATED,
    FrameClaims.ignores: STATED,
    Session.be_silent: STATED,
    Session.wait: MODULE,
    Session.pass_time: MODULE,
    Bench.power_cycle: MODULE,
    FrameClaims.end: QUIET,
    ScenarioPeers.receives_nothing_more: QUIET,
    WirePlace.begin: BACK,
    WirePlace.leave: OPENING,
}


class Clock:
    """Adds up what time was used for, in seconds."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.use = OPENING
        self._since = time.perf_counter()

    def turn_to(self, use: str) -> None:
        """Count what follows for another use."""
        now = time.perf_counter()
        self.spent[self.use] += now - self._since
        self.use, self._since = use, now


CLOCK = Clock()


def counted(call: Callable[..., Any], use: str) -> Callable[..., Any]:
    """Count the time of a call for a use, unless it is part of another use already."""

    @functools.wraps(call)
    def count(*arguments: Any, **keywords: Any) -> Any:
        if CLOCK.use != HOST:
            return call(*arguments, **keywords)
        CLOCK.turn_to(use)
        try:
            return call(*arguments, **keywords)
        finally:
            CLOCK.turn_to(HOST)

    return count


def pytest_configure() -> None:
    """Count from now on."""
    for owner in (Bench, FrameClaims, ScenarioPeers, Session, WirePlace):
        for name, call in list(vars(owner).items()):
            if callable(call) and call in USES:
                setattr(owner, name, counted(call, USES[call]))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Begin with the scenarios."""
    CLOCK.turn_to(HOST)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Write what was counted."""
    CLOCK.turn_to(OPENING)
    Path(os.environ[RESULT]).write_text(json.dumps(CLOCK.spent), encoding="utf-8")
