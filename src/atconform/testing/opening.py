"""A module for as long as a ``with`` statement: for variants, several modules, and tests that are played many times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from atconform.testing.virtualmodule import VirtualModule

if TYPE_CHECKING:
    from atconform.testing.asked import Asked


def module(
    name: str,
    *,
    variant: str = "",
    started: bool = True,
    time: bool = False,
    threads: bool = False,
    **options: Unpack[Asked],
) -> VirtualModule:
    """Have an emulated module in virtual time, by ``with``. Modules that are open at the same time go by one clock.

    At the end of the statement, what fails the test is raised, if the program has swallowed it.

    :param name: FAMILY[@VARIANT]: ``sim800``, ``sim7x00@no-sender``
    :param variant: the variant, if the name has none
    :param started: whether it takes commands already; else it has just been given power
    :param time: whether it takes over the time of the program
    :param threads: whether it takes over the threads of the program, and with them its time
    :param options: those of ``atconform emulate`` that fit: ``pin="1234"``, ``signal=12``, ``no_sim=True``
    :raises UsageError: there is no such family, variant or option
    :raises WrongUse: what it is to take over was taken by something else
    """
    return VirtualModule(name, variant=variant, started=started, time=time, threads=threads, **options)
