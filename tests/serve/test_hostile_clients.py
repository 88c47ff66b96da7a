"""What an emulated module on a wire has to bear; each client here does what it should not."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from atconform.base.units import MS
from atconform.emulator.core.module import Module
from atconform.emulator.families import declared
from atconform.realtime.reactor import ReactorThread
from atconform.serve.outbox import LIMIT
from atconform.serve.pty import PtyEndpoint
from atconform.serve.rfc2217 import LONGEST_SUBOPTION, Rfc2217Endpoint
from atconform.serve.tcp import BUSY, UNREAD, TcpEndpoint
from atconform.serve.wire import CHUNK
from tests.serve.stub import emulated

LOOPBACK = "127.0.0.1"
MEGABYTE = 1024 * 1024
IAC, SB, SE, WILL, COM_PORT = b"\xff", b"\xfa", b"\xf0", b"\xfb", b"\x2c"
GREETING = bytes.fromhex("fffb01fffb03fffd00fffb2c")
"""What an RFC 2217 port offers to whoever calls."""
LINES = {"TCP": TcpEndpoint, "RFC 2217": Rfc2217Endpoint}


@pytest.fixture
def module() -> Module:
    """A module that takes its time for an answer, and is on at once."""
    family = declared("sim800", "none")
    return Module(
        replace(family, figures=family.figures.varied({"core.command_delay": 15 * MS, "power.boot_delay": 0}))
    )


@pytest.fixture(params=LINES)
def endpoint(request) -> TcpEndpoint:
    return LINES[request.param](LOOPBACK, 0)


@pytest.fixture
def thread(module, endpoint) -> Iterator[ReactorThread]:
    with emulated(module, endpoint) as thread:
        yield thread


def call(endpoint: TcpEndpoint) -> socket.socket:
    """Connect with small buffers, so that no megabytes get lost from sight in the system."""
    client = socket.socket()
    for buffer in (socket.SO_SNDBUF, socket.SO_RCVBUF):
        client.setsockopt(socket.SOL_SOCKET, buffer, 16384)
    client.settimeout(5)
    client.connect(endpoint.address)
    return client


def flood(send: Callable[[bytes], int], data: bytes, most: int = MEGABYTE) -> int:
    """Send until nothing more is taken for a while; tells how much was."""
    sent = 0
    if isinstance(owner := getattr(send, "__self__", None), socket.socket):
        owner.settimeout(0.2)
    try:
        while sent < most:
            sent += send(data)
    except (TimeoutError, BlockingIOError):
        return sent
    raise AssertionError("nothing ever made the sender wait")


def talks(endpoint: TcpEndpoint) -> bytes:
    """Be the next client; returns all that it hears up to the answer to AT."""
    with call(endpoint) as client:
        client.sendall(b"AT\r")
        return hears_ok(client)


def hears_ok(client: socket.socket) -> bytes:
    heard = b""
    while not heard.endswith(b"OK\r\n") and (more := client.recv(4096)):
        heard += more
    return heard


def test_a_client_that_never_reads_is_made_to_wait(module, endpoint, thread):
    with call(endpoint) as client:
        flood(client.send, b"AT+CGSN\r" * 4096)
        assert thread.call(lambda: module.waiting.backlog) <= CHUNK


def test_a_program_that_never_reads_a_pseudo_terminal_is_made_to_wait(module):
    endpoint = PtyEndpoint()
    with emulated(module, endpoint) as thread:
        descriptor = os.open(endpoint.device, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        flood(lambda data: os.write(descriptor, data), b"AT+CGSN\r" * 128)
        assert thread.call(lambda: module.waiting.backlog) <= CHUNK
        os.close(descriptor)


@pytest.mark.parametrize("reads", [False, True])
def test_the_next_client_is_served_at_once_and_hears_nothing_that_the_one_before_asked(endpoint, thread, reads):
    with call(endpoint) as client:
        flood(client.send, b"AT+CGSN\r" * 4096)
        if reads:
            client.settimeout(0.01)
            with contextlib.suppress(TimeoutError):
                while client.recv(65536):
                    pass
    assert talks(endpoint).removeprefix(GREETING) == b"AT\r\r\nOK\r\n"


def test_a_client_that_is_there_and_waits_is_not_replaced_by_another(endpoint, thread):
    with call(endpoint) as client:
        flood(client.send, b"AT\r" * 4096)
        with call(endpoint) as other:
            assert other.recv(64) == BUSY


def test_a_pace_does_not_bring_the_next_client_what_was_under_way(module):
    endpoint = TcpEndpoint(LOOPBACK, 0)
    with emulated(module, endpoint, pace=9600):
        with call(endpoint) as client:
            client.sendall(b"AT+CGSN\r" * 500)
            assert client.recv(1)
        assert talks(endpoint) == b"AT\r\r\nOK\r\n"


# --- far ends ---


def brings_up(client: socket.socket, *commands: str) -> None:
    for command in ("AT", *commands):
        client.sendall(command.encode() + b"\r")
        heard = b""
        ends = b"CONNECT OK" if "CIPSTART" in command else (b"OK", b"127.0.0.1", b">")
        while not heard.rstrip().endswith(ends):
            heard += client.recv(4096)


@pytest.mark.parametrize("command", ["AT+CIPRXGET=1", "AT+CIPSEND"])
def test_a_far_end_whose_data_nobody_fetches_is_made_to_wait(module, command):
    endpoint = TcpEndpoint(LOOPBACK, 0)
    first, last = (("AT+CIPRXGET=1",), ()) if "RXGET" in command else ((), ("AT+CIPSEND",))
    with emulated(module, endpoint) as thread, call(endpoint) as client, socket.create_server((LOOPBACK, 0)) as server:
        connect = f'AT+CIPSTART="TCP","{LOOPBACK}",{server.getsockname()[1]}'
        brings_up(client, *first, 'AT+CSTT="a"', "AT+CIICR", "AT+CIFSR", connect)
        far, _ = server.accept()
        with far:
            brings_up(client, *last)
            flood(far.send, bytes(65536), 64 * MEGABYTE)
            assert 0 < thread.call(lambda: module.waiting.unfetched) < LIMIT + 2 * CHUNK


# --- RFC 2217 ---


@pytest.fixture
def rfc2217(module) -> Iterator[Rfc2217Endpoint]:
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(module, endpoint):
        yield endpoint


@pytest.mark.parametrize("piece", [1, 7, 65536])
def test_a_suboption_without_end_has_an_end(rfc2217, piece):
    data = IAC + SB + COM_PORT + bytes(2 * LONGEST_SUBOPTION)
    with call(rfc2217) as client, contextlib.suppress(ConnectionError):
        for begin in range(0, len(data), piece):
            client.sendall(data[begin : begin + piece])
        while client.recv(4096):  # for ever, if it is not let go
            pass
    assert b"OK" in talks(rfc2217)


@pytest.mark.parametrize("piece", [1, 3, 65536])
@pytest.mark.parametrize(
    "command",
    [
        IAC + SB + COM_PORT + b"\x00" + b"x" * (LONGEST_SUBOPTION - 2) + IAC + SE,
        IAC + SB + b"\x63unknown" + IAC + IAC + IAC + SE,
        IAC + SB + COM_PORT + b"\x63" + IAC + SE,
        IAC + b"\xf1",
        IAC + WILL + b"\x63",
    ],
    ids=["signature", "other option", "unknown request", "NOP", "unknown option"],
)
def test_what_is_not_known_is_passed_over_in_any_pieces(rfc2217, command, piece):
    data = command + b"AT\r"
    with call(rfc2217) as client:
        for begin in range(0, len(data), piece):
            client.sendall(data[begin : begin + piece])
        heard = hears_ok(client)
    assert heard.endswith(b"AT\r\r\nOK\r\n")


def test_requests_whose_answers_nobody_reads_are_not_taken_for_ever(rfc2217):
    with call(rfc2217) as client:
        client.sendall(IAC + b"\xfd" + COM_PORT)
        assert flood(client.send, (IAC + SB + COM_PORT + b"\x07" + IAC + SE) * 2048) < 16 * UNREAD
