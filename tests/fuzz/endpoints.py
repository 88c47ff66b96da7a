"""The emulator's endpoints, with clients that do what they should not; on loopback, and each a bounded time.

Whatever hostile clients did: when they are gone, the next one is served, and the loop that serves it still turns.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from random import Random
from typing import Literal, NamedTuple

from atconform.emulator.families import build
from atconform.serve.endpoint import Endpoint
from atconform.serve.pty import PtyEndpoint
from atconform.serve.rfc2217 import Rfc2217Endpoint
from atconform.serve.tcp import BUSY, TcpEndpoint
from tests.fuzz.attack import Complaint, Subject
from tests.fuzz.chance import many, one_of
from tests.serve.stub import emulated

LOOPBACK = "127.0.0.1"
PATIENCE = 20.0
"""Seconds after which the next client counts as not served."""
FLOOD = 256 * 1024
"""Bytes that a hostile client sends at once, at the most."""
BRIEFLY = 0.2
"""Seconds for which a hostile client tries to write to one that does not read."""

Deed = Literal["connects", "sends", "floods", "reads", "half-closes", "resets", "leaves"]


class Act(NamedTuple):
    """What one of three clients does."""

    client: int
    does: Deed
    data: bytes = b""


IAC, SB, SE = b"\xff", b"\xfa", b"\xf0"
TELNET = (
    *(IAC, IAC + IAC, IAC + SE, IAC + SB, IAC + SB + SE, IAC + SB + IAC + SE, IAC + SB + b"\x2c" + IAC + SE),
    *(
        IAC + verb + option
        for verb in (b"\xfb", b"\xfc", b"\xfd", b"\xfe")
        for option in (b"\x00", b"\x01", b"\x2c", b"\xff")
    ),
    *(IAC + SB + b"\x2c" + bytes([asked]) + IAC + SE for asked in (0, 1, 2, 3, 4, 5, 10, 11, 12, 99, 255)),
    *(IAC + SB + b"\x2c\x01" + rate + IAC + SE for rate in (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff" * 2, b"\x00")),
    *(IAC + SB + b"\x2c\x05" + bytes([value]) + IAC + SE for value in range(0, 24, 3)),
    *(
        IAC + SB + b"\x2c\x0a" + IAC + IAC + IAC + SE,
        IAC + SB + b"x" * 5000 + IAC + SE,
        IAC + SB + b"\x18\x01" + IAC + SE,
    ),
    *(IAC + b"\xf1", IAC + b"\xf6", IAC + b"\x00"),
)
TYPED_BY_HOSTS = (b"AT\r", b"AT\r" * 500, b"AT+CIPSEND\r", b"\x00" * 100, b"\x13", b"A" * 5000, b"ATI;+CSQ\r" * 50)


def _sent(rng: Random) -> bytes:
    return one_of(
        rng,
        (2, lambda: b"".join(many(rng, 4, lambda: rng.choice(TELNET), least=1))),
        (1, lambda: rng.choice(TYPED_BY_HOSTS)),
        (1, lambda: rng.randbytes(rng.randint(1, 40))),
    )


def acts(rng: Random) -> list[Act]:
    """Draw what hostile clients do."""

    def act() -> Act:
        client = rng.randrange(3)
        return one_of(
            rng,
            (4, lambda: Act(client, "sends", _sent(rng))),
            (1, lambda: Act(client, "floods", _sent(rng))),
            (3, lambda: Act(client, rng.choice(("connects", "reads", "half-closes", "resets", "leaves")))),
        )

    return many(rng, 12, act)


class Client:
    """A hostile client on TCP; it does nothing that it can no longer do."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._socket: socket.socket | None = None

    def does(self, act: Act) -> None:
        """Do something."""
        if self._socket is None:
            self._socket = socket.create_connection(self._address, PATIENCE)
            self._socket.settimeout(BRIEFLY)
        with contextlib.suppress(OSError):
            match act.does:
                case "sends":
                    self._socket.sendall(act.data)
                case "floods":
                    _flood(self._socket.send, act.data)
                case "reads":
                    self._socket.setblocking(False)
                    self._socket.recv(65536)
                    self._socket.settimeout(BRIEFLY)
                case "half-closes":
                    self._socket.shutdown(socket.SHUT_WR)
                case "resets":
                    self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.leave()
                case "leaves":
                    self.leave()

    def leave(self) -> None:
        """Close the connection, if there is one."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class Program:
    """A hostile program on a pty; what a connection alone has, it does by closing or setting the terminal."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._file: int | None = None

    def does(self, act: Act) -> None:
        """Do something."""
        if self._file is None:
            self._file = os.open(self._device, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        with contextlib.suppress(OSError):
            match act.does:
                case "sends":
                    os.write(self._file, act.data)
                case "floods":
                    _flood(partial(os.write, self._file), act.data)
                case "reads":
                    os.read(self._file, 65536)
                case "half-closes":
                    termios.tcflush(self._file, termios.TCIOFLUSH)
                case "resets" | "leaves":
                    self.leave()

    def leave(self) -> None:
        """Close the device, if it is open."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _flood(send: Callable[[bytes], int], data: bytes) -> None:
    """Send much, as fast as it is taken, and go on for a while where it is not."""
    until, sent = time.monotonic() + BRIEFLY, 0
    while sent < FLOOD and time.monotonic() < until:
        try:
            sent += send(data * 100)
        except BlockingIOError:
            time.sleep(0.001)  # in real time: the system has no room, and says not when it has


@contextmanager
def _attacked(endpoint: Endpoint, acts: list[Act], client: Callable[[], Client | Program]) -> Iterator[None]:
    """Have clients do all that to a module in real time; it is still there afterwards."""
    with emulated(build("sim800"), endpoint) as thread, ExitStack() as stack:
        clients = [client() for _ in range(3)]
        for one in clients:
            stack.callback(one.leave)
        for act in acts:
            clients[act.client].does(act)
        for one in clients:
            one.leave()
        try:
            thread.call(lambda: None)
        except Exception as problem:  # whatever has ended the loop is what was looked for
            raise Complaint("the loop of the emulator has ended", repr(problem)) from None
        yield


TYPED = (b"\x11\x1b\r", b"x" * 1500 + b"\x1b\r", b"ATE0V1Q0\r")
"""What brings a module out of whatever was typed at it."""


def _is_served(write: Callable[[bytes], object], read: Callable[[], bytes]) -> bool:
    until, said = time.monotonic() + PATIENCE, b""
    while time.monotonic() < until:
        for piece in TYPED:
            write(piece)
        quiet = time.monotonic() + BRIEFLY
        while time.monotonic() < quiet:
            said += read()
            if b"\r\nOK\r\n" in said:
                return True
            time.sleep(0.002)
    return False


def _tcp_is_served(address: tuple[str, int]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.create_connection(address, PATIENCE) as client, contextlib.suppress(OSError):
            client.setblocking(False)
            come = bytearray()

            def read(client: socket.socket = client, come: bytearray = come) -> bytes:
                with contextlib.suppress(BlockingIOError):
                    piece = client.recv(65536)
                    come.extend(piece)
                    if not piece or bytes(come).startswith(BUSY):
                        raise ConnectionResetError
                    return piece
                return b""

            if _is_served(client.sendall, read):
                return True
        time.sleep(0.01)  # the one before is not gone yet
    return False


def _check_tcp(make: type[TcpEndpoint], acts: list[Act]) -> None:
    endpoint = make(LOOPBACK, 0)
    with _attacked(endpoint, acts, lambda: Client(endpoint.address)):
        if not _tcp_is_served(endpoint.address):
            raise Complaint("the next client is not served")


def _check_pty(acts: list[Act]) -> None:
    endpoint = PtyEndpoint()
    with _attacked(endpoint, acts, lambda: Program(endpoint.device)):
        file = os.open(endpoint.device, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        try:

            def read() -> bytes:
                with contextlib.suppress(BlockingIOError):
                    return os.read(file, 65536)
                return b""

            def write(data: bytes) -> None:
                with contextlib.suppress(BlockingIOError):
                    os.write(file, data)

            if not _is_served(write, read):
                raise Complaint("the next program is not served")
        finally:
            os.close(file)


SUBJECTS = [
    Subject("endpoint-tcp", acts, partial(_check_tcp, TcpEndpoint), slow=60),
    Subject("endpoint-rfc2217", acts, partial(_check_tcp, Rfc2217Endpoint), slow=60),
    Subject("endpoint-pty", acts, _check_pty, slow=60),
]
