"""The far end on another host, as the bench holds it: asks the server of ``peer.server``, and stamps what it tells."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from atconform.base.addresses import is_loopback, loopback_of
from atconform.base.errors import BenchFault, UsageError
from atconform.base.units import SECOND
from atconform.peer.control import (
    FROM_NEW_PEERS,
    FROM_PEERS,
    LONGEST_LINE,
    PIECE,
    VERSION,
    Answer,
    Ask,
    CloseAll,
    Happened,
    Open,
    Refused,
    SignIn,
    StayAwake,
    line_of,
)
from atconform.peer.sockets import CAPABILITIES
from atconform.peer.tokenfile import read_token
from atconform.protocol.peer import Address, PeerRequest, PeerSend, Role, TransportProtocol
from atconform.protocol.transport import Fault, Stamp
from atconform.realtime.reactor import now

PATIENCE = 15 * SECOND
"""How long the far end may take to answer, or to let a test host in."""
AWAKE = 15 * SECOND
"""How often it is told that this test host is still there; the clocks are compared by that too."""

DRIFT = 5_000
"""Clocks go apart by no more than one part in so many."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ControlAddress:
    """Where a remote far end is, and how to be let in."""

    url: str
    """As the user wrote it."""
    host: str
    port: int
    token: str = field(repr=False)
    tls: ssl.SSLContext | None

    @classmethod
    def read(cls, url: str, token_file: str, ca: str = "") -> ControlAddress:
        """Read what the bench file says: ``tls://HOST:PORT``, or ``tcp://`` on this machine.

        :param ca: a file of certificates, one of which vouches for the far end; default: those of the system
        :raises UsageError: it is not written like this, or a file cannot be read
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not host or not port or parts.scheme not in ("tls", "tcp"):
            raise UsageError(f"[peer] url {url!r}: write tls://HOST:PORT")
        if parts.scheme == "tcp" and not is_loopback(host):
            raise UsageError(f"[peer] url {url!r}: the token must not leave this machine in clear", "write tls://")
        if not token_file:
            raise UsageError("[peer] token_file: name the file that holds the token of the far end")
        token = read_token(Path(token_file))
        if parts.scheme == "tcp":
            return cls(url, loopback_of(host), port, token, None)
        return cls(url, host, port, token, _tls(ca))


def _tls(ca: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca or None)
    except OSError as error:
        raise UsageError(f"[peer] ca {ca}: no certificates in PEM: {error.strerror}") from None


class RemotePeers:
    """Peers on another host. See :class:`atconform.protocol.peer.Peers` for the meaning of its members.

    Events carry times of the far end's clock, which says nothing by itself. But when that clock was read for the last
    answer, the request had been sent; so what happened so much later cannot have happened earlier on this host's clock.
    That, and the arrival, are the two ends of the interval in which an event is known to lie.

    :param happened: takes what the peers see, and stamps it
    :param public_ip: the address at which the module reaches the far end; default: that of the far end's host
    :param name: a domain name that leads the module there, if there is one
    :raises UsageError: the far end cannot be reached, or does not let this host in
    """

    def __init__(self, happened: Stamp, where: ControlAddress, public_ip: str = "", name: str = "") -> None:
        self.capabilities = CAPABILITIES
        self._happened = happened
        self._where = where
        self._name = name
        self._line: _ControlLine | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="far end", daemon=True)
        self._thread.start()
        try:
            self._public_ip = public_ip or socket.gethostbyname(where.host)
            self._signed_in()
        except (BenchFault, OSError) as error:
            self.shut_down()
            raise UsageError(f"[peer] url {where.url}: {error}") from None

    def open(self, peer: str, role: Role, protocol: TransportProtocol) -> Address:
        """Make a peer, having signed in again if the far end was lost; returns where the module reaches it.

        :raises BenchFault: the far end cannot be reached, no port is to be had, or the name is taken
        """
        line = self._signed_in()
        answer = self._wait(line.ask(Open(peer, role, protocol)))
        line.in_use = True
        return Address(self._public_ip, answer.port)

    def request(self, request: PeerRequest) -> None:
        """Have a peer do something.

        :raises BenchFault: there is no such peer or connection, or this far end cannot do it, or it went away
        """
        if self._line is None:
            raise BenchFault(f"there is no peer named {request.peer}")
        for piece in _pieces(request):
            self._wait(self._line.ask(piece))

    def name_of(self, address: Address) -> str:
        """Return the name that leads to the far end."""
        return self._name

    def check(self) -> None:
        """Ask the far end whether it is still there.

        :raises BenchFault: it is not, or another one is there now
        """
        if self._line is not None:
            self._wait(self._line.ask(StayAwake()))

    def close_all(self) -> None:
        """Close every peer, so that the next scenario begins with none; a far end that went away has done so itself."""
        if self._line is not None:
            self._line.in_use = False
            with contextlib.suppress(BenchFault):
                self._wait(self._line.ask(CloseAll()))

    def shut_down(self) -> None:
        """Take leave, when the bench is given back. Idempotent."""
        if self._loop.is_closed():
            return
        self._wait(_end_tasks())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _signed_in(self) -> _ControlLine:
        if self._line is None or self._line.lost:
            self._line = self._wait(_sign_in(self._where, self._happened))
        return self._line

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


class _ControlLine:
    """The control connection, in the thread that reads it."""

    def __init__(
        self, where: ControlAddress, happened: Stamp, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._where = where
        self._happened = happened
        self._reader = reader
        self._writer = writer
        self._asked: dict[int, tuple[int, asyncio.Future[Answer]]] = {}
        self._number = 0
        self.in_use = False
        """Whether a scenario has peers there."""
        self.lost = False

    async def sign_in(self) -> None:
        """Show the token.

        :raises BenchFault: the far end refuses, or is none
        """
        asked = now()
        self._writer.write(line_of(SignIn(VERSION, self._where.token)))
        line = await self._reader.readline()
        if not line:
            raise BenchFault("the far end is too busy to let this host in; try again")
        answer = FROM_NEW_PEERS.decode(line)
        if isinstance(answer, Refused):
            raise BenchFault(f"the far end refuses: {answer.why}")
        self._compare(asked, answer.now)
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._stay_awake())]

    async def ask(self, request: Open | CloseAll | StayAwake | PeerRequest) -> Answer:
        """Ask for something, and wait until it is done.

        :raises BenchFault: it cannot be done, or the far end went away
        """
        if self.lost:
            raise BenchFault(f"the far end {self._where.url} went away")
        self._number += 1
        number = self._number
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._asked[number] = now(), future
        self._writer.write(line_of(Ask(number, request)))
        try:
            async with asyncio.timeout(PATIENCE / SECOND):
                answer = await future
        except TimeoutError:
            self._lose()
            raise BenchFault(f"the far end {self._where.url} does not answer") from None
        finally:
            self._asked.pop(number, None)
        if answer.fault:
            raise BenchFault(answer.fault)
        return answer

    async def _read(self) -> None:
        try:
            while (line := await self._reader.readline()).endswith(b"\n"):
                match FROM_PEERS.decode(line):
                    case Answer() as answer:
                        self._take_answer(answer)
                    case Happened(at, event):
                        self._happened(event, earliest=self._not_before(at))
        except asyncio.CancelledError:
            self.in_use = False
            raise
        except (OSError, ValueError, msgspec.MsgspecError):
            pass  # nothing that follows can be understood
        finally:
            self._lose()

    def _not_before(self, at: int) -> int:
        """Return the earliest time, on this host's clock, that a time of the far end's clock can mean."""
        present = now()
        return min(present, at + self._begin - (present - self._compared) // DRIFT)

    def _take_answer(self, answer: Answer) -> None:
        if answer.number in self._asked:
            asked, future = self._asked[answer.number]
            self._compare(asked, answer.now)
            if not future.done():
                future.set_result(answer)

    def _compare(self, asked: int, far: int) -> None:
        """Record that the far end's clock showed ``far`` not before ``asked``."""
        self._begin = asked - far
        self._compared = asked

    async def _stay_awake(self) -> None:
        while not self.lost:
            await asyncio.sleep(AWAKE / SECOND)
            with contextlib.suppress(BenchFault):
                await self.ask(StayAwake())

    def _lose(self) -> None:
        if self.lost:
            return
        self.lost = True
        self._writer.transport.abort()
        for _, future in self._asked.values():
            if not future.done():
                future.set_exception(BenchFault(f"the far end {self._where.url} went away"))
        if self.in_use:
            self._happened(Fault(f"the far end {self._where.url} went away"))


async def _end_tasks() -> None:
    """End everything that still goes on in this loop."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _sign_in(where: ControlAddress, happened: Stamp) -> _ControlLine:
    """Open a control connection.

    :raises BenchFault: the far end cannot be reached, or does not let this host in
    """
    try:
        async with asyncio.timeout(PATIENCE / SECOND):
            reader, writer = await asyncio.open_connection(where.host, where.port, ssl=where.tls, limit=LONGEST_LINE)
            line = _ControlLine(where, happened, reader, writer)
            try:
                await line.sign_in()
            except BaseException:
                writer.transport.abort()
                raise
    except TimeoutError:
        raise BenchFault("the far end does not answer; check that its port is open") from None
    except ssl.SSLCertVerificationError as error:
        why = error.verify_message
        raise BenchFault(f"its certificate is not trusted ({why}); name one that is in [peer] ca") from None
    except OSError as error:
        raise BenchFault(f"the far end cannot be reached: {error.strerror or error}") from None
    except (ValueError, msgspec.MsgspecError):
        raise BenchFault("what answers there is no far end of atconform") from None
    return line


def _pieces(request: PeerRequest) -> list[PeerRequest]:
    """Split data that is longer than a message may be; no datagram is."""
    if not isinstance(request, PeerSend) or len(request.data) <= PIECE:
        return [request]
    return [
        PeerSend(request.peer, request.connection, request.data[begin : begin + PIECE], request.to)
        for begin in range(0, len(request.data), PIECE)
    ]
