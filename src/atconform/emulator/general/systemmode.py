"""AT+CNSMOD: which radio system serves the module, told when it is asked and when it changes (SIM7000 AT command
manual, 5.2.6; SIM7500/SIM7600, 4.2.15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.general import registration
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """What AT+CNSMOD calls the radio systems."""

    attached: Mapping[net.System, int] = field(default_factory=dict)
    """The number of each system, once the module is attached; none: that of the access technology of AT+COPS."""
    detached: Mapping[net.System, int] = field(default_factory=dict)
    """The number without the packet service, where it is another."""


NO_SERVICE = 0

CNSMOD = Setting("cnsmod", 0, Int(0, 1), command="+CNSMOD")


def mode(module: Device) -> int:
    """Return the number of the system that serves the module."""
    radio, figures = module.part(Radio), module.figures[Figures]
    if not radio.registered:
        return NO_SERVICE
    if not figures.attached:
        return module.figures[registration.Figures].access or NO_SERVICE
    number = figures.attached[radio.system]
    return number if radio.attached else figures.detached.get(radio.system, number)


class ModeReports(Part):
    """Tells the system when it changes."""

    hears_after = (Radio,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._known = NO_SERVICE

    def network_event(self, event: net.NetworkEvent) -> None:
        """Tell another system than before."""
        before, self._known = self._known, mode(self.module)
        if self._known != before and self.module.settings[CNSMOD]:
            self.module.announce(f"+CNSMOD: {self._known}")


def report(module: Device, wanted: int) -> Reply:
    """AT+CNSMOD=."""
    module.settings[CNSMOD] = wanted
    return ok()


FIGURES = (Figures,)

SETTINGS = (CNSMOD,)

COMMANDS = (
    Command(
        "+CNSMOD",
        test=lambda module: ok(f"+CNSMOD: {listed(module.settings.declared(CNSMOD).only)}"),
        read=lambda module: ok(f"+CNSMOD: {module.settings[CNSMOD]},{mode(module)}"),
        write=form(report, Int(0, 1)),
    ),
)

PARTS = (ModeReports,)
