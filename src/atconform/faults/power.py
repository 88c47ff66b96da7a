"""What goes wrong with the module as a whole: it starts anew, it hangs, its supply gives in, its card is taken out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from atconform.emulator.core.effects import Transmit
from atconform.emulator.core.module import Module
from atconform.emulator.general import cardslot
from atconform.emulator.general.measures import CPMVT, CVALARM
from atconform.faults.fault import Late, Moment, State
from atconform.protocol import network as net

WARNING = "UNDER-VOLTAGE WARNNING"
POWER_DOWN = "UNDER-VOLTAGE POWER DOWN"
"""Spelt as in the AT command manuals (SIM800 19.3, SIM7000 20.3, SIM7020 21.5)."""
WATCHED_POWER_DOWN = "UNDER-VOLTAGE WARNNING POWER DOWN"
"""Of a module whose supply is watched where that was asked for (SIM7500/SIM7600 AT command manual, 19.2.12)."""


class Reboot(Moment):
    """The module starts anew by itself."""

    def begin(self) -> None:
        """Start it."""
        self.strike("")
        self.scene.give_power()


class Freeze(State):
    """The module hangs: it hears nothing and says nothing, until it gets power anew or its power key is pressed."""

    def begin(self) -> None:
        """Hang."""
        self._held: list[net.NetworkEvent] = []
        self.strike("")

    def says(self, said: Transmit) -> Late[Transmit]:
        """Say nothing."""
        return ()

    def hears(self, data: bytes) -> Late[bytes]:
        """Hear nothing."""
        return ()

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Take no notice yet of what the network does."""
        self._held.append(event)
        return ()

    def power_key(self) -> Literal["as usual", "starts anew", "does nothing"]:
        """Let it start a module that hangs, as a reset does."""
        return "starts anew"

    def powered(self) -> bool:
        """End: it has started anew."""
        self._held.clear()
        return False

    def end(self) -> None:
        """Go on with what the network has done."""
        held, self._held = self._held, []
        for event in held:
            self.scene.pass_on(event)


class BrownOut(State):
    """The supply gives in: a warning, then the module is off, and after a while it has power again."""

    _over = False
    _off = False
    _usual: int | None = None

    def begin(self) -> None:
        """Begin to give in."""
        module = self.scene.module
        if not module.supply.on:
            self.finish()
            return
        self._usual = module.figures.values().get("measures.millivolts")
        self._measure(self.given["millivolts"])
        for line in warnings(module):
            module.announce(line)
        self.strike("the supply is low")
        self.scene.after(self.given["warning"], self._give_in)

    def _measure(self, millivolts: int | None) -> None:
        if millivolts is not None and self._usual is not None:
            module = self.scene.module
            module.figures = module.figures.varied({"measures.millivolts": millivolts})

    def _give_in(self) -> None:
        if self._over:
            return
        if not self.scene.module.supply.on:  # somebody has switched it off meanwhile
            self.finish()
            return
        for line in last_words(self.scene.module):
            self.scene.module.announce(line)
        self._off = True
        self.scene.module.supply.off()
        self.scene.after(self.given["off_for"], self._recover)

    def _recover(self) -> None:
        if self._off:
            self.scene.give_power()

    def power_key(self) -> Literal["as usual", "starts anew", "does nothing"]:
        """Let it start nothing while there is no supply."""
        return "does nothing" if self._off else "as usual"

    def powered(self) -> bool:
        """End, once the module has been off; before, new power is as low as the old."""
        was_off, self._off = self._off, False
        return not was_off

    def end(self) -> None:
        """Have the usual supply again."""
        self._over = True
        self._measure(self._usual)
        if self._off:
            self._off = False
            self.scene.give_power()


def warnings(module: Module) -> Iterator[str]:
    """Return what a module says of its supply, where it was not asked to be silent of it."""
    if "+CVALARM" not in module.commands or module.settings[CVALARM][0]:
        yield WARNING


def last_words(module: Module) -> Iterator[str]:
    """Return what a module says when it switches itself off."""
    if "+CPMVT" not in module.commands:
        yield POWER_DOWN
    elif module.settings[CPMVT][0]:
        yield WATCHED_POWER_DOWN


class SimRemoved(State):
    """The SIM card is taken out; put back, it is found at the next start."""

    def begin(self) -> None:
        """Take it out."""
        cardslot.take_out(self.scene.module)
        self.strike("")

    def end(self) -> None:
        """Put it back."""
        cardslot.put_in(self.scene.module)


class UnreadLost(State):
    """What waits to be fetched is lost when its connection ends."""

    def begin(self) -> None:
        """Be such a firmware."""
        self.strike("")
        self._keep(False)

    def end(self) -> None:
        """Be as usual."""
        self._keep(True)

    def _keep(self, keeps: bool) -> None:
        module = self.scene.module
        module.figures = module.figures.varied({"cip.unread_outlives_connection": keeps})
