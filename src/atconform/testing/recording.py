"""A module whose conversation is written down: a core around its core, for memory and for wires alike."""

from __future__ import annotations

from collections.abc import Mapping

from atconform.emulator.core.command import Command
from atconform.emulator.core.effects import Ask, Effect, Refusal, Remark, SetLine, Transmit
from atconform.emulator.core.module import Module
from atconform.emulator.core.surroundings import TimedCore, WaitingBytes
from atconform.faults import FaultyModule
from atconform.faults.plan import NOTHING, Plan
from atconform.faults.seen import Seen
from atconform.protocol.network import NetworkEvent
from atconform.testing.commandlog import CommandLog
from atconform.testing.transcript import Transcript


class RecordedCore:
    """Passes on all that happens between a module and its surroundings, and writes it down.

    :param plan: what goes wrong with the module from its start
    """

    def __init__(self, module: Module, transcript: Transcript, plan: Plan = NOTHING) -> None:
        self._module = module
        self._transcript = transcript
        self._core: TimedCore = module
        self._seen = Seen()
        """What faults have to know of the time before there were any; once there are, they see to it themselves."""
        self.commands = CommandLog(module)
        self.levels = dict.fromkeys(("DCD", "RI", "CTS", "DSR"), True)
        """Of the lines that the module drives; low is active, and what nothing drives is high."""
        if plan != NOTHING:
            self.with_faults(plan)

    def with_faults(self, plan: Plan = NOTHING) -> FaultyModule:
        """Return the module with its faults around it, which it has from the first time on: they cost some time."""
        if not isinstance(self._core, FaultyModule):
            self._core = FaultyModule(self._module, plan, lambda what: self._transcript.note("fault", what))
            self._seen.command = self.commands.last.upper()
            self._core.seen = self._seen
        return self._core

    def state_commands(self, commands: Mapping[str, Command]) -> None:
        """Have the module know these commands; faults answer in their place as before."""
        if isinstance(self._core, FaultyModule):
            self._core.state_commands(commands)
        else:
            self._module.commands = commands

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
        if self._core is self._module:
            self._seen.told(event, now)
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
                    if kind == "prompt":
                        self.commands.prompted()
                case Ask(request=request):
                    if self._core is self._module:
                        self._seen.asked(request)
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

    def __init__(self, module: Module, transcript: Transcript, plan: Plan, head_start: int) -> None:
        super().__init__(module, transcript, plan)
        self._head_start = head_start

    def power_on(self, now: int) -> None:
        """Give the module power in the past, the first time."""
        super().power_on(now - self._head_start)
        super().advance(now)
        self._head_start = 0
