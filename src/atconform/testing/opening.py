"""A module for as long as a ``with`` statement: for variants, several modules, and tests that are played many times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from atconform.testing.virtualmodule import VirtualModule


@contextmanager
def module(
    name: str, *, started: bool = True, time: bool = False, threads: bool = False, **options: Any
) -> Iterator[VirtualModule]:
    """Have an emulated module in virtual time. Modules that are open at the same time go by one clock.

    :param name: FAMILY[@VARIANT]: ``sim800``, ``sim7x00@no-sender``
    :param started: whether it takes commands already; else it has just been given power
    :param time: whether it takes over the time of the program
    :param threads: whether it takes over the threads of the program
    :param options: those of ``atconform emulate`` that fit: ``pin="1234"``, ``signal=12``, ``no_sim=True``
    :raises UsageError: there is no such family, variant or option
    :raises ServerBroke: a function of the test broke, and the program has swallowed it
    """
    held = VirtualModule(name, started=started, time=time, threads=threads, **options)
    try:
        yield held
        held.raise_failure()
    finally:
        held.close()
