"""Sharing work among the processors: the processes are forked, so that it may be about functions and recorded steps.

Windows does not fork; there one processor does it all.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def shared(work: Callable[[int], Result], count: int) -> Iterator[Result]:
    """Do a piece of work for each number from 0 on; the results come in their order.

    :param work: what is done; its results, but not itself, have to be picklable
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, range(count))
        return
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _inherit, (work,)) as pool:
        yield from pool.map(_do, range(count))


_work: Callable[[int], Any]
"""What a process does; inherited when it is forked."""


def _inherit(work: Callable[[int], Any]) -> None:
    global _work
    _work = work


def _do(number: int) -> Any:
    return _work(number)
