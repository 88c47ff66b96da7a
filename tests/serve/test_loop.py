from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable

import pytest
import serial

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.emulator.families import build
from atconform.network import SimulatedNetwork
from atconform.network.conditions import Conditions
from atconform.protocol.network import Activate
from atconform.protocol.peer import Address, PeerClose, PeerSend
from atconform.realtime.reactor import Reactor, now
from atconform.serve.log import ConversationLog
from atconform.serve.loop import Emulation
from atconform.serve.network import AddressBook, HostNetwork, read_mapping
from atconform.serve.outbox import LIMIT, Outbox
from atconform.serve.pty import PtyEndpoint
from atconform.serve.rfc2217 import Rfc2217Endpoint
from atconform.serve.tcp import TcpEndpoint
from atconform.serve.wire import KEPT
from tests.serve.stub import OK, StubModule, emulated

LOOPBACK = "127.0.0.1"


class FakeEndpoint:
    """Takes as many bytes as it is told to."""

    where = "nowhere"

    def __init__(self, room: int = 1 << 30) -> None:
        self.room = room
        self.taken = b""
        self.asked = 0

    def attach(self, reactor, sink) -> None:
        self.sink = sink

    def write(self, data: bytes) -> int:
        count = min(len(data), self.room)
        self.room -= count
        self.taken += data[:count]
        return count

    def want_writable(self) -> None:
        self.asked += 1

    def hold(self, on: bool) -> None:
        self.held = on

    def close(self) -> None:
        pass


def open_data_mode(port: serial.Serial, server: socket.socket) -> socket.socket:
    port.write(f"OPEN {LOOPBACK}:{server.getsockname()[1]}\r".encode())
    far, _ = server.accept()
    far.settimeout(5)
    assert port.read(9) == b"CONNECT\r\n"
    return far


def send_until_it_stops(send: Callable[[bytes], int], chunk: bytes, stops: type[Exception]) -> int:
    """Send the bytes 0 to 249 again and again until nothing more is taken; tells how many were."""
    sent = 0
    while sent < 100_000_000:
        try:
            sent += send(chunk[sent % 250 :])
        except stops:
            return sent
    raise AssertionError("nothing ever made the sender wait")


def test_bytes_travel_between_the_line_and_a_real_socket():
    endpoint = PtyEndpoint()
    with (
        socket.create_server((LOOPBACK, 0)) as server,
        emulated(StubModule(), endpoint),
        serial.Serial(endpoint.device, timeout=5) as port,
    ):
        far = open_data_mode(port, server)
        port.write(b"up the line")
        assert far.recv(64) == b"up the line"
        far.sendall(b"down the line")
        assert port.read(13) == b"down the line"
        far.close()
        assert port.read(8) == b"CLOSED\r\n"


def test_a_mapped_address_is_reached_through_the_whole_module():
    endpoint = PtyEndpoint()
    with socket.create_server((LOOPBACK, 0)) as server:
        book = AddressBook([read_mapping(f"192.0.2.7:80={LOOPBACK}:{server.getsockname()[1]}")])
        with emulated(StubModule(), endpoint, book=book), serial.Serial(endpoint.device, timeout=5) as port:
            port.write(b"OPEN 192.0.2.7:80\r")
            assert port.read(9) == b"CONNECT\r\n"


def test_a_scripted_server_of_the_simulated_network_answers_in_real_time():
    network = SimulatedNetwork(Conditions(latency=5 * MS))
    network.peers.open("report", "server", "TCP", Address("192.0.2.7", 80)).reaction = lambda event: (
        [PeerSend(event.peer, event.connection, b"got " + event.data), PeerClose(event.peer, event.connection)]
        if event.kind == "received"
        else []
    )
    endpoint = PtyEndpoint()
    with (
        emulated(StubModule(), endpoint, network=network),
        serial.Serial(endpoint.device, timeout=5) as port,
    ):
        before = now()
        port.write(b"OPEN 192.0.2.7:80\r")
        assert port.read(9) == b"CONNECT\r\n"
        assert now() - before >= 10 * MS  # there and back
        port.write(b"21.5")
        assert port.read(16) == b"got 21.5CLOSED\r\n"


def test_a_far_end_that_does_not_read_makes_the_host_wait_and_loses_nothing():
    chunk = bytes(range(250)) * 40
    endpoint = PtyEndpoint()
    with (
        socket.create_server((LOOPBACK, 0)) as server,
        emulated(StubModule(), endpoint),
        serial.Serial(endpoint.device, timeout=5, write_timeout=0.3) as port,
    ):
        far = open_data_mode(port, server)
        sent = send_until_it_stops(port.write, chunk, serial.SerialTimeoutException)
        data = b""
        while len(data) < sent:
            data += far.recv(1 << 20)
        assert data[:sent] == chunk * (sent // len(chunk))
        far.close()


def test_a_host_that_does_not_read_makes_the_far_end_wait_and_loses_nothing():
    chunk = bytes(range(250)) * 40
    endpoint = PtyEndpoint()
    with (
        socket.create_server((LOOPBACK, 0)) as server,
        emulated(StubModule(), endpoint),
        serial.Serial(endpoint.device, timeout=5) as port,
    ):
        far = open_data_mode(port, server)
        far.settimeout(0.3)
        sent = send_until_it_stops(far.send, chunk, TimeoutError)
        assert port.read(sent) == (chunk * (sent // len(chunk) + 1))[:sent]
        far.close()


def test_the_module_acts_on_its_deadlines_without_being_asked():
    endpoint = PtyEndpoint()
    with emulated(StubModule(answers_after=30 * MS), endpoint), serial.Serial(endpoint.device, timeout=5) as port:
        before = now()
        port.write(b"AT\r")
        assert port.read(len(OK)) == OK
        assert now() - before >= 30 * MS


def test_a_line_that_is_lost_ends_the_run_with_its_reason():
    reactor = Reactor()
    emulation = Emulation(StubModule(), FakeEndpoint(), HostNetwork(reactor), reactor)
    threading.Thread(target=emulation.lost, args=("/dev/ttyS9 went away",)).start()
    with pytest.raises(BenchFault, match="/dev/ttyS9 went away"):
        emulation.run()
    emulation.close()
    reactor.close()


def test_paced_bytes_leave_when_they_have_come_through_and_not_before():
    endpoint = FakeEndpoint()
    outbox = Outbox(endpoint, baud=9600)
    outbox.put(bytes(96), 0)
    while (due := outbox.next_deadline()) is not None:
        before = len(endpoint.taken)
        outbox.flush(due - 1)
        assert len(endpoint.taken) == before
        outbox.flush(due)
        assert len(endpoint.taken) == before + 1
    assert (len(endpoint.taken), due) == (96, None)


def test_a_paced_line_that_nobody_reads_is_not_due_until_somebody_does():
    endpoint = FakeEndpoint(room=3)
    outbox = Outbox(endpoint, baud=10_000)
    outbox.put(b"hello!", 0)
    outbox.flush(5 * MS)
    assert (endpoint.taken, endpoint.asked, outbox.next_deadline()) == (b"hel", 1, None)
    endpoint.room = 100
    outbox.go_on(5 * MS)
    assert (endpoint.taken, outbox.next_deadline()) == (b"hello", 6 * MS)


def test_a_paced_line_makes_the_network_wait_sooner():
    outbox = Outbox(FakeEndpoint(), baud=9600)
    outbox.put(bytes(KEPT), 0)
    assert not outbox.full
    outbox.put(b"1", 0)
    assert outbox.full


def test_an_endpoint_that_takes_only_a_part_is_asked_to_say_when_it_takes_the_rest():
    endpoint = FakeEndpoint(room=3)
    outbox = Outbox(endpoint)
    outbox.put(b"hello", 0)
    assert (endpoint.taken, endpoint.asked) == (b"hel", 1)
    endpoint.room = 100
    outbox.go_on(0)
    assert endpoint.taken == b"hello"


def test_what_nobody_reads_for_too_long_is_lost_and_counted():
    outbox = Outbox(FakeEndpoint(room=0))
    outbox.put(bytes(LIMIT), 0)
    assert outbox.full
    assert outbox.lost == 0
    outbox.put(b"too much", 0)
    assert outbox.lost == 8


ENDPOINTS = {
    "pty": PtyEndpoint,
    "TCP": lambda: TcpEndpoint(LOOPBACK, 0),
    "RFC 2217": lambda: Rfc2217Endpoint(LOOPBACK, 0),
}


@pytest.mark.parametrize("line", ENDPOINTS)
def test_a_pace_holds_in_both_directions_on_every_line(line):
    endpoint = ENDPOINTS[line]()
    with (
        emulated(StubModule(), endpoint, pace=1200),
        serial.serial_for_url(endpoint.where, timeout=5) as port,
    ):
        before = now()
        port.write(b"AT\r")
        assert port.read(len(OK)) == OK
        assert now() - before >= (3 + len(OK)) * 10 * SECOND // 1200


def test_paced_bytes_arrive_as_they_were_sent():
    chunk = bytes(range(250)) * 40
    endpoint = PtyEndpoint()
    with (
        socket.create_server((LOOPBACK, 0)) as server,
        emulated(StubModule(), endpoint, pace=1_000_000),
        serial.Serial(endpoint.device, timeout=5) as port,
    ):
        far = open_data_mode(port, server)
        port.write(chunk)
        far.sendall(chunk)
        assert port.read(len(chunk)) == chunk
        data = b""
        while len(data) < len(chunk):
            data += far.recv(len(chunk))
        assert data == chunk
        far.close()


def test_a_host_that_sends_faster_than_the_pace_is_made_to_wait():
    reactor = Reactor()
    endpoint = FakeEndpoint()
    emulation = Emulation(StubModule(), endpoint, HostNetwork(reactor), reactor, pace=9600)
    assert emulation.room == KEPT
    emulation.received(bytes(KEPT - 100))
    emulation.turn()
    assert (endpoint.held, emulation.room >= 100) == (False, True)
    emulation.received(bytes(200))
    emulation.turn()
    assert endpoint.held
    emulation.close()
    reactor.close()


def test_a_far_end_that_sends_faster_than_the_pace_is_made_to_wait():
    endpoint = PtyEndpoint()
    with (
        socket.create_server((LOOPBACK, 0)) as server,
        emulated(StubModule(), endpoint, pace=115200),
        serial.Serial(endpoint.device, timeout=5) as port,
    ):
        far = open_data_mode(port, server)
        far.settimeout(0.3)
        assert send_until_it_stops(far.send, bytes(range(250)) * 40, TimeoutError)
        far.close()


def test_the_log_tells_who_said_what():
    text = io.StringIO()
    endpoint = PtyEndpoint()
    log = ConversationLog(text, "sim800")
    with (
        emulated(StubModule(), endpoint, log=log),
        serial.Serial(endpoint.device, timeout=5) as port,
    ):
        port.write(b"AT\r")
        assert port.read(len(OK)) == OK
    lines = [line.split(maxsplit=2)[1:] for line in text.getvalue().splitlines()]
    assert lines == [["module", "CTS low"], ["host", "AT<CR>"], ["module", "<CR><LF>OK<CR><LF>"]]


def test_the_log_tells_why_a_command_was_refused():
    text = io.StringIO()
    endpoint = PtyEndpoint()
    with (
        emulated(build("sim800", "none"), endpoint, log=ConversationLog(text, "sim800")),
        serial.Serial(endpoint.device, timeout=5) as port,
    ):
        for command in (b"AT+HTTPINIT", b"AT+FOO", b"AT+CIICR"):
            port.write(command + b"\r")
            assert b"ERROR" in port.read_until(b"ERROR\r\n")
    told = [line.split(maxsplit=2)[2] for line in text.getvalue().splitlines() if line.split()[1] == "refused"]
    assert told[:2] == ["AT+HTTPINIT: not emulated", "AT+FOO: no such command"]
    assert told[2].startswith("AT+CIICR: refused (")
    assert "IP INITIAL" in told[2]


def test_the_log_masks_passwords_if_asked_for(tmp_path):
    path = tmp_path / "log"
    with path.open("w") as file:
        log = ConversationLog(file, "sim800", mask=True)
        log.host(b'AT+CSTT="internet","anna","secret"\r')
        log.network(Activate(0, "internet", "anna", "secret"))
    assert "internet" in path.read_text()
    assert "secret" not in path.read_text()
