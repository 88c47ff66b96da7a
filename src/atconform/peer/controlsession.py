"""One test host's session at a remote far end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Container
from dataclasses import dataclass

import msgspec

from atconform.base.errors import BenchFault
from atconform.base.units import SECOND
from atconform.peer.admission import USUAL, AdmissionLimits
from atconform.peer.asyncloop import AsyncLoop
from atconform.peer.control import FROM_TEST_HOST, Answer, Ask, CloseAll, Happened, Open, StayAwake, line_of
from atconform.peer.ports import Ports
from atconform.peer.reach_policy import ReachPolicy
from atconform.peer.resources import Bounds, Resources, Room
from atconform.peer.sockets import PeerSockets
from atconform.peer.traffic import Allowance, Budget, Traffic
from atconform.protocol.peer import PeerEvent
from atconform.realtime.reactor import now

BOUNDS = Bounds(sockets=USUAL.sockets, connections=256, waiting=4 * 1024 * 1024)
OPENING = Allowance(at_once=256, a_second=32)
"""Peers of one session."""


@dataclass(frozen=True, slots=True)
class Premises:
    """What the sessions of a far end share."""

    ports: Ports
    limits: AdmissionLimits
    bounds: Bounds
    """Of each session."""
    traffic: Traffic
    own: Container[int]
    """Ports of the far end itself, at which sessions reach nobody."""


class ControlSession:
    """Carries out what one test host asks, with peers that are its own.

    :param say: writes a line into the log
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        premises: Premises,
        say: Callable[[str], None],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._limits = premises.limits
        self._say = say
        self._loop = AsyncLoop()
        self._policy = ReachPolicy(now, premises.own)
        self._opening = Budget(OPENING)
        self._sockets = PeerSockets(
            Resources(
                self._loop,
                premises.ports,
                self._tell,
                self._policy.check,
                premises.traffic.spend,
                Room(premises.bounds),
            )
        )
        writer.transport.set_write_buffer_limits(high=self._limits.unread)
        self._resume: asyncio.Task[None] | None = None

    async def run(self) -> str:
        """Serve until the test host goes away or must go; returns why."""
        try:
            while True:
                async with asyncio.timeout(self._limits.idle / SECOND):
                    line = await self._reader.readline()
                    if not line.endswith(b"\n"):
                        return "went away"
                    self._write(line_of(self._answer(FROM_TEST_HOST.decode(line))))
                    await self._writer.drain()
        except TimeoutError:
            return f"idle for {self._limits.idle / SECOND:g} s"
        except msgspec.MsgspecError:
            return "sent what is no request"
        except ValueError:
            return "sent too long a line"
        except OSError:
            return "went away"
        finally:
            self._sockets.close_all()
            if self._resume is not None:
                self._resume.cancel()

    def _answer(self, ask: Ask) -> Answer:
        port = 0
        try:
            match ask.request:
                case Open(peer, role, protocol):
                    if not self._opening.spend(1, now()):
                        raise BenchFault(f"a test host opens no more than {OPENING.a_second} peers a second")
                    port = self._sockets.open(peer, role, protocol)
                    self._say(f"{protocol} {role} on port {port}")
                case CloseAll():
                    self._sockets.close_all()
                case StayAwake():
                    pass
                case request:
                    self._sockets.request(request)
        except BenchFault as fault:
            return Answer(ask.number, now(), fault=str(fault))
        return Answer(ask.number, now(), port)

    def _tell(self, event: PeerEvent) -> None:
        self._policy.take_event(event)
        self._write(line_of(Happened(now(), event)))

    def _write(self, line: bytes) -> None:
        self._writer.write(line)
        if not self._loop.held and self._writer.transport.get_write_buffer_size() > self._limits.unread:
            self._loop.hold(held=True)
            self._resume = asyncio.create_task(self._go_on_when_read())

    async def _go_on_when_read(self) -> None:
        with contextlib.suppress(OSError):  # the test host went away, as the reading side finds out
            await self._writer.drain()
        self._loop.hold(held=False)
