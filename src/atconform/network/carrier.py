"""What carries between a module and its peers: the time it takes, what holds it up, and what has arrived."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from random import Random

from atconform.base.timers import Timer, Timers
from atconform.network.conditions import Conditions
from atconform.protocol.network import NetworkEvent, System
from atconform.protocol.peer import PeerEvent


class Carrier:
    """The clock of a simulated network, its ways, and the two ends at which something arrives.

    :param conditions: what the ways are like; changed while the network is at work, and put back by ``be_as_usual``
    """

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.resumed: list[Callable[[], None]] = []
        """Run when TCP carries again after a voice call, before what was held up arrives."""
        self.system: System = "GSM"
        """The radio system that carries; a module that knows several asks for another."""
        self._usual = replace(conditions)
        self._timers = Timers()
        self._last_arrival = 0
        self._in_call = False
        self._held: list[Callable[[], None]] = []
        self._losing: dict[str, int] = {"to peers": 0, "to the module": 0}
        self._to_module: deque[NetworkEvent] = deque()
        self._to_host: list[PeerEvent] = []

    # --- time ---

    @property
    def now(self) -> int:
        """The present, in microseconds."""
        return self._timers.now

    def next_deadline(self) -> int | None:
        """Return when something is due to happen, or None; what has happened and was not handed over is due now."""
        return self.now if self._to_module or self._to_host else self._timers.next_deadline()

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""
        self._timers.advance(now)

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed."""
        return self._timers.after(delay, action)

    # --- the ways ---

    def later(self, action: Callable[[], None], times: int = 1) -> Timer:
        """Run ``action`` when a packet has gone one way (or ``times`` ways) through the network."""
        return self._timers.after(self.conditions.latency * times + self._wait_longer(times), action)

    @cached_property
    def _draws(self) -> Random:
        return Random(self._usual.seed)  # made for the first packet that has jitter: seeding takes long

    def _wait_longer(self, times: int) -> int:
        """Return how much longer than the latency the next packet takes, which overtakes none before it."""
        if not self.conditions.jitter:
            return 0
        usual = self.now + self.conditions.latency * times
        drawn = usual + self._draws.randint(0, self.conditions.jitter)
        self._last_arrival = max(self._last_arrival, drawn)
        return self._last_arrival - usual

    def carry(self, action: Callable[[], None]) -> None:
        """Run ``action`` when a TCP segment has gone one way through the network, and no call holds it up."""
        self.later(lambda: self._held.append(action) if self.suspended else action())

    def lose(self, way: str, packets: int = 1) -> None:
        """Lose the next packets that carry data: TCP segments, which are sent again, or datagrams, which are not.

        :param way: ``to peers`` or ``to the module``
        """
        self._losing[way] += packets

    def loses(self, way: str) -> bool:
        """Return whether the packet of data that is sent now gets lost."""
        if not self._losing[way]:
            return False
        self._losing[way] -= 1
        return True

    # --- voice calls, which hold up what TCP carries ---

    @property
    def suspended(self) -> bool:
        """Whether a voice call keeps TCP from carrying anything, as in every system but LTE (SIM7X00 note, 2.10)."""
        return self._in_call and self.system != "LTE"

    def set_call(self, *, up: bool) -> None:
        """Begin or end the module's voice call."""
        self._in_call = up
        self._resume()

    def serve_by(self, system: System) -> None:
        """Let another radio system carry from now on."""
        self.system = system
        self._resume()

    def _resume(self) -> None:
        if not self.suspended:
            held, self._held = self._held, []
            for resume in self.resumed:
                resume()
            for action in held:
                action()

    def be_as_usual(self) -> None:
        """Put back the conditions that the network began with."""
        self.conditions = replace(self._usual)
        self._losing = dict.fromkeys(self._losing, 0)

    # --- the two ends ---

    def tell_module(self, event: NetworkEvent) -> None:
        """Tell the module something."""
        self._to_module.append(event)

    def tell_host(self, event: PeerEvent) -> None:
        """Record something that has happened at a peer."""
        self._to_host.append(event)

    def next_module_event(self) -> NetworkEvent | None:
        """Hand over the next thing that the module has to be told; None where there is nothing more."""
        return self._to_module.popleft() if self._to_module else None

    def take_peer_events(self) -> list[PeerEvent]:
        """Hand over what has happened at the peers."""
        events, self._to_host = self._to_host, []
        return events
