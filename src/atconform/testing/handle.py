"""What a test holds of an emulated module, in virtual time and in real time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Self

from atconform.base.suggest import did_you_mean
from atconform.base.units import SECOND
from atconform.emulator.core.effects import Refusal, Remark
from atconform.emulator.core.module import Module
from atconform.faults import Faults
from atconform.protocol.transport import LINES_TO_MODULE
from atconform.testing.farnetwork import Network
from atconform.testing.left import leave
from atconform.testing.stated import stated

if TYPE_CHECKING:
    from atconform.testing.driving import Driver


class Settings(Mapping[str, str]):
    """The present settings of a module, as its read forms spell them, by their commands."""

    def __init__(self, module: Module) -> None:
        self._settings = module.settings
        self._commands = sorted({f"AT{each.command}" for each in module.family.settings.values() if each.command})

    def __getitem__(self, command: str) -> str:
        if command.upper() not in self._commands:
            raise KeyError(f"no setting is shown by {command}{did_you_mean(command.upper(), self._commands)}")
        return self._settings.spell(self._settings.shown_by(command.upper().removeprefix("AT")))

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)


class EmulatedModule(ABC):
    """The module's side, and its network."""

    name: str
    """FAMILY[@VARIANT], as it was asked for."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.network = Network(driver)
        """The far ends that it can reach, and what the network does to it."""

    def __repr__(self) -> str:
        return f"<{self.name}, {self.state}, {self.elapsed:.6f} s>"

    @cached_property
    def faults(self) -> Faults:
        """What can go wrong with it, by its name: ``faults.context_lost(after=30)``."""
        driver = self._driver
        return Faults(driver.do(driver.core.with_faults), lambda action: driver.do(lambda: action(driver.now)))

    @property
    def elapsed(self) -> float:
        """How many seconds have passed since the test has the module; asking takes no time."""
        return self._driver.transcript.elapsed / SECOND

    def raise_failure(self) -> None:
        """Raise what fails the test, where the program under test has swallowed it."""
        if self._driver.failure is not None:
            raise self._driver.failure

    @abstractmethod
    def close(self) -> None:
        """Take the module away. Idempotent."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        try:
            if error is None:
                self.raise_failure()
            else:
                leave(self, error)
        finally:
            self.close()

    # --- what happened ---

    @property
    def commands(self) -> list[str]:
        """The command lines that it was given, in order, as they were typed, without their ends."""
        return list(self._driver.core.commands.commands)

    @property
    def answers(self) -> list[str]:
        """The lines that it has answered, in order, without empty ones; what it said unasked is no answer."""
        return self._driver.transcript.lines("answer")

    @property
    def announcements(self) -> list[str]:
        """The lines that it has said unasked, in order: ``+CREG: 1``, ``CLOSED``."""
        return self._driver.transcript.lines("unsolicited")

    @property
    def remarks(self) -> list[Remark]:
        """What the program has done wrong, in order: the mistake, and what it has typed.

        ``impatient`` (while an answer is due), ``before-prompt`` (data before it is asked for), ``deaf`` (while the
        module starts or sleeps), ``no-guard`` (an escape sequence without the silence around it).
        """
        return list(self._driver.transcript.remarks)

    @property
    def refusals(self) -> list[Refusal]:
        """The commands that it has answered with an error, in order, and why."""
        return list(self._driver.transcript.refusals)

    @property
    def transcript(self) -> str:
        """What was said and done since the test has the module, a line each: seconds, who, what."""
        return str(self._driver.transcript)

    # --- what is so ---

    @property
    def state(self) -> str:
        """The state that it is in, as its note calls it (``IP INITIAL``), and what hinders it (``not registered``)."""
        return self._driver.module.parts.describe_state("")

    @property
    def settings(self) -> Settings:
        """What is set, by the command that shows it: ``settings["AT+CMGF"]`` is ``"0"``."""
        return Settings(self._driver.module)

    @property
    def lines(self) -> dict[str, bool]:
        """Which modem lines are active: DTR and RTS, which the program drives, and DCD, RI, CTS, DSR."""
        pins = self._driver.module.pins
        from_host = {line: pins.host(line) for line in LINES_TO_MODULE}
        return {line: not high for line, high in (from_host | self._driver.core.levels).items()}

    def knows(self, command: str, *lines: str, error: int | None = None) -> None:
        """Have it answer a command that it does not know, or answer one otherwise, from now on.

        :param command: as it is typed, without values: ``AT+CBC``, ``AT+CBC?``, ``AT+CBC=?``; ``AT+CBC=`` with any
        :param lines: what it answers before OK
        :param error: the number of an error that it answers instead of OK
        :raises ValueError: that is no command
        """
        commands = stated(self._driver.module.commands, command, lines, error)
        self._driver.do(lambda: self._driver.core.state_commands(commands))

    # --- power ---

    def power_cycle(self) -> None:
        """Take the module's power away and give it back; it starts, and takes no commands until it has."""
        self._driver.power_on()

    def press_power_key(self) -> None:
        """Press the power key, which starts a module that is off or in deep sleep."""
        self._driver.press_power_key()
