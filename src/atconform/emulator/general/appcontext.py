"""A context of the applications that are based on IP (HTTP, FTP, MQTT), which are not emulated.

It comes up, has an address and goes, and carries nothing, so that the network is not asked for it. It needs the packet
service, and ends with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.units import MS
from atconform.emulator.core.figures import delay
from atconform.emulator.core.part import Part
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net

NO_ADDRESS = "0.0.0.0"
DOWN, OPENING, UP, CLOSING = range(4)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the context. Times in microseconds."""

    address: str = "10.89.193.1"
    opening: int = delay(190 * MS, normal=1500 * MS)
    closing: int = delay(60 * MS, normal=300 * MS)


class AppContext(Part):
    """The context; a family's commands make a part of their own of it."""

    state = DOWN

    @property
    def address(self) -> str:
        """The module's address in it."""
        return self.module.figures[Figures].address if self.state == UP else NO_ADDRESS

    @property
    def possible(self) -> bool:
        """Whether it could be had."""
        return self.module.part(Radio).attached

    def open(self, done: Callable[[], None]) -> None:
        """Bring it up, if the packet service lasts; ``done`` is called in the end."""
        self._go(OPENING, self.module.figures[Figures].opening, UP, done)

    def close(self, done: Callable[[], None]) -> None:
        """Take it down; ``done`` is called in the end."""
        self._go(CLOSING, self.module.figures[Figures].closing, DOWN, done)

    def _go(self, on_the_way: int, takes: int, there: int, done: Callable[[], None]) -> None:
        self.state = on_the_way

        def arrive() -> None:
            self.state = there if self.possible else DOWN
            done()

        self.module.after(takes, arrive)

    def network_event(self, event: net.NetworkEvent) -> None:
        """Lose it with the packet service."""
        if event == net.Attachment(False) and self.state == UP:
            self.state = DOWN
            for line in self.lost():
                self.module.announce(line)

    def radio_off(self) -> tuple[str, ...]:
        """Lose it with the radio."""
        if self.state != UP:
            return ()
        self.state = DOWN
        return self.lost()

    def lost(self) -> tuple[str, ...]:
        """Return what is told when it has been lost."""
        return ()


FIGURES = (Figures,)
