"""How many processes share a run in memory.

The whole suite is shared: each scenario has a module of its own, and needs nothing but the processor. A few scenarios
are played sooner by one process, since each reads all of the feature files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

MOST = 4
"""More hardly help: what each does before the first scenario takes as long as what it then saves the others."""
NARROWING = ("k", "m", "section", "requirement", "scenario", "resume", "failed", "smoke")
"""Keys of options that leave only some of the scenarios."""
BY_ONE = ("list", "one_module", "x", "repeat")
"""Keys of options with which one process does all: it lists, holds the one module, stops at the first failure, or plays
so much that what it needs of memory counts."""


def processes(given: Mapping[str, Any]) -> int:
    """Return how many processes play the suite on modules in memory; one plays all by itself.

    :param given: the values of the run's options by their keys
    """
    if any(given[key] for key in (*NARROWING, *BY_ONE)):
        return 1
    return max(1, min(_processors(), MOST))


def _processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
