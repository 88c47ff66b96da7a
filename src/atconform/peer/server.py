"""The far end on a host of its own: lets test hosts in and keeps them apart."""

from __future__ import annotations

import asyncio
import hmac
import ssl
from collections.abc import Callable

import msgspec

from atconform.base.errors import BenchFault
from atconform.base.units import SECOND
from atconform.peer.admission import USUAL, Admission, AdmissionLimits
from atconform.peer.control import FROM_NEW_TEST_HOST, LONGEST_LINE, VERSION, Refused, SignIn, Welcome, line_of
from atconform.peer.controlsession import BOUNDS, ControlSession, Premises
from atconform.peer.ports import Ports
from atconform.peer.traffic import Traffic
from atconform.realtime.reactor import now


class ControlServer:
    """Serves test hosts.

    :param token: what they have to know
    :param ports: where their peers stand
    :param tls: the certificate to show; None: everything is in clear
    :param say: writes a line into the log
    """

    def __init__(
        self,
        token: str,
        ports: Ports,
        tls: ssl.SSLContext | None,
        say: Callable[[str], None],
        limits: AdmissionLimits = USUAL,
    ) -> None:
        self._token = token.encode()
        self._ports = ports
        self._most_sessions, self._ports_each = limits.shares(ports.count)
        self._traffic = Traffic(now)
        self._tls = tls
        self._say = say
        self._limits = limits
        self._admission = Admission(limits)
        self._turning_away = False
        self._sessions = 0
        self._served = 0
        self._attending: set[asyncio.Task[None]] = set()

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Begin to listen for test hosts.

        :raises BenchFault: that is no address of this host, or the port is taken
        """
        try:
            listening = await asyncio.start_server(self._begin, host, port, limit=LONGEST_LINE, start_serving=False)
        except OSError as error:
            raise BenchFault(f"cannot listen on {host}:{port}: {error.strerror}") from error
        own = {*self._ports.numbers, *(sock.getsockname()[1] for sock in listening.sockets)}
        bounds = BOUNDS._replace(sockets=self._limits.sockets, ports=self._ports_each)
        self._premises = Premises(self._ports, self._limits, bounds, self._traffic, own)
        await listening.start_serving()
        return listening

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._attend(reader, writer))
        self._attending.add(task)
        task.add_done_callback(self._attending.discard)

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        where: str = writer.get_extra_info("peername", ("somebody",))[0]
        try:
            if await self._signs_in(where, reader, writer):
                await self._serve(where, reader, writer)
        finally:
            writer.transport.abort()  # a farewell of TLS would have to wait for the other side's

    async def _signs_in(self, where: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if not self._admission.enter(where):
            if not self._turning_away:
                self._say(f"{where} and perhaps others are turned away: too many wait to sign in")
            self._turning_away = True
            return False
        try:
            why = await self._why_refused(reader, writer)
            if why:
                self._say(f"{where} refused: {why}")
                await asyncio.sleep(self._limits.slow_down / SECOND)
                writer.write(line_of(Refused(why)))
                await writer.drain()
            return not why
        except (OSError, TimeoutError):
            return False
        finally:
            self._admission.leave(where)
            self._turning_away = False

    async def _why_refused(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        """Hear who is there; returns why it is refused, or nothing.

        :raises OSError: it went away
        """
        try:
            async with asyncio.timeout(self._limits.sign_in / SECOND):
                if self._tls is not None:
                    await writer.start_tls(self._tls)
                line = await reader.readline()
                if not line:
                    raise ConnectionResetError
                sign_in = FROM_NEW_TEST_HOST.decode(line)
        except TimeoutError:
            return "it did not sign in"
        except ssl.SSLError as error:
            return f"no TLS came about ({error.reason})"
        except (ValueError, msgspec.MsgspecError):
            return "what it sent is not how a test host signs in"
        return self._judge(sign_in)

    def _judge(self, sign_in: SignIn) -> str:
        if not hmac.compare_digest(sign_in.token.encode(), self._token):
            return "the token is wrong"
        if sign_in.version != VERSION:
            return f"it speaks version {sign_in.version} and not {VERSION}; have the same atconform at both ends"
        if self._sessions >= self._most_sessions:
            return f"{self._sessions} test hosts are served already"
        return ""

    async def _serve(self, where: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._sessions += 1
        self._served += 1
        name = f"session {self._served}"
        self._say(f"{name}: {where} has signed in")
        why = "the far end was ended"
        try:
            writer.write(line_of(Welcome(now())))
            session = ControlSession(reader, writer, self._premises, lambda what: self._say(f"{name}: {what}"))
            why = await session.run()
        finally:
            self._sessions -= 1
            self._say(f"{name}: ended, {where} {why}")
