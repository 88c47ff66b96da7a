"""AT+CGPADDR: the addresses of the contexts of AT+CGDCONT (SIM800 AT command manual, 7.2.7; SIM7000, 6.2.4; SIM7020,
3.2.38 and 3.2.39; SIM7500/SIM7600, 8.2.12).

The manuals of SIM800 and SIM7X00 print addresses in quotation marks, that of SIM7000 without.
"""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.core.command import Command, Form, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.general.packet import NO_ADDRESS, PacketService, context_number


@dataclass(frozen=True, slots=True)
class Figures:
    """How AT+CGPADDR speaks."""

    quoted: bool = True
    while_inactive: str | None = NO_ADDRESS
    """What stands for the address of a context that is not active; None: nothing."""
    several: bool = True
    """Whether it takes several contexts."""
    all_without: bool = False
    """Whether the write form may have no context, and then tells of all."""


def shown(module: Device, number: int) -> str:
    """Spell the line for one context."""
    figures = module.figures[Figures]
    address = module.part(PacketService).address(number) or figures.while_inactive
    mark = '"' if figures.quoted else ""
    return f"+CGPADDR: {number}" + ("" if address is None else f",{mark}{address}{mark}")


def show(module: Device, *numbers: int | None) -> Reply:
    """AT+CGPADDR=: of these contexts, which have to be defined; without any, of all."""
    known = module.part(PacketService).known
    named = [number for number in numbers if number is not None]
    if not all(number in known for number in named):
        return error(module.dialect.not_allowed)
    return ok(*(shown(module, number) for number in named or known))


def known(module: Device) -> Reply:
    """AT+CGPADDR=?: the contexts that are defined."""
    numbers = ",".join(map(str, module.part(PacketService).known))
    return ok(*((f"+CGPADDR: ({numbers})",) if numbers else ()))


def show_form(module: Device) -> Form:
    """The parameters of AT+CGPADDR."""
    figures = module.figures[Figures]
    first = context_number(module, default=None) if figures.all_without else context_number(module)
    return form(show, first, *[context_number(module, default=None)] * (14 if figures.several else 0))


def showing(*, alone: bool) -> Command:
    """Declare AT+CGPADDR.

    :param alone: whether the command alone tells of all contexts
    """
    return Command("+CGPADDR", test=known, write=show_form, execute=show if alone else None)


FIGURES = (Figures,)

COMMANDS = (showing(alone=False),)
