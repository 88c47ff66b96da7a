"""Nothing of a module reaches other machines, or is reached by them, unless that was allowed."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atconform.base.errors import UsageError
from atconform.protocol.network import (
    Connect,
    Connected,
    ConnectFailed,
    EchoLost,
    Listen,
    Listening,
    Ping,
    Received,
    Resolve,
    ResolveFailed,
    Send,
)
from atconform.serve import network
from atconform.serve.network import AddressBook, read_mapping, read_name
from tests.serve.network.rig import LOOPBACK, HostNetworkRig

OUTSIDE = ["192.0.2.7", "0.0.0.0", "255.255.255.255", "224.0.0.1"]


class Watched(socket.socket):
    """A socket that writes down where it went."""

    went: list[tuple[str, int]] = []

    def bind(self, address):
        self.went.append(address)
        return super().bind(address)

    def connect(self, address):
        self.went.append(address)
        return super().connect(address)

    def sendto(self, data, address):
        self.went.append(address)
        return super().sendto(data, address)


@pytest.fixture
def went(monkeypatch) -> list[tuple[str, int]]:
    """The addresses that sockets were bound to and went to."""
    Watched.went = []
    monkeypatch.setattr(socket, "socket", Watched)
    return Watched.went


@pytest.fixture
def rig(went) -> Iterator[HostNetworkRig]:
    rig = HostNetworkRig()
    yield rig
    rig.close()
    assert all(host == LOOPBACK for host, _ in went)


@pytest.mark.parametrize("to", OUTSIDE)
def test_no_connection_leads_out(rig, to):
    rig.ask(Connect(1, 1, "TCP", to, 80))
    assert rig.event() == ConnectFailed(1, "unreachable")


@pytest.mark.parametrize("to", OUTSIDE)
def test_no_datagram_leads_out(rig, to):
    rig.ask(Connect(1, 1, "UDP", to, 80))
    assert rig.event() == Connected(1, to, 80)
    rig.ask(Send(1, b"hello"))
    rig.ask(Send(1, b"hello", to=("192.0.2.9", 53)))
    rig.ask(Send(1, b"hello", to=("a.name", 53)))
    rig.quiet()


@pytest.mark.parametrize("to", OUTSIDE)
def test_no_echo_leads_out(rig, to):
    rig.ask(Ping(1, 1, to, 32, 64, timeout=1000))
    assert rig.event() == EchoLost(1, to)


@pytest.mark.parametrize("name", ["nowhere.example", "127.1", "2130706433", "::ffff:192.0.2.7", "localhost."])
def test_no_name_is_asked_for(rig, name, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("the system was asked"))
    rig.ask(Resolve(1, 1, name))
    assert rig.event() == ResolveFailed(1, name)
    rig.ask(Connect(1, 1, "TCP", name, 80))
    assert rig.event() == ConnectFailed(1, "name")


def test_a_name_that_the_users_table_leads_out_is_reached_no_more_than_its_address(went):
    rig = HostNetworkRig(AddressBook(names=dict([read_name("server.example=192.0.2.7")])))
    rig.ask(Connect(1, 1, "TCP", "server.example", 80))
    assert rig.event() == ConnectFailed(1, "unreachable")
    assert all(host == LOOPBACK for host, _ in went)
    rig.close()


@pytest.mark.parametrize("real", [*OUTSIDE, "::", "[::]", "[::ffff:192.0.2.7]", "some.name", "localhost.", "127.1"])
@pytest.mark.parametrize("named", [f"{LOOPBACK}:5001", "116.228.221.51:8500"])
def test_a_mapping_to_another_machine_is_refused(named, real):
    with pytest.raises(UsageError, match=r"add --allow-network|is no address; say which it is with --dns"):
        AddressBook([read_mapping(f"{named}={real}:5001")])


def test_a_mapping_by_a_name_that_leads_out_is_refused():
    with pytest.raises(UsageError, match="add --allow-network"):
        AddressBook([read_mapping("1.2.3.4:80=server:80")], dict([read_name("server=192.0.2.7")]))


@pytest.mark.parametrize("real", ["0.0.0.0:5001", "some.name:5001"])
def test_where_the_network_is_allowed_a_mapping_may_lead_anywhere(real):
    AddressBook([read_mapping(f"{LOOPBACK}:5001={real}")], anywhere=True)


def test_a_server_listens_where_its_mapping_says():
    with socket.create_server(("127.0.0.3", 0)) as free:
        port = free.getsockname()[1]
    mapped = read_mapping(f"{LOOPBACK}:5001=some.name:{port}")
    rig = HostNetworkRig(AddressBook([mapped], dict([read_name("some.name=127.0.0.3")])))
    rig.ask(Listen(1, 1, 5001))
    assert rig.event() == Listening(1)
    with socket.create_connection(("127.0.0.3", port), 5):
        pass
    rig.close()


def test_a_datagram_goes_to_the_address_of_a_mapped_name():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
        far.bind((LOOPBACK, 0))
        far.settimeout(5)
        mapped = read_mapping(f"192.0.2.7:80=localhost:{far.getsockname()[1]}")
        rig = HostNetworkRig(AddressBook([mapped]))
        rig.ask(Connect(1, 1, "UDP", "192.0.2.9", 9, any_source=True))
        rig.event()
        rig.ask(Send(1, b"hello", to=("192.0.2.7", 80)))
        data, module = far.recvfrom(64)
        assert data == b"hello"
        far.sendto(b"hi", module)
        assert isinstance(rig.event(), Received)
        rig.close()


def test_no_socket_of_a_module_goes_anywhere_but_through_the_gate():
    folder = Path(sys.modules[network.__name__].__file__ or "").parent
    ways = re.compile(r"(?<!gate)\.(bind|connect|connect_ex|sendto|sendmsg|create_connection|create_server)\(")
    past = {path.name for path in folder.glob("*.py") if ways.search(path.read_text("utf-8"))}
    assert past - {"gate.py"} == {"host.py"}  # which asks its links to connect
    assert not re.search(r"sock\.(bind|connect|sendto)", (folder / "host.py").read_text("utf-8"))
