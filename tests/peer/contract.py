"""What every far end made of real sockets must do, wherever it is; ``PeersContract`` is played for each of them."""

from __future__ import annotations

import socket
import struct

import pytest

from atconform.base.errors import BenchFault
from atconform.base.units import SECOND
from atconform.protocol.peer import (
    Address,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerEvent,
    PeerReset,
    Peers,
    PeerSend,
)
from atconform.realtime.inbox import Inbox
from atconform.realtime.reactor import now

LOOPBACK = "127.0.0.1"
PATIENCE = 5 * SECOND
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Bench:
    """A far end, and the inbox into which it tells what happens."""

    def __init__(self, peers: Peers, inbox: Inbox) -> None:
        self.peers = peers
        self.inbox = inbox

    def event(self) -> PeerEvent:
        before = now()
        event = self.inbox.get(before + PATIENCE)
        assert event is not None, "no peer said anything"
        assert event.at.earliest <= event.at.latest <= now()
        return event.body

    def dial(self, address: Address) -> socket.socket:
        sock = socket.create_connection(address, 5)
        assert self.event() == PeerEvent("server", 1, "connected", address=Address(*sock.getsockname()))
        return sock

    def call_from_the_module(self) -> None:
        """Let the module call once: from then on the far end knows where it is."""
        with self.dial(self.peers.open("server", "server", "TCP")):
            pass
        assert self.event().kind == "fin"
        self.peers.close_all()


class PeersContract:
    @pytest.fixture
    def server(self, bench) -> Address:
        return bench.peers.open("server", "server", "TCP")

    def test_a_server_reports_who_connects_and_what_arrives(self, bench, server):
        with bench.dial(server) as module:
            module.sendall(b"hello")
            assert bench.event() == PeerEvent("server", 1, "received", b"hello")

    def test_a_far_end_that_is_there_is_no_fault(self, bench, server):
        bench.peers.check()
        with bench.dial(server):
            pass

    def test_an_event_lies_between_what_caused_it_and_its_arrival(self, bench, server):
        with bench.dial(server) as module:
            for _ in range(5):
                before = now()
                module.sendall(b"hello")
                event = bench.inbox.get(now() + PATIENCE)
                assert event.at.latest >= before
                assert event.at.earliest <= now()
                assert event.at.latest - event.at.earliest < SECOND

    def test_connections_are_numbered_in_the_order_in_which_they_come_about(self, bench, server):
        with bench.dial(server) as first, socket.create_connection(server, 5) as second:
            assert bench.event().connection == 2
            bench.peers.request(PeerSend("server", 2, b"two"))
            bench.peers.request(PeerSend("server", 1, b"one"))
            assert (first.recv(64), second.recv(64)) == (b"one", b"two")

    def test_much_data_goes_both_ways_unchanged(self, bench, server):
        data = bytes(range(256)) * 1024
        with bench.dial(server) as module:
            bench.peers.request(PeerSend("server", 1, data))
            assert module.makefile("rb").read(len(data)) == data
            module.sendall(data)
            received = b""
            while len(received) < len(data):
                received += bench.event().data
            assert received == data

    def test_a_peer_closes_in_order_after_its_last_bytes(self, bench, server):
        with bench.dial(server) as module:
            bench.peers.request(PeerSend("server", 1, b"bye"))
            bench.peers.request(PeerClose("server", 1))
            assert module.recv(64) == b"bye"
            assert module.recv(64) == b""
            module.sendall(b"and you")
            assert bench.event() == PeerEvent("server", 1, "received", b"and you")
        assert bench.event() == PeerEvent("server", 1, "fin")

    def test_a_peer_resets(self, bench, server):
        with bench.dial(server) as module:
            bench.peers.request(PeerReset("server", 1))
            with pytest.raises(ConnectionResetError):
                module.recv(64)

    def test_a_module_that_closes_is_seen_as_fin_and_answered(self, bench, server):
        with bench.dial(server) as module:
            module.shutdown(socket.SHUT_WR)
            assert bench.event() == PeerEvent("server", 1, "fin")
            assert module.recv(64) == b""

    def test_a_module_that_resets_is_seen_as_rst(self, bench, server):
        module = bench.dial(server)
        module.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        module.close()
        assert bench.event() == PeerEvent("server", 1, "rst")

    def test_a_client_connects_from_its_own_address(self, bench):
        own = bench.peers.open("client", "client", "TCP")
        with socket.create_server((LOOPBACK, 0)) as module:
            there = Address(*module.getsockname())
            bench.peers.request(PeerConnect("client", there))
            assert bench.event() == PeerEvent("client", 1, "connected", address=there)
            accepted, source = module.accept()
            assert source == own
            accepted.sendall(b"welcome")
            assert bench.event() == PeerEvent("client", 1, "received", b"welcome")
            accepted.close()

    def test_a_client_may_connect_more_than_once(self, bench):
        bench.peers.open("client", "client", "TCP")
        with socket.create_server((LOOPBACK, 0)) as module:
            there = Address(*module.getsockname())
            for number in (1, 2):
                bench.peers.request(PeerConnect("client", there))
                assert bench.event() == PeerEvent("client", number, "connected", address=there)

    def test_a_client_that_is_not_accepted_says_so(self, bench):
        bench.peers.open("client", "client", "TCP")
        with socket.create_server((LOOPBACK, 0)) as module:
            there = Address(*module.getsockname())
        bench.peers.request(PeerConnect("client", there))
        assert bench.event() == PeerEvent("client", 1, "refused", address=there)

    def test_a_udp_peer_numbers_the_addresses_it_hears_from(self, bench):
        address = bench.peers.open("server", "server", "UDP")
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as first,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as second,
        ):
            for number, sock in enumerate((first, second, first, second)):
                sock.settimeout(5)
                sock.sendto(b"hello", address)
                event = bench.event()
                assert (event.connection, event.data) == (1 + number % 2, b"hello")
                assert event.address.port == sock.getsockname()[1]
            bench.peers.request(PeerSend("server", 2, b"second"))
            assert second.recvfrom(64) == (b"second", address)

    def test_the_longest_datagram_passes_both_ways(self, bench):
        address, data = bench.peers.open("server", "server", "UDP"), bytes(65507)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as module:
            module.settimeout(5)
            module.sendto(data, address)
            assert bench.event().data == data
            bench.peers.request(PeerSend("server", 1, data))
            assert module.recv(65536) == data

    def test_a_udp_peer_speaks_first_to_an_address_that_is_named(self, bench):
        bench.peers.open("client", "client", "UDP")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as module:
            module.bind((LOOPBACK, 0))
            module.settimeout(5)
            bench.peers.request(PeerSend("client", 0, b"hello", to=Address(*module.getsockname())))
            assert module.recv(64) == b"hello"

    def test_a_udp_peer_that_connects_to_an_address_again_has_a_second_connection(self, bench):
        bench.peers.open("server", "server", "UDP")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as module:
            module.bind((LOOPBACK, 0))
            module.settimeout(5)
            for number in (1, 2):
                bench.peers.request(PeerConnect("server", Address(*module.getsockname())))
                bench.peers.request(PeerSend("server", number, b"hello"))
                assert module.recv(64) == b"hello"

    def test_closing_all_gives_the_names_and_ports_back(self, bench, server):
        with bench.dial(server) as module:
            bench.peers.close_all()
            assert module.recv(64) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(server, 5)
        assert bench.peers.open("server", "server", "TCP").ip == LOOPBACK

    @pytest.mark.parametrize(
        ("request_", "says"),
        [
            (PeerSend("nobody", 1, b""), "no peer named nobody"),
            (PeerSend("server", 1, b""), "has no connection 1"),
            (PeerConnect("server", Address(LOOPBACK, 1)), "is a server and does not connect"),
            (PeerAcknowledge("server", on=False), "cannot stop acknowledging"),
            (PeerSend("udp", 1, b""), "has not heard from an address 1"),
            (PeerReset("udp", 1), "no connection 1 to close or reset"),
            (PeerSend("udp", 0, bytes(65508), to=Address(LOOPBACK, 40009)), "cannot send this datagram"),
        ],
    )
    def test_what_a_peer_cannot_do_is_a_fault_of_the_bench(self, bench, server, request_, says):
        bench.peers.open("udp", "server", "UDP")
        with pytest.raises(BenchFault, match=says):
            bench.peers.request(request_)

    def test_a_connection_that_is_over_cannot_be_used(self, bench, server):
        with bench.dial(server):
            bench.peers.request(PeerReset("server", 1))
            with pytest.raises(BenchFault, match="connection 1 of peer server is closed"):
                bench.peers.request(PeerSend("server", 1, b"?"))

    def test_a_name_can_be_given_once(self, bench, server):
        with pytest.raises(BenchFault, match="named server already"):
            bench.peers.open("server", "client", "UDP")
