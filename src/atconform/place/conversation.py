"""Talking to the module outside of scenarios.

Nothing is judged here, and nothing depends on echo, on verbose results or on the state that a scenario left behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atconform.base.errors import BenchFault
from atconform.base.notation import show_bytes
from atconform.base.units import MS, SECOND
from atconform.protocol.transport import Fault, ModuleBytes, Transport

FINAL = re.compile(rb"(?:^|[\r\n])((?:OK|ERROR|\+CME ERROR: [^\r\n]*|SHUT OK)\r\n|[04]\r)")
"""A final result to its last byte: on a slow line the LF behind the CR comes later, and would be a scenario's."""
ANSWER_TO_AT = b"OK\r"
"""Asked for besides a final result, which is short enough to turn up among random bytes."""
ROUNDS = 3
"""How often a module is asked AT that does not answer."""
GARBAGE = 0.3
"""From which share of unprintable bytes on what comes is no text."""
ANSWER = 5 * SECOND
"""How long an answer is awaited that no document gives a time for (G01)."""
LONGEST_ANSWER = 4096
"""Bytes that are kept while an answer is awaited: a module at another baud rate may never stop talking."""
LONGEST_SETTLING = 10 * SECOND
WAKING = 150 * MS
"""How long after a character that wakes a module commands follow: 100 ms and more (SIM800 manual, 6.2.20)."""


class Conversation:
    """Unjudged conversation with one module."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self._not_understood = b""

    def ask(self, command: str, limit: int = ANSWER) -> bytes:
        """Send a command, and return what comes until a final result; empty if none came within the limit."""
        answer, complete = self.hear(command, limit)
        if complete:
            return answer
        self._not_understood = answer.replace(command.encode() + b"\r", b"").strip()
        return b""

    def hear(self, command: str, limit: int = ANSWER) -> tuple[bytes, bool]:
        """Send a command, and return what comes until a final result or within the limit, and whether that came."""
        self.overhears()
        self.transport.write(command.encode() + b"\r")
        deadline, answer = self.transport.now() + limit, b""
        for data in self._incoming(deadline):
            answer = (answer + data)[-LONGEST_ANSWER:]
            if FINAL.search(answer.replace(command.encode() + b"\r", b"", 1)):
                return answer, True
        return answer, False

    def tell(self, command: str, pattern: str) -> str:
        """Send a command, and return what the pattern's group finds in its answer; empty if nothing."""
        found = re.search(pattern, self.ask(command).decode("latin-1"))
        return found[1] if found else ""

    def hears(self) -> bool:
        """Return whether the module answers AT as it is, without being brought to where it does."""
        for failed in range(ROUNDS):
            if ANSWER_TO_AT in self.ask("AT", SECOND):
                if failed:
                    self.settle()  # a module that boots may answer the earlier ones as well
                return True
        return False

    def wake(self) -> None:
        """Wake a module that sleeps when nothing is typed (AT+CSCLK=2); it loses what wakes it, an empty line."""
        self.transport.write(b"\r")
        self.wait(WAKING)

    def wait(self, duration: int) -> None:
        """Let time pass, in microseconds; what comes meanwhile is left aside."""
        for _ in self._incoming(self.transport.now() + duration):
            pass

    def await_text(self, text: bytes, limit: int) -> None:
        """Wait until a text comes; not longer than the limit."""
        come = b""
        for data in self._incoming(self.transport.now() + limit):
            come += data
            if text in come:
                return

    def overhears(self) -> bool:
        """Return whether something has come that nobody has waited for, and leave it aside."""
        return bool(b"".join(self._incoming(self.transport.now())))

    def settle(self) -> bool:
        """Wait until nothing comes any more, which after a standstill may be the answers to much; not for ever.

        :returns: whether something came
        """
        deadline, came = self.transport.now() + LONGEST_SETTLING, False
        while b"".join(self._incoming(self.transport.now() + self.transport.quiet)):
            came = True
            if self.transport.now() > deadline:
                break
        return came

    @property
    def silent(self) -> bool:
        """Whether nothing at all came where the last answer was awaited."""
        return not self._not_understood

    def why_silent(self) -> str:
        """Return what was wrong with the last answer that was none."""
        come = self._not_understood
        if come:
            shown = show_bytes(come[:20])
            if sum(byte >= 0x7F or byte < 0x20 for byte in come.translate(None, b"\r\n")) > GARBAGE * len(come):
                return f"what comes is no answer to AT but garbage ({shown}); the baud rate is wrong"
            return f"what comes is no answer to AT ({shown}); is the baud rate right, is a module there?"
        return "the module does not answer AT; is it on and wired, is this its port, is the baud rate right?"

    def _incoming(self, deadline: int) -> Iterator[bytes]:
        while (event := self.transport.step(deadline)) is not None:
            if isinstance(event.body, Fault):
                raise BenchFault(event.body.what)
            if isinstance(event.body, ModuleBytes):
                yield event.body.data
            if event.at.latest > deadline:
                return
