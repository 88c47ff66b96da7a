"""The base of what goes wrong: where a fault gets hold of an emulated module, and how long it does.

The seams are those of the core's contract: the bytes of the serial line in both directions, what the module asks of its
network and what the network tells it. So a fault is the same in memory, on a pseudo-terminal and over TCP, with the
simulated network and with real sockets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, TypeVar

from atconform.base.timers import Timer
from atconform.emulator.core.effects import Spoken, Transmit
from atconform.emulator.core.module import Module
from atconform.faults.seen import Seen
from atconform.protocol.network import NetworkEvent, Request

T = TypeVar("T")
Late = Iterable[T | tuple[int, T]]
"""What goes on: at once, or so many microseconds later."""


class Scene(Protocol):
    """What a fault may do, and knows."""

    module: Module
    seen: Seen

    @property
    def now(self) -> int:
        """The present, in microseconds."""

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed, whatever becomes of the module."""

    def say(self, data: bytes, kind: Spoken, late: int = 0) -> None:
        """Put bytes on the line as the module's, past all faults."""

    def tell(self, event: NetworkEvent, late: int = 0) -> None:
        """Tell the module something as its network would, past all faults; what a TCP link carries stays in order."""

    def pass_on(self, event: NetworkEvent) -> None:
        """Tell the module something of its network, as far as the faults at work let it pass."""

    def ask(self, request: Request) -> None:
        """Ask something of the network, past all faults."""

    def take_context(self, context: int) -> None:
        """Have the network end a context, and the module learn that the network did."""

    def lose_link(self, link: int, *, closing: bool) -> None:
        """Have the module's TCP give a link up; one that it is closing is closed then."""

    def give_power(self) -> None:
        """Take the module's power away and give it back."""


class Fault:
    """Something that goes wrong, from ``begin`` to ``end``.

    :param given: the values of its parameters, by their names in Python
    :param strike: to be called whenever it does something, with what it did, for a person
    :param finish: to be called when there is nothing more that it could do
    """

    def __init__(
        self, scene: Scene, given: Mapping[str, Any], strike: Callable[[str], None], finish: Callable[[], None]
    ) -> None:
        self.scene = scene
        self.given = given
        self.strike = strike
        self.finish = finish

    def begin(self) -> None:
        """Begin."""

    def again(self) -> None:
        """Begin once more while it is at work."""

    def end(self) -> None:
        """Let things be as they are without it."""

    def powered(self) -> bool:
        """Record that the module has got power anew; return whether it goes on."""
        return True

    def power_key(self) -> Literal["as usual", "starts anew", "does nothing"]:
        """Return what pressing the power key does."""
        return "as usual"

    def hears(self, data: bytes) -> Late[bytes]:
        """Change what the module hears from the host."""
        return (data,)

    def says(self, said: Transmit) -> Late[Transmit]:
        """Change what the module puts on the line, a line or a piece of data at a time."""
        return (said,)

    def asks(self, request: Request) -> Late[Request]:
        """Change what the module asks of the network."""
        return (request,)

    def told(self, event: NetworkEvent) -> Late[NetworkEvent]:
        """Change what the network tells the module."""
        return (event,)

    def blocks(self) -> bool:
        """Return whether there is no room for what the module is to send now."""
        return False

    def refuses(self, name: str) -> str | None:
        """Return what is answered in the place of a command, by its name; None: what it answers itself."""
        return None


class Moment(Fault):
    """A fault that happens, and is over."""


class State(Fault):
    """A fault that holds until it is ended."""


class Rule(Fault):
    """A fault that meets whatever it is about, so many times."""
