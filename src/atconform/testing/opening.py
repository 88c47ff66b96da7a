"""A module for as long as a ``with`` statement: for variants, several modules, and tests that are played many times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from atconform.testing.virtualmodule import VirtualModule


@contextmanager
def module(name: str, *, started: bool = True, **options: Any) -> Iterator[VirtualModule]:
    """Have an emulated module in virtual time.

    Modules that are open at the same time go by one clock.

    :param name: FAMILY[@VARIANT]: ``sim800``, ``sim7x00@no-sender``
    :param started: whether it takes commands already; else it has just been given power
    :param options: those of ``atconform emulate`` that fit: ``pin="1234"``, ``signal=12``, ``no_sim=True``
    :raises UsageError: there is no such family, variant or option
    :raises ServerBroke: a function of the test broke, and the program has swallowed it
    """
    held = open_module(name, started=started, **options)
    try:
        yield held
        held.raise_failure()
    finally:
        held.close()


def open_module(name: str, *, started: bool = True, **options: Any) -> VirtualModule:
    """Open a module as :func:`module` does; it has to be closed."""
    return VirtualModule(name, started=started, **options)
