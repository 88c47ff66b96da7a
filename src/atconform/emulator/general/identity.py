"""What the module and its SIM card are called: ATI, +GMI and its kin, +CIMI, +CCID, +CNUM."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the identity commands. Times in microseconds."""

    own_number_details: str = ",7,4"
    """What AT+CNUM tells behind the type of the number: speed and service."""


def names(command: str, key: str) -> Command:
    """Declare a command that tells one thing of the family's identity."""
    return Command(command, test=(), execute=lambda module: ok(module.identity[key]))


def product(module: Device, _: int = 0) -> Reply:
    """ATI."""
    return ok(*module.identity["product"].splitlines())


def own_number(module: Device) -> Reply:
    """AT+CNUM."""
    return ok(f'+CNUM: "","{module.identity["number"]}",129{module.figures[Figures].own_number_details}')


FIGURES = (Figures,)

COMMANDS = (
    Command("I", write=form(product, Int(0, 0)), execute=product),
    names("+GMI", "manufacturer"),
    names("+CGMI", "manufacturer"),
    names("+GMM", "model"),
    names("+CGMM", "model"),
    names("+GMR", "revision"),
    names("+CGMR", "revision"),
    names("+GSN", "imei"),
    names("+CGSN", "imei"),
    names("+GOI", "object"),
    names("+CIMI", "imsi"),
    names("+CCID", "iccid"),
    Command("+GCAP", test=(), execute=lambda module: ok("+GCAP: +CGSM")),
    Command("+CNUM", test=(), execute=own_number),
)
