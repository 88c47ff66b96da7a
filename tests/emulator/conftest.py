"""A host for the emulated module, in virtual time, and the grammar of each family."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest

from atconform.base.families import families
from atconform.base.units import MS, SECOND
from atconform.emulator.core.dialogue import CMEE, ECHO
from atconform.emulator.core.module import Family
from atconform.emulator.families import FAMILIES
from atconform.judge.grammar.grammar import load
from atconform.protocol import network as net
from atconform.requirements import claims
from tests.emulator.driver import Driver

GRAMMARS = {family: load(said.stacks, said.spelt) for family in families() if (said := claims.load(family))}


class Host(Driver):
    """Speaks with a module in text.

    :param name: FAMILY[@VARIANT]
    :param figures: those in which the module differs from its family, by subject and name
    """

    def __init__(self, name: str = "sim800", figures: Mapping[str, Any] | None = None) -> None:
        super().__init__(name, figures)

    def wait(self, duration: int = SECOND) -> str:
        """Let time pass, and return what the module sent meanwhile."""
        return self.pass_time(duration).decode("latin-1")

    def type(self, text: str, duration: int = SECOND) -> str:
        """Write exactly this, and return all that comes within a time."""
        return self.type_raw(text.encode("latin-1"), duration).decode("latin-1")

    def say(self, *commands: str, duration: int = SECOND) -> list[str]:
        """Send command lines, and return the lines that come, without echo and empty ones."""
        answer = ""
        for command in commands:
            self.module.settings[ECHO] = 0
            answer = self.type(command + "\r", duration)
        return [line for line in answer.replace("\r", "\n").split("\n") if line]

    def hear(self, duration: int = SECOND) -> list[str]:
        """Return the lines that come by themselves within a time."""
        return [line for line in self.wait(duration).replace("\r", "\n").split("\n") if line]

    def set_line(self, line: str, *, high: bool) -> None:
        self.transport.set_line(line, high=high)

    def happens(self, event: net.NetworkEvent) -> None:
        """Let the network tell the module something, at the beginning of the next wait."""
        self.network.carrier.after(0, lambda: self.network.carrier.tell_module(event))

    def power_cycle(self) -> None:
        self.transport.power_cycle()

    def press_power_key(self) -> None:
        self.transport.press_power_key()

    def pulses(self, line: str) -> list[int]:
        """Return how long the low pulses of a line were."""
        changes = [(at, high) for at, name, high in self.changes if name == line]
        return [up - down for (down, low), (up, high) in pairwise(changes) if high and not low]


@pytest.fixture
def new_host() -> Callable[..., Host]:
    """Make a host with a module that has been on for a while, and knows how fast to speak."""

    def make(name: str = "sim800", figures: Mapping[str, Any] | None = None) -> Host:
        host = Host(name, figures)
        host.wait(2 * SECOND)
        host.module.port.mute = False
        return host

    return make


@pytest.fixture(params=sorted(FAMILIES))
def any_host(request: pytest.FixtureRequest, new_host: Callable[..., Host]) -> Host:
    """Make a host with a module of each family in turn, which tells errors as plain ERROR."""
    host: Host = new_host(request.param)
    host.module.settings[CMEE] = 0
    return host


def families_that(are: Callable[[Family], bool]) -> pytest.MarkDecorator:
    """Mark a test for the host of any family as one for those families of which this is true."""
    names = sorted(name for name, family in FAMILIES.items() if are(family))
    return pytest.mark.parametrize("any_host", names, indirect=True)


def families_with(command: str) -> pytest.MarkDecorator:
    """Mark a test for the host of any family as one for those that have a command."""
    return families_that(lambda family: command in family.commands)


@pytest.fixture
def host(new_host: Callable[..., Host]) -> Host:
    return new_host()


__all__ = ["GRAMMARS", "MS", "SECOND", "Host", "families_that", "families_with"]
