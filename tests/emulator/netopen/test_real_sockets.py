"""What the SIM7X00 asks of the network that the other families do not, on this machine's sockets."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from atconform.base.units import SECOND
from atconform.protocol.network import (
    Close,
    Connect,
    Connected,
    ConnectFailed,
    Incoming,
    Listen,
    Listening,
    Resend,
    Resending,
    Resolve,
    Resolved,
)
from atconform.serve.network.links import give_up_after
from tests.serve.network.rig import LOOPBACK, HostNetworkRig

TWO_MINUTES = Resending(10, True, 500_000, 120 * SECOND)


@pytest.fixture
def rig() -> Iterator[HostNetworkRig]:
    rig = HostNetworkRig()
    yield rig
    rig.close()


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server((LOOPBACK, 0)) as server:
        server.settimeout(5)
        yield server


@pytest.mark.parametrize(
    ("resending", "milliseconds"),
    [
        (Resending(0), 1_000),
        (Resending(3), 15_000),
        (TWO_MINUTES, 120_000),
        (replace(TWO_MINUTES, retries=3, least_wait=10 * SECOND), 40_000),
    ],
)
def test_the_system_is_told_for_how_long_to_try(resending: Resending, milliseconds: int) -> None:
    assert give_up_after(resending) == milliseconds


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the system cannot be told")
def test_what_holds_for_a_link_holds_for_its_socket_from_the_beginning_and_later(
    rig: HostNetworkRig, server: socket.socket
) -> None:
    def limit() -> int:
        (link,) = rig.network._links.values()
        return link._socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)  # type: ignore[attr-defined]

    port = server.getsockname()[1]
    rig.ask(Connect(1, 0, "TCP", LOOPBACK, port, resending=TWO_MINUTES, timeout=30 * SECOND))
    assert rig.event() == Connected(1, LOOPBACK, port)
    assert limit() == 120_000
    rig.ask(Resend(1, Resending(0)))
    assert limit() == 1_000


def test_clients_of_a_server_are_tried_as_long_as_was_asked_for(rig: HostNetworkRig) -> None:
    rig.ask(Listen(1, 0, 0, TWO_MINUTES))
    assert rig.event() == Listening(1)
    port = rig.network._servers[1]._socket.getsockname()[1]
    with socket.create_connection((LOOPBACK, port), timeout=5):
        event = rig.event()
        assert isinstance(event, Incoming)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            sock = rig.network._links[event.link]._socket  # type: ignore[attr-defined]
            assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 120_000


def test_a_link_that_is_closed_silently_stays_open_at_the_far_end(rig: HostNetworkRig, server: socket.socket) -> None:
    port = server.getsockname()[1]
    rig.ask(Connect(1, 0, "TCP", LOOPBACK, port))
    assert rig.event() == Connected(1, LOOPBACK, port)
    far, _ = server.accept()
    with far:
        rig.ask(Close(1, silently=True))
        far.sendall(b"are you there?")
        far.setblocking(False)
        with pytest.raises(BlockingIOError):
            far.recv(1)
        rig.ask(Resolve(2, 0, "localhost", timeout=5 * SECOND))  # what comes next is not of that link
        assert isinstance(rig.event(), Resolved)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full queue may refuse")
def test_a_far_end_that_does_not_answer_is_given_up_in_time(rig: HostNetworkRig) -> None:
    with socket.socket() as full:
        full.bind((LOOPBACK, 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(2)]
        for sock in waiting:  # a queue that is full answers nobody
            sock.setblocking(False)
            sock.connect_ex(full.getsockname())
        rig.ask(Connect(1, 0, "TCP", *full.getsockname(), timeout=50_000))
        event = rig.event()
        for sock in waiting:
            sock.close()
    assert event == ConnectFailed(1, "timeout")
