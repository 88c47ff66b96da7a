"""Talking to the module outside of scenarios: finding out what it is, and bringing it back to where scenarios begin.

Nothing is judged here, and nothing depends on echo, on verbose results or on the state that a scenario left behind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from atconform.errors import BenchFault, Inconclusive
from atconform.notation import show_bytes
from atconform.requirements.claims import Claims
from atconform.transport.base import Fault, ModuleBytes, Transport
from atconform.units import MS, SECOND

FINAL = re.compile(rb"(?:^|[\r\n])(OK|ERROR|\+CME ERROR: [^\r\n]*|SHUT OK|0|4)\r")
ANSWER_TO_AT = b"OK\r"
"""Asked for besides a final result, which is short enough to turn up among random bytes."""
ROUNDS = 3
ATTACH_ROUNDS = 30
ANSWER = 2 * SECOND
LONGEST_ANSWER = 4096
"""Bytes that are kept while an answer is awaited: a module at another baud rate may never stop talking."""
GUARD_MARGIN = 100 * MS


@dataclass(frozen=True, slots=True)
class Identity:
    """What a module says of itself."""

    text: str
    """What it answers to ATI, AT+CGMM and AT+CGMR, in one line."""
    model: str
    firmware: str


class Housekeeping:
    """Unjudged conversation with one module."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._not_understood = b""

    def ask(self, command: str, limit: int = ANSWER) -> bytes:
        """Send a command, and return what comes until a final result; empty if none came within the limit."""
        self._drain()
        self._transport.write(command.encode() + b"\r")
        deadline, answer = self._transport.now() + limit, b""
        for data in self._incoming(deadline):
            answer = (answer + data)[-LONGEST_ANSWER:]
            if FINAL.search(answer.replace(command.encode() + b"\r", b"", 1)):
                return answer
        self._not_understood = answer
        return b""

    def _incoming(self, deadline: int) -> Iterator[bytes]:
        while (event := self._transport.step(deadline)) is not None:
            if isinstance(event.body, Fault):
                raise BenchFault(event.body.what)
            if isinstance(event.body, ModuleBytes):
                yield event.body.data
            if event.at.latest > deadline:
                return

    def _drain(self) -> None:
        for _ in self._incoming(self._transport.now()):
            pass

    def _wait(self, duration: int) -> None:
        for _ in self._incoming(self._transport.now() + duration):
            pass

    # --- identity ---

    def identify(self) -> Identity:
        """Ask the module what it is.

        :raises BenchFault: it does not answer
        """
        self.to_command_mode(SECOND)
        answers = [self._text("ATI"), self._text("AT+CGMM"), self._text("AT+CGMR")]
        return Identity(", ".join(dict.fromkeys(filter(None, answers))), answers[1], answers[2])

    def _text(self, command: str) -> str:
        lines = self.ask(command).decode("latin-1").replace(f"{command}\r", "", 1).splitlines()
        return " ".join(line.strip() for line in lines if line.strip() not in ("", "OK", "ERROR"))

    # --- where scenarios begin ---

    def to_command_mode(self, guard: int) -> None:
        """Bring the module to where it answers AT with echo and verbose results.

        :param guard: the silence that has to stand around an escape sequence, in microseconds
        :raises BenchFault: it does not answer
        """
        if "DTR" in self._transport.lines:
            self._transport.set_line("DTR", high=False)
        for _ in range(ROUNDS):
            if self.ask("ATE1V1Q0") and ANSWER_TO_AT in self.ask("AT"):
                return
            self._wait(guard + GUARD_MARGIN)
            self._transport.write(b"+++")
            self._wait(guard + GUARD_MARGIN)
            self._transport.write(b"\x1b\r")
            self._wait(self._transport.quiet)
        raise BenchFault(f"{self._transport.name}: {self._why_silent()}")

    def _why_silent(self) -> str:
        if self._not_understood.replace(b"ATE1V1Q0\r", b"").strip():
            shown = show_bytes(self._not_understood[:20])
            return f"what comes is no answer to AT ({shown}); is the baud rate right, is a module there?"
        return "the module does not answer AT; is it on and wired, is this its port, is the baud rate right?"

    def restore(self, claims: Claims, touched: Collection[str]) -> None:
        """Bring the module to the state in which every scenario begins, whatever the last one did.

        :param touched: names of the commands that were used, as in ``+CIPHEAD``; what they set is put back
        :raises BenchFault: the module does not answer
        """
        self.to_command_mode(claims.figure("escape.after").value)
        for restore in claims.restore:
            if restore.after in touched or not restore.after:
                self.ask(restore.command, claims.time_limit(restore.command))
        self._wait(self._transport.quiet)
        self._drain()

    def wait_until_attached(self) -> None:
        """Wait after power-up until the module answers and is in the packet service.

        :raises Inconclusive: it does not come into the packet service
        """
        self._wait(self._transport.quiet)
        for _ in range(ATTACH_ROUNDS):
            if b"+CGATT: 1" in self.ask("AT+CGATT?"):
                self._wait(self._transport.quiet)
                return
            self._wait(SECOND)
        raise Inconclusive(
            f"{self._transport.name}: the module does not attach to the packet service; check SIM card and coverage"
        )
