"""AT+CNMP of SIM7X00: which radio systems may serve the module, in effect at once (SIM7500/SIM7600 AT command manual,
4.2.11).

The best system that the network has and the mode allows serves the module: LTE, where nobody wants it otherwise, as
records of SIM7600s have it. A system that the network does not know (WCDMA, TD-SCDMA) is kept and told, and is as any.
"""

from __future__ import annotations

from atconform.emulator.core.command import OneOf
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.settings import Setting
from atconform.emulator.general.preference import AUTOMATIC, CNMP
from atconform.protocol import network as net

SYSTEMS: dict[int, tuple[net.System, ...]] = {
    AUTOMATIC: (),
    9: ("CDMA",),
    10: ("EVDO",),
    13: ("GSM",),
    14: (),
    19: ("GSM",),
    22: ("CDMA", "EVDO"),
    38: ("LTE",),
    39: ("LTE", "GSM"),
    48: ("GSM", "CDMA", "EVDO"),
    51: ("LTE", "GSM"),
    54: ("LTE",),
    59: (),
    60: ("GSM",),
    63: ("GSM",),
    67: ("GSM", "CDMA", "EVDO"),
}
"""The systems of each mode that the network knows; none: any."""

MODE: Setting[int] = CNMP.but(within=OneOf(tuple(SYSTEMS)))


class SystemChoice(Part):
    """Asks the network for what the mode allows; the best that there is serves a module that may use any."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._mode: int | None = None

    def power_on(self) -> None:
        """Begin with the mode that is stored."""
        self.settings_changed()

    def settings_changed(self) -> None:
        """Follow the mode."""
        mode = self.module.settings[MODE]
        if mode != self._mode:
            self._mode = mode
            self.module.ask(net.Prefer(SYSTEMS[mode]))


SETTINGS = (MODE,)

COMMANDS = (one_number(MODE),)

PARTS = (SystemChoice,)
