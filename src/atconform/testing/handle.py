"""What a test holds of an emulated module, in virtual time and in real time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atconform.testing.farnetwork import Network

if TYPE_CHECKING:
    from atconform.testing.driving import Driver


class EmulatedModule:
    """The module's side, and its network."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.network = Network(driver)

    # --- what happened ---

    @property
    def commands(self) -> list[str]:
        """The command lines that it was given, in order, as they were typed, without their ends."""
        return list(self._driver.core.commands.commands)

    @property
    def transcript(self) -> str:
        """What was said and done since the test has the module, a line each: seconds, who, what."""
        return str(self._driver.transcript)

    # --- power ---

    def power_cycle(self) -> None:
        """Take the module's power away and give it back; it starts, and takes no commands until it has."""
        self._driver.power_on()

    def press_power_key(self) -> None:
        """Press the power key, which starts a module that is off or in deep sleep."""
        self._driver.press_power_key()
