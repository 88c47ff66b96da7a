"""A transport that answers from a script: what the module says, and when, after each thing the host writes."""

from collections import deque

from atconform.base.basis import Basis
from atconform.base.units import MS, SECOND
from atconform.judge.expectation import ExpectedLines, expectation
from atconform.judge.frameclaims import FrameClaims
from atconform.judge.grammar import grammar
from atconform.judge.ground import Ground
from atconform.judge.session import Session
from atconform.judge.timing import Wait
from atconform.protocol.transport import Event, Instant, ModuleBytes

LIMIT = 5 * SECOND


class ScriptedTransport:
    """Virtual time; ``script`` maps what the host writes to (delay in ms, bytes) pairs."""

    name, emulated, noisy, lines, edge, quiet = "script", True, False, frozenset(), 1 * MS, 2 * SECOND

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
            self._now, come = self._coming.popleft()
            body = ModuleBytes(come) if isinstance(come, bytes) else come
            return Event(Instant(self._now - self.uncertainty, self._now), body)
        self._now = max(self._now, deadline)
        return None


def expected(session, *texts, misprint=()):
    """Expect lines, each spelt in one way, as the session's grammar reads them."""

    def understand(line):
        command = session.framer.ledger.command
        return session.grammar.read(line, command) or session.grammar.read_inline_header(line)

    return ExpectedLines(*(tuple(expectation(text, understand) for text in lines) for lines in (texts, misprint)))


class Conversation(Session):
    """A session with a scripted module, and the claims on its frames."""

    def __init__(self, transport, grammar, circumstances=None, promised=None):
        super().__init__(transport, grammar, circumstances=circumstances, promised=promised)
        self.claims = FrameClaims(self)

    def answers(self, *texts, limit=LIMIT, misprint=(), basis=Basis.NOTE):
        return self.claims.answers(expected(self, *texts, misprint=misprint), Wait(limit, Ground(basis)))

    def reports(self, *texts, limit=LIMIT, misprint=(), basis=Basis.NOTE):
        return self.claims.reports(expected(self, *texts, misprint=misprint), Wait(limit, Ground(basis)))

    def delivers(self, data, limit=LIMIT, basis=Basis.NOTE):
        self.claims.delivers(data, Wait(limit, Ground(basis)))

    def puts_out(self, data, header, limit=LIMIT, basis=Basis.NOTE):
        self.claims.delivers_under(expected(self, header), data, Wait(limit, Ground(basis)))

    def is_silent(self, duration):
        self.claims.is_silent(duration)

    def ignores(self, command, duration):
        self.claims.ignores(command, duration)

    def end(self):
        self.claims.end()


def session(script=None, uncertainty=0, stacks=("v250", "bearer", "cip")):
    """Begin a conversation with a scripted module, in SIM800's grammar where no stacks are named."""
    return Conversation(ScriptedTransport(script, uncertainty), grammar.load(stacks))
