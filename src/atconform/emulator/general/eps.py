"""What LTE adds to the packet service: AT+CEREG, AT+CGNAPN (SIM7000 AT command manual, 6.2.7 and 5.2.22)."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.general.registration import CEREG, Radio, reporting

LONGEST_APN = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the packet service of LTE."""

    network_apn: str = "CMNET"
    """The access point name that the network gives."""


def network_apn(module: Device) -> Reply:
    """AT+CGNAPN: the access point name that the network gave when the module attached."""
    attached = module.part(Radio).attached
    return ok(f'+CGNAPN: {attached:d},"{module.figures[Figures].network_apn if attached else ""}"')


FIGURES = (Figures,)

SETTINGS = (CEREG,)

COMMANDS = (
    reporting(CEREG),
    Command("+CGNAPN", test=(f"+CGNAPN: (0,1),{LONGEST_APN}",), execute=network_apn),
)
