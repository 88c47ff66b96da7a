"""A module whose conversation is written down: a core around its core, for memory and for wires alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atconform.emulator.core.effects import Effect, Refusal, Remark, SetLine, Transmit
from atconform.emulator.core.module import Module
from atconform.protocol.network import NetworkEvent
from atconform.testing.commandlog import CommandLog
from atconform.testing.transcript import Transcript

if TYPE_CHECKING:
    from atconform.emulator.core.surroundings import TimedCore, WaitingBytes


class RecordedCore:
    """Passes on all that happens between a core and its surroundings, and writes it down.

    :param core: the module's own core, or one around it
    :param module: the module itself
    """

    def __init__(self, core: TimedCore, module: Module, transcript: Transcript) -> None:
        self._core = core
        self._transcript = transcript
        self.commands = CommandLog(module)
        self.levels = dict.fromkeys(("DCD", "RI", "CTS", "DSR"), True)
        """Of the lines that the module drives; low is active, and what nothing drives is high."""

    @property
    def waiting(self) -> WaitingBytes:
        """What waits in the module."""
        return self._core.waiting

    def power_on(self, now: int) -> None:
        """Give the module power."""
        self._transcript.note("bench", "power on")
        self._core.power_on(now)

    def press_power_key(self, now: int) -> None:
        """Press the power key."""
        self._transcript.note("bench", "power key")
        self._core.press_power_key(now)

    def receive(self, data: bytes, now: int) -> None:
        """Receive bytes from the host."""
        self._transcript.note("host", data)
        self.commands.host(data)
        self._core.receive(data, now)

    def set_line(self, line: str, high: bool, now: int) -> None:
        """Record that the host drives DTR or RTS."""
        self._transcript.note("host", f"{line} {'inactive' if high else 'active'}")
        self._core.set_line(line, high, now)

    def network_event(self, event: NetworkEvent, now: int) -> None:
        """Receive an event of the network."""
        self._core.network_event(event, now)

    def next_deadline(self) -> int | None:
        """Return when ``advance`` is due, or None."""
        return self._core.next_deadline()

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""
        self._core.advance(now)

    def take_effects(self) -> list[Effect]:
        """Hand over what is to be done, in order."""
        effects = self._core.take_effects()
        for effect in effects:
            match effect:
                case Transmit(data=data, kind=kind):
                    self._transcript.note("module", data, kind)
                    self.commands.module(kind)
                case SetLine(line=line, high=high):
                    self.levels[line] = high
                    self._transcript.note("module", f"{line} {'inactive' if high else 'active'}")
                case Remark():
                    self._transcript.remarks.append(effect)
                    self._transcript.note("remark", f"{effect.mistake}: {effect.typed!r}")
                case Refusal():
                    self._transcript.refusals.append(effect)
        return effects


class StartedCore(RecordedCore):
    """A module that had power for a while before it is given any, so that it takes commands at once."""

    def __init__(self, core: TimedCore, module: Module, transcript: Transcript, head_start: int) -> None:
        super().__init__(core, module, transcript)
        self._head_start = head_start

    def power_on(self, now: int) -> None:
        """Give the module power in the past, the first time."""
        super().power_on(now - self._head_start)
        super().advance(now)
        self._head_start = 0
