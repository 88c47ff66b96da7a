"""The emulated module, at whatever it is sent and whatever the network does.

Nothing breaks it, nothing hangs, the same happens again when the same is done again, and it can be brought back.
"""

from __future__ import annotations

from functools import partial

from atconform.base.units import MS, SECOND
from atconform.emulator.core.dialogue import S3
from atconform.emulator.core.module import Family, Module
from atconform.emulator.families import FAMILIES, declared
from atconform.emulator.general.escape import S2
from atconform.network import SimulatedNetwork
from atconform.protocol.network_action import NetworkAction
from atconform.protocol.transport import ModuleBytes
from atconform.virtual.transport import MemoryTransport
from tests.fuzz.attack import Complaint, Subject
from tests.fuzz.happenings import FarEnd
from tests.fuzz.steps import Step, steps

AT_ONE_TIME = 20_000
"""How much a module may have to do at one moment before time is called to stand still."""
SILENCE = 1_100 * MS
RECOVERY = 400 * SECOND
"""Longer than anything takes that a module has begun: an unanswered call, the last resending."""


class Watched(Module):
    """A module that notices when time stands still."""

    def __init__(self, family: Family) -> None:
        self._moment, self._busy = -1, 0
        super().__init__(family)

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""
        self._busy = self._busy + 1 if now == self._moment else 0
        self._moment = now
        if self._busy > AT_ONE_TIME:
            raise Complaint("time stands still")
        super().advance(now)


class Stand:
    """A module with everything around it, and what has become of it so far."""

    def __init__(self, family: str) -> None:
        self.module = Watched(declared(family))
        self.transport = MemoryTransport(self.module, SimulatedNetwork())
        self.far_end = FarEnd(self.transport)
        self.log: list[tuple[int, object]] = []
        self.pass_time(5 * SECOND)

    def pass_time(self, duration: int) -> bytes:
        """Let time pass; return what the module says."""
        said, end = b"", self.transport.now() + duration
        while (event := self.transport.step(end)) is not None:
            self.log.append((event.at.latest, event.body))
            if isinstance(event.body, ModuleBytes):
                said += event.body.data
        return said

    def does(self, step: Step) -> bytes:
        """Do a step; return what the module says meanwhile."""
        what, pause = step
        match what:
            case str():
                self.transport.write(f"{what}\r".encode("latin-1"))
            case bytes():
                self.transport.write(what)
            case _:
                self.far_end.happen(what)
        return self.pass_time(pause)

    def bring_back(self) -> bool:
        """Bring the module to where it answers: as a host can, else by its power; tell whether it does."""
        for line in ("DTR", "RTS"):
            self.transport.set_line(line, high=False)
        self.far_end.as_usual()
        self.transport.write(b"\x11")
        self.pass_time(RECOVERY)
        if self._answers() or (self._without_network() and self._answers()):
            return True
        if self.module.supply.on:
            return False
        self.transport.power_cycle()
        self.pass_time(10 * SECOND)
        return self._answers()

    def _without_network(self) -> bool:
        """Take the module's contexts away, which ends data mode where the host has made that impossible; true."""
        self.far_end.happen(NetworkAction("withdraw-context"))
        self.pass_time(10 * SECOND)
        return True

    def _answers(self) -> bool:
        escape, end = (bytes([self.module.settings[one]]) for one in (S2, S3))
        for typed in (b"\x1b\r", b"x" * 1500 + b"\x1b\r", 3 * escape):  # out of an entry of data, and of data mode
            self.pass_time(SILENCE)
            self.transport.write(typed)
            self.pass_time(SILENCE)
        self.transport.write(end)
        self.pass_time(SECOND)
        for line in (b"ATEQ", b"ateq"):  # what ends a line or deletes a letter may be one of these letters
            self.transport.write(line + end)
            said = self.pass_time(20 * SECOND)
            if b"OK\r\n" in said or b"0\r" in said:
                return True
        return False


def play(family: str, played: list[Step]) -> Stand:
    """Do all that to a new module."""
    stand = Stand(family)
    for step in played:
        stand.does(step)
    return stand


def check(family: str, played: list[Step]) -> None:
    """Hold a module to all that holds for it whatever happens."""
    first, again = play(family, played), play(family, played)
    if first.log != again.log:
        raise Complaint("another thing happens at the second playing")
    if not first.bring_back():
        raise Complaint("the module cannot be brought back", repr(first.log[-3:]))


SUBJECTS = [Subject(f"core-{family}", partial(steps, family), partial(check, family)) for family in sorted(FAMILIES)]
