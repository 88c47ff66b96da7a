"""The serial line as commands set it: AT&C, AT&K, +IPR, +ICF, +IFC, +CATR."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.core.command import Command, Int, OneOf, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.dialogue import IFC
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.v250 import basic


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the serial line. Times in microseconds."""

    no_parity: int = 255
    """What AT+ICF tells as the parity of a format without one."""


AUTO = 0
"""AT+IPR=0: the module finds the rate out by itself."""
WITH_PARITY = (2, 5)
"""Formats of AT+ICF that have a parity bit."""
NO_PARITY = 255
RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800)

DCD_RULE = Setting("dcd", 1, Int(0, 1), Saved.PROFILE, "&C")
"""Whether DCD tells about the carrier, or is always on."""
IPR = Setting("ipr", AUTO, OneOf((AUTO, *RATES)), Saved.PROFILE, "+IPR", untouched_by_reset=True)
ICF = Setting("icf", (3, NO_PARITY), saved=Saved.PROFILE, command="+ICF", untouched_by_reset=True)


FLOW_CONTROLS = {0: (0, 0), 3: (2, 2), 4: (1, 1)}
"""What AT&K sets AT+IFC to: none, by RTS and CTS, by XON and XOFF (SIM7020 AT command manual, 2.2.27)."""
CATR = Setting("catr", 0, Int(0, 7), command="+CATR")
"""The port that unsolicited lines go to, 0 being all of them (SIM7500/SIM7600 manual, 3.2.11). Here is but one port."""


class Carrier(Part):
    """AT&C: whether DCD tells about the carrier, or is always on."""

    def power_on(self) -> None:
        """Begin with what the profile says."""
        self.settings_changed()

    def settings_changed(self) -> None:
        """Hold DCD low, or let it go."""
        self.module.pins.hold("DCD", high=None if self.module.settings[DCD_RULE] else False)


def set_rate(module: Device, rate: int) -> Reply:
    """AT+IPR=."""
    module.settings[IPR] = rate
    return ok()


def rates(module: Device) -> Reply:
    """AT+IPR=?: the rates that the module finds out by itself, and those that can be set."""
    _, *known = module.settings.declared(IPR).choices
    listed = ",".join(map(str, known))
    return ok(f"+IPR: ({listed}),(0,{listed})")


def set_format(module: Device, framing: int, parity: int) -> Reply:
    """AT+ICF; the parity of a format without one is ignored."""
    module.settings[ICF] = (framing, parity if framing in WITH_PARITY else module.figures[Figures].no_parity)
    return ok()


def set_flow_control(module: Device, output: int, input_: int | None) -> Reply:
    """AT+IFC: how the host holds the module back, and how the module holds the host back."""
    module.settings[IFC] = (output, output if input_ is None else input_)
    return ok()


def choose_flow_control(module: Device, kind: int = 0) -> Reply:
    """AT&K."""
    module.settings[IFC] = FLOW_CONTROLS[kind]
    return ok()


def pair(module: Device, setting: Setting[tuple[int, int]]) -> Reply:
    """Answer a read form that shows two numbers."""
    first, second = module.settings[setting]
    return ok(f"{setting.command}: {first},{second}")


FIGURES = (Figures,)

SETTINGS = (DCD_RULE, IPR, ICF, IFC)

COMMANDS = (
    basic(DCD_RULE),
    Command(
        "+IPR",
        test=rates,
        read=lambda module: ok(f"+IPR: {module.settings[IPR]}"),
        write=lambda module: form(set_rate, module.settings.declared(IPR).only),
    ),
    Command(
        "+ICF",
        test=("+ICF: (1-6),(0,1,3)",),
        read=lambda module: pair(module, ICF),
        write=form(set_format, Int(1, 6), OneOf((0, 1, 3), default=3)),
    ),
    Command(
        "+IFC",
        test=("+IFC: (0-2),(0-2)",),
        read=lambda module: pair(module, IFC),
        write=form(set_flow_control, Int(0, 2), Int(0, 2, default=None)),
    ),
)

FLOW_CONTROL = Command("&K", write=form(choose_flow_control, OneOf(tuple(FLOW_CONTROLS))), execute=choose_flow_control)

PARTS = (Carrier,)
