"""Command exchanges a second of the emulated module's core, in memory, without transport and without judge.

Its partner is a JSON round trip of the same command and answer: what a stand-in that answers nothing but canned JSON
messages would have to do at the least.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial

from measuring import family, in_turns, ratios, show

from atconform.base.units import SECOND
from atconform.emulator.core.effects import Transmit
from atconform.emulator.core.module import Module
from atconform.emulator.families import build
from atconform.network import SimulatedNetwork
from atconform.virtual.transport import MemoryTransport

FINAL = {
    "AT": b"\r\nOK\r\n",
    "AT+CSQ": b"\r\nOK\r\n",
    "AT+CIPSTATUS": b"\r\nSTATE: IP INITIAL\r\n",
    "AT+CSOC?": b"\r\nOK\r\n",
    "AT+CIPOPEN?": b"\r\nOK\r\n",
}
"""The commands that are measured where the family has them, and how their answers end."""
BOOT = 60 * SECOND
EXCHANGES = 10_000
TURNS = 7
GOAL = 20_000


class Host:
    """Sends commands to a module that has booted, and moves its clock from deadline to deadline."""

    def __init__(self, name: str) -> None:
        transport = MemoryTransport(build(name), SimulatedNetwork())
        while transport.step(BOOT) is not None:
            pass
        self.module: Module = transport.module
        self._now = transport.now()

    def exchange(self, command: bytes, final: bytes) -> bytes:
        """Send a command; return everything up to its final result, echo included."""
        answer = b""
        self.module.receive(command, self._now)
        while True:
            for effect in self.module.take_effects():
                if isinstance(effect, Transmit):
                    answer += effect.data
            if answer.endswith(final):
                return answer
            due = self.module.next_deadline()
            assert due is not None, f"no answer to {command!r}: {answer!r}"
            self._now = max(self._now, due)
            self.module.advance(self._now)


def rate(exchange: Callable[[], object]) -> float:
    """Measure exchanges a second."""
    begin = time.perf_counter()
    for _ in range(EXCHANGES):
        exchange()
    return EXCHANGES / (time.perf_counter() - begin)


def json_round_trip(message: dict[str, str]) -> Callable[[], object]:
    """Prepare the partner: one message encoded and decoded."""
    return lambda: json.loads(json.dumps(message))


def main() -> None:
    """Measure each command beside its partner."""
    host = Host(family())
    for name, final in FINAL.items():
        if name != "AT" and name.removeprefix("AT").rstrip("?") not in host.module.commands:
            continue
        command = name.encode() + b"\r"
        answer = host.exchange(command, final)
        assert answer.startswith(command), f"no echo: {answer!r}"
        partner = json_round_trip({"command": name, "answer": answer.decode()})
        core, canned = in_turns(TURNS, partial(rate, partial(host.exchange, command, final)), partial(rate, partner))
        show(
            f"{name}, {EXCHANGES} exchanges a turn",
            [
                ("the core, with echo", core, "/s"),
                ("a JSON round trip", canned, "/s"),
                ("ratio of the times", ratios(canned, core), "x"),
            ],
            f"goal: at least {GOAL:,}/s",
        )


if __name__ == "__main__":
    main()
