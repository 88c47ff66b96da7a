"""A transport that answers from a script: what the module says, and when, after each thing the host writes."""

from collections import deque

from atconform.base.units import MS, SECOND
from atconform.judge.grammar import grammar
from atconform.judge.session import Session
from atconform.protocol.transport import Event, Instant, ModuleBytes


class ScriptedTransport:
    """Virtual time; ``script`` maps what the host writes to (delay in ms, bytes) pairs."""

    name, emulated, lines, edge, quiet = "script", True, frozenset(), 1 * MS, 2 * SECOND

    def __init__(self, script=None, uncertainty=0):
        self.script = script or {}
        self.uncertainty = uncertainty
        self._now = 0
        self._coming = deque()

    def now(self):
        return self._now

    def write(self, data):
        for delay, answer in self.script.get(data, ()):
            self.say(answer, delay)
        return Instant(self._now, self._now)

    def say(self, data, delay=0):
        self._coming.append((self._now + delay * MS, data))
        self._coming = deque(sorted(self._coming, key=lambda pair: pair[0]))

    def step(self, deadline):
        if self._coming and self._coming[0][0] <= deadline:
            self._now, data = self._coming.popleft()
            return Event(Instant(self._now - self.uncertainty, self._now), ModuleBytes(data))
        self._now = max(self._now, deadline)
        return None


def session(script=None, uncertainty=0):
    """Begin a session with a scripted module, in SIM800's grammar."""
    transport = ScriptedTransport(script, uncertainty)
    return Session(transport, grammar.load(("v250", "bearer", "cip")))
