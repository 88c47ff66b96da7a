"""Talking to the module outside of scenarios: finding out what it is, and bringing it back to where scenarios begin.

Nothing is judged here, and nothing depends on echo, on verbose results or on the state that a scenario left behind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from atconform.base.errors import BenchFault, Inconclusive
from atconform.base.notation import show_bytes
from atconform.base.units import MS, SECOND, spell
from atconform.protocol.transport import Fault, ModuleBytes, Transport
from atconform.requirements import stacks
from atconform.requirements.claims import Claims

FINAL = re.compile(rb"(?:^|[\r\n])((?:OK|ERROR|\+CME ERROR: [^\r\n]*|SHUT OK)\r\n|[04]\r)")
"""A final result to its last byte: on a slow line the LF behind the CR comes later, and would be a scenario's."""
ANSWER_TO_AT = b"OK\r"
"""Asked for besides a final result, which is short enough to turn up among random bytes."""
ROUNDS = 3
ATTACH_ROUNDS = 30
SILENT_ROUNDS = 8
"""Questions without any answer after which a module is not booting but gone."""
ATTACHED = b"+CGATT: 1"
SIM_ROUNDS = 10
GARBAGE = 0.3
"""From which share of unprintable bytes on what comes is no text."""
HOME, ROAMING = "1", "5"
"""What AT+CREG and its kin tell of the SIM card's own network, and of another one (3GPP TS 27.007)."""
ANSWER = 2 * SECOND
LONGEST_ANSWER = 4096
"""Bytes that are kept while an answer is awaited: a module at another baud rate may never stop talking."""
GUARD_MARGIN = 100 * MS
DTR_PULSE = 1100 * MS
"""How long DTR is inactive to leave data mode: at least 1 s (SIM800 note, 2.2.4)."""
LONGEST_SETTLING = 10 * SECOND


@dataclass(frozen=True, slots=True)
class Identity:
    """What a module says of itself."""

    text: str
    """What it answers to ATI, AT+CGMM and AT+CGMR, in one line."""
    model: str
    firmware: str


class Conversation:
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
        self._not_understood = answer.replace(command.encode() + b"\r", b"").strip()
        return b""

    def tell(self, command: str, pattern: str) -> str:
        """Send a command, and return what the pattern's group finds in its answer; empty if nothing."""
        found = re.search(pattern, self.ask(command).decode("latin-1"))
        return found[1] if found else ""

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

    def _await(self, text: bytes, limit: int) -> None:
        """Wait until a text comes; not longer than the limit."""
        come = b""
        for data in self._incoming(self._transport.now() + limit):
            come += data
            if text in come:
                return

    def _settle(self) -> None:
        """Wait until nothing comes any more, which after a standstill may be the answers to much; not for ever."""
        deadline = self._transport.now() + LONGEST_SETTLING
        while b"".join(self._incoming(self._transport.now() + self._transport.quiet)):
            if self._transport.now() > deadline:
                return

    # --- identity ---

    def hears(self) -> bool:
        """Return whether the module answers AT as it is, without being brought to where it does."""
        for failed in range(ROUNDS):
            if ANSWER_TO_AT in self.ask("AT", SECOND):
                if failed:
                    self._settle()  # a module that boots may answer the earlier ones as well
                return True
        return False

    def identify(self) -> Identity:
        """Ask the module what it is.

        :raises BenchFault: it does not answer
        """
        self.to_command_mode(SECOND)
        answers = [self._text("ATI"), self._text("AT+CGMM"), self._text("AT+CGMR")]
        return Identity(", ".join(dict.fromkeys(filter(None, answers))), answers[1], answers[2])

    def imei(self) -> str:
        """Ask for the IMEI; empty where the module does not tell it."""
        return self.tell("AT+CGSN", r"\b(\d{15})\b")

    def sim_state(self) -> str:
        """Ask what the SIM card waits for: ``READY``, ``SIM PIN``; empty where there is no card."""
        for _ in range(SIM_ROUNDS):
            if state := self.tell("AT+CPIN?", r"\+CPIN: ([^\r\n]+)"):
                return state
            self._wait(SECOND)
        return ""

    def registration(self, rounds: int = 1) -> str:
        """Ask for the registration, as AT+CREG and its kin tell it: 1 at home, 5 roaming; empty if not registered.

        :param rounds: how often to ask, a second apart
        """
        for left in reversed(range(rounds)):
            for name in ("CREG", "CGREG", "CEREG"):
                stat = self.tell(f"AT+{name}?", rf"\+{name}: \d,(\d+)")
                if stat in (HOME, ROAMING):
                    return stat
            self._wait(SECOND if left else 0)
        return ""

    def _text(self, command: str) -> str:
        lines = [line.strip() for line in self.ask(command).replace(f"{command}\r".encode(), b"", 1).splitlines()]
        # As a person reads bytes: what a module says of itself is printed to terminals.
        return " ".join(show_bytes(line) for line in lines if line not in (b"", b"OK", b"ERROR"))

    # --- where scenarios begin ---

    def to_command_mode(self, guard: int) -> None:
        """Bring the module to where it answers AT with echo and verbose results.

        In steps: AT; silence, ``+++``, silence; from then on DTR too, where it is wired.

        :param guard: the silence that has to stand around an escape sequence, in microseconds
        :raises BenchFault: it does not answer
        """
        if "DTR" in self._transport.lines:
            self._transport.set_line("DTR", high=False)
        for failed in range(ROUNDS):
            if self.ask("ATE1V1Q0") and ANSWER_TO_AT in self.ask("AT"):
                if failed:
                    self._settle()
                return
            if failed:
                self._pulse_dtr()
            self._wait(guard + GUARD_MARGIN)
            self._transport.write(b"+++")
            self._wait(guard + GUARD_MARGIN)
            self._transport.write(b"\x1b\r")
            self._wait(self._transport.quiet)
        raise BenchFault(f"{self._transport.name}: {self.why_silent()}")

    def _pulse_dtr(self) -> None:
        if "DTR" in self._transport.lines:
            self._transport.set_line("DTR", high=True)
            self._wait(DTR_PULSE)
            self._transport.set_line("DTR", high=False)

    def why_silent(self) -> str:
        """Return what was wrong with the last answer that was none."""
        come = self._not_understood
        if come:
            shown = show_bytes(come[:20])
            if sum(byte >= 0x7F or byte < 0x20 for byte in come.translate(None, b"\r\n")) > GARBAGE * len(come):
                return f"what comes is no answer to AT but garbage ({shown}); the baud rate is wrong"
            return f"what comes is no answer to AT ({shown}); is the baud rate right, is a module there?"
        return "the module does not answer AT; is it on and wired, is this its port, is the baud rate right?"

    def restore(self, claims: Claims, touched: Collection[str]) -> None:
        """Bring the module to the state in which every scenario begins, from any state that the last one left.

        :param touched: names of the commands that were used, as in ``+CIPHEAD``; what they set is put back
        :raises BenchFault: the module does not answer, be it only one of these commands
        """
        self.to_command_mode(claims.figure("escape.after").value)
        for restore in stacks.of(claims.family).restore:
            if restore.after in touched or not restore.after:
                limit, report = claims.time_limit(restore.command).within, restore.report.encode()
                answer = self.ask(restore.command, limit)
                if not answer:
                    raise BenchFault(f"{self._transport.name}: no answer to {restore.command} within {spell(limit)}")
                if ANSWER_TO_AT in answer and report not in answer:
                    self._await(report, limit)
        self._settle()

    def is_attached(self) -> bool:
        """Ask the module whether it is in the packet service."""
        return ATTACHED in self.ask("AT+CGATT?")

    def wait_until_attached(self) -> None:
        """Wait after power-up until the module answers and is in the packet service.

        :raises Inconclusive: it does not come into the packet service
        :raises BenchFault: it says nothing at all
        """
        self._wait(self._transport.quiet)
        silent = 0
        for _ in range(ATTACH_ROUNDS):
            answer = self.ask("AT+CGATT?")
            if ATTACHED in answer:
                self._wait(self._transport.quiet)
                return
            silent = 0 if answer else silent + 1
            if silent == SILENT_ROUNDS:
                raise BenchFault(f"{self._transport.name}: {self.why_silent()}")
            self._wait(SECOND)
        raise Inconclusive(
            f"{self._transport.name}: the module does not attach to the packet service; check SIM card and coverage"
        )
