"""The base of a module's parts: one concern each, with state of its own."""

from __future__ import annotations

from atconform.emulator.core.device import Device
from atconform.emulator.core.effects import Spoken
from atconform.protocol.network import NetworkEvent


class Part:
    """One concern of a module that keeps state of its own; made anew at every power-up."""

    hears_after: tuple[type[Part], ...] = ()
    """The parts that have to hear of what happens before this one does, where there are any in a family."""

    def __init__(self, module: Device) -> None:
        self.module = module

    def power_on(self) -> None:
        """Begin to work, after all parts have been made."""

    def entering_deep_sleep(self) -> None:
        """Give up what does not outlive deep sleep, and put into ``module.supply.retained`` what does."""

    def left_deep_sleep(self) -> None:
        """Begin to work again after deep sleep; as after power-up, where a part knows nothing better."""
        self.power_on()

    def unfetched(self) -> int:
        """Return how many bytes from the network this part keeps until the host has them."""
        return 0

    def keeps_awake(self) -> bool:
        """Return whether this part is at something for which the module does not go to deep sleep."""
        return False

    def network_event(self, event: NetworkEvent) -> None:
        """Record something that the network did."""

    def line_changed(self, line: str, *, high: bool) -> None:
        """Record a modem line that the host drives."""

    def command_line_done(self) -> None:
        """Record that the module is ready for the next command line."""

    def announced(self, what: str | bytes, kind: Spoken) -> None:
        """Record that there is an unsolicited line, a late answer or received data to be printed."""

    def settings_changed(self) -> None:
        """Record that settings have changed; which ones is not told."""

    def keeps_offline(self) -> bool:
        """Return whether because of this part the module does not come into the network."""
        return False

    def radio_off(self) -> tuple[str, ...]:
        """Give up what needs the radio, which is about to be switched off; return the lines that tell so.

        They stand before the answer to the command (records of a SIM808 and a SIM800L for AT+CFUN=0, of a SIM800C for
        AT+CPOWD=1).
        """
        return ()

    def describe_state(self, command: str) -> str:
        """Say what of its state can be why a command is refused, for a person to read; empty where nothing can."""
        return ""

    def accepts(self, command: str) -> bool:
        """Return whether this part lets a command, by its name in capitals, be used at present."""
        return True
