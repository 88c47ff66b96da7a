"""Carrying out what a module wants done, in the time that its surroundings keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from atconform.emulator.core.effects import Ask, Effect, Refusal, Remark, SetLine, Transmit
from atconform.protocol.network import NetworkEvent, Request


class Core(Protocol):
    """A module without a clock, as far as its surroundings hear of it; times are in microseconds."""

    def network_event(self, event: NetworkEvent, now: int) -> None:
        """Receive an event of the network."""

    def take_effects(self) -> list[Effect]:
        """Hand over what is to be done, in order."""


class WaitingBytes(Protocol):
    """What waits in a module; numbers of bytes."""

    @property
    def backlog(self) -> int:
        """What the host has sent, until the module gets to it."""

    @property
    def unsaid(self) -> int:
        """What the host holds back."""

    @property
    def unfetched(self) -> int:
        """What the network has sent, until the host fetches it, or is done with something else."""

    def change_host(self) -> None:
        """Forget what was for the host that had the line."""


class TimedCore(Core, Protocol):
    """A module without a clock, as whoever keeps its time drives it; times are in microseconds."""

    @property
    def waiting(self) -> WaitingBytes:
        """What waits in it."""

    def power_on(self, now: int) -> None:
        """Give the module power."""

    def press_power_key(self, now: int) -> None:
        """Press the power key, as long as it takes to start a module that is off."""

    def receive(self, data: bytes, now: int) -> None:
        """Receive bytes from the host."""

    def set_line(self, line: str, high: bool, now: int) -> None:
        """Record that the host drives DTR or RTS to this level (low is active)."""

    def next_deadline(self) -> int | None:
        """Return when ``advance`` is due, or None."""

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""


class Surroundings(Protocol):
    """What a module stands in: a serial line, and a network."""

    def transmit(self, data: bytes) -> None:
        """Carry bytes of the module to the host."""

    def show_line(self, line: str, *, high: bool) -> None:
        """Set a modem line to this level, as at the module's pin; low is active."""

    def request(self, request: Request) -> None:
        """Hand a request of the module to the network."""

    def remark(self, remark: Remark) -> None:
        """Take note of what the host did wrong."""

    def refused(self, refusal: Refusal) -> None:
        """Take note of why a command was answered with an error."""

    def next_event(self) -> NetworkEvent | None:
        """Return the next thing that the network has for the module; None where it has nothing more."""


class Network(Protocol):
    """What a module is attached to, as far as whoever drives the module needs it; times are in microseconds.

    The simulated network is one, and so are the sockets of this machine.
    """

    @property
    def congested(self) -> bool:
        """Whether there is more to send than there should be: the host's bytes had better wait."""

    def request(self, request: Request, present: int, /) -> None:
        """Do what the module asks; the answer comes as an event, now or later."""

    def next_module_event(self) -> NetworkEvent | None:
        """Hand over the next thing that the module has to be told; None where there is nothing more."""

    def next_deadline(self) -> int | None:
        """Return when ``advance`` is due, or None."""

    def advance(self, present: int, /) -> None:
        """Let time pass until the present."""

    def hold(self, on: bool, /) -> None:
        """Stop, or resume, taking what arrives, while the serial side cannot take it."""

    def close(self) -> None:
        """Let go of what the network holds. Idempotent."""


def carry_out(core: Core, surroundings: Surroundings, now: Callable[[], int]) -> None:
    """Carry out the module's effects and hand it the network's events, until neither has anything to say."""
    while True:
        for effect in core.take_effects():
            match effect:
                case Transmit(data=data):
                    surroundings.transmit(data)
                case SetLine(line=line, high=high):
                    surroundings.show_line(line, high=high)
                case Ask(request=request):
                    surroundings.request(request)
                case Remark():
                    surroundings.remark(effect)
                case Refusal():
                    surroundings.refused(effect)
        event = surroundings.next_event()
        if event is None:
            return
        core.network_event(event, now())
